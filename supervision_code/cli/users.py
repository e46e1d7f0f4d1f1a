"""``user``: accounts, for the first operator and in need."""

import click

from supervision_code.cli.product import product
from supervision_code.cli.terminal import Words, with_words
from supervision_code.domain.permissions import Role
from supervision_code.services.accounts import NewAccount


@click.group()
def user() -> None:
    """Accounts."""


@user.command()
@click.argument("username")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True, help="What the account is.")
@click.option("--name", default="", help="The person's name; the user name when left out.")
@click.option("--uscc", default="", help="The firm's credit code, for the roles of a firm.")
@click.option("--certificate", default="", help="The certificate number, for an officer.")
@click.option("--agency", default="", help="The agency's code, for a manager without a certificate.")
@click.option("--district", default="", help="The district's code, for a supervisor; the whole city when left out.")
@with_words
def add(
    username: str, role: str, name: str, uscc: str, certificate: str, agency: str, district: str, words: Words
) -> None:
    """Make an account and print its first password."""
    wanted = NewAccount(
        username=username,
        name=name or username,
        role=Role(role),
        uscc=uscc,
        certificate_no=certificate,
        agency=agency,
        district=district,
    )
    with product(words) as supervision:
        password = supervision.accounts.add(None, wanted)
    click.echo(words("accounts-added", username=username.strip().lower(), password=password))


@user.command()
@click.argument("username")
@with_words
def reset(username: str, words: Words) -> None:
    """Give an account a new first password and end its sessions."""
    with product(words) as supervision:
        password = supervision.accounts.reset_password(None, username)
    click.echo(words("accounts-reset", username=username.strip().lower(), password=password))


@user.command("reset-factor")
@click.argument("username")
@click.option("--reason", required=True, help="Why, and how it was made sure who asks; it goes on record.")
@with_words
def reset_factor(username: str, reason: str, words: Words) -> None:
    """Take the second factors from an account whose owner has lost them; new ones are added at the next sign-in."""
    with product(words) as supervision:
        supervision.second_factors.reset(None, username, reason)
    click.echo(words("accounts-factor-reset", username=username.strip().lower()))


@user.command()
@click.argument("username")
@with_words
def disable(username: str, words: Words) -> None:
    """Disable an account and end its sessions."""
    with product(words) as supervision:
        supervision.accounts.set_active(None, username, active=False)
    click.echo(words("accounts-disabled", username=username.strip().lower()))
