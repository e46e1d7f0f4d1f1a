"""``demo``: the demonstration city."""

import click
from sqlalchemy import select

from supervision_code.adapters.system_clock import SystemClock
from supervision_code.cli.demo_documents import add_documents
from supervision_code.cli.product import product, settings_of_environment
from supervision_code.cli.terminal import Failed, Words, progress_bar, with_words
from supervision_code.importing.demo.accounts import DemoAccount, demo_accounts
from supervision_code.importing.demo.second_steps import code_of_demonstration
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.product import Supervision


@click.group()
def demo() -> None:
    """The demonstration city."""


@demo.command("load")
@with_words
def load_demo(words: Words) -> None:
    """Load fictional firms and officers in the real districts of Shenzhen, with about a year of visits."""
    with product(words) as supervision:
        load_city(supervision, words)


@demo.command("code")
@with_words
def show_code(words: Words) -> None:
    """Print the six digits that the demonstration's officers, supervisors and operator are asked for now."""
    code = code_of_demonstration(settings_of_environment().data_folder, SystemClock().now())
    if code is None:
        raise Failed(words("cli-demo-code-none"))
    click.echo(code)


def is_empty(supervision: Supervision) -> bool:
    """Say whether the database holds no firm yet."""
    with supervision.database.read() as session:
        return session.scalar(select(Enterprise.id).limit(1)) is None


def load_city(supervision: Supervision, words: Words) -> None:
    """Load the city into a database without firms; where it is already, nothing happens."""
    from supervision_code.importing.demo import CityRefused, load

    click.echo(words("demo-loading"))
    try:
        with progress_bar() as tell:
            load(supervision, lambda done, total: tell(done / total))
    except CityRefused as refused:
        raise Failed(words("demo-not-empty")) from refused
    add_documents(supervision)
    click.echo(words("demo-loaded"))


def guests_of(supervision: Supervision) -> list[DemoAccount]:
    """Return the accounts to try the product with, those that exist in this database."""
    guests = demo_accounts(supervision.settings.data_folder)
    with supervision.database.read() as session:
        names = [guest.username for guest in guests]
        known = set(session.scalars(select(Account.username).where(Account.username.in_(names))))
    return [guest for guest in guests if guest.username in known]
