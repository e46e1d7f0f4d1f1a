"""``client``: machine clients and their tokens."""

from uuid import UUID

import click

from supervision_code.cli.product import product
from supervision_code.cli.terminal import Words, with_words
from supervision_code.domain.clients import USUAL_LIFE, ClientKind, Scope
from supervision_code.services.clients import NewClient

_MOST_LISTED = 1000


@click.group()
def client() -> None:
    """Machine clients: systems of agencies and phones of officers that call the machine interface."""


@client.command()
@click.argument("name")
@click.option("--kind", type=click.Choice([kind.value for kind in ClientKind]), required=True, help="Whose machine.")
@click.option("--agency", default="", help="The agency's code, for a system.")
@click.option("--username", default="", help="The user name of the officer, for a device.")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice([scope.value for scope in Scope]), help="All when left out."
)
@click.option("--days", default=USUAL_LIFE.days, show_default=True, help="How long the token lasts.")
@with_words
def add(name: str, kind: str, agency: str, username: str, scopes: tuple[str, ...], days: int, words: Words) -> None:
    """Make a client and print its token, this once."""
    granted = [Scope(scope) for scope in scopes] or list(Scope)
    wanted = NewClient(name=name, kind=ClientKind(kind), scopes=granted, days=days, agency=agency, username=username)
    with product(words) as supervision:
        given = supervision.clients.add(None, wanted)
    click.echo(words("clients-given", client=str(given.client_id), token=given.token))


@client.command("list")
@with_words
def list_all(words: Words) -> None:
    """List the clients: number, state, name, agency, officer, scopes, end."""
    with product(words) as supervision:
        rows = supervision.queries.clients.page(None, "", "", _MOST_LISTED)
    for row in rows:
        scopes = ",".join(scope.value for scope in row.scopes)
        until = row.expires_at.date().isoformat()
        click.echo("\t".join((str(row.id), row.state.value, row.name, row.agency, row.officer, scopes, until)))


@client.command()
@click.argument("client_id", type=click.UUID)
@with_words
def rotate(client_id: UUID, words: Words) -> None:
    """Give a client a new token; the old one ends at once."""
    with product(words) as supervision:
        given = supervision.clients.rotate(None, client_id)
    click.echo(words("clients-given", client=str(given.client_id), token=given.token))


@client.command()
@click.argument("client_id", type=click.UUID)
@with_words
def revoke(client_id: UUID, words: Words) -> None:
    """End a client for good."""
    with product(words) as supervision:
        supervision.clients.revoke(None, client_id)
    click.echo(words("clients-revoked", client=str(client_id)))
