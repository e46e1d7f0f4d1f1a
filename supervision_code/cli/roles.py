"""``db roles`` and ``db login``: the database's roles of the portals, and who signs in with them (PostgreSQL)."""

import secrets
from typing import Final

import click
from sqlalchemy.engine import make_url

from supervision_code.cli.product import product
from supervision_code.cli.terminal import Failed, Words, with_words
from supervision_code.persistence import roles
from supervision_code.persistence.grant_words import DatabaseRole

_OF: Final = {
    "enterprise": DatabaseRole.ENTERPRISE,
    "officer": DatabaseRole.OFFICER,
    "supervisor": DatabaseRole.SUPERVISOR,
    "worker": DatabaseRole.WORKER,
}


@click.command(name="roles")
@with_words
def set_roles(words: Words) -> None:
    """Make the roles of the portals and set their grants and row-level security anew; ``db upgrade`` does it too."""
    with product(words) as supervision:
        if supervision.database.dialect != "postgresql":
            raise Failed(words("cli-roles-postgresql"))
        with supervision.database.engine.begin() as connection:
            done = roles.bring_up_to_date(connection)
    if not done:
        raise Failed(words("cli-roles-not-allowed"))
    click.echo(words("cli-roles-set"))


@click.command()
@click.argument("name")
@click.option("--portal", type=click.Choice(sorted(_OF)), required=True, help="Whose role the login gets.")
@with_words
def login(name: str, portal: str, words: Words) -> None:
    """Let NAME sign in to PostgreSQL with a portal's role; prints the address to set, with a new password once."""
    password = secrets.token_urlsafe(24)
    with product(words) as supervision:
        if supervision.database.dialect != "postgresql":
            raise Failed(words("cli-roles-postgresql"))
        with supervision.database.engine.begin() as connection:
            if not roles.bring_up_to_date(connection):
                raise Failed(words("cli-roles-not-allowed"))
            new = roles.let_in(connection, name, _OF[portal], password)
        url = make_url(supervision.settings.database_url).set(username=name, password=password)
    if not new:
        click.echo(words("cli-login-known", name=name))
        return
    setting = "DATABASE_URL" if portal == "worker" else f"{portal.upper()}_DATABASE_URL"
    click.echo(f"{setting}={url.render_as_string(hide_password=False)}")
