"""``db``: the schema, and what every installation begins with."""

import click

from supervision_code.cli.product import product
from supervision_code.cli.terminal import Words, with_words
from supervision_code.importing.seeding import seed_districts
from supervision_code.persistence import schema
from supervision_code.product import Supervision


@click.group()
def db() -> None:
    """The database."""


@db.command()
@with_words
def upgrade(words: Words) -> None:
    """Create or migrate the database; put the districts of Shenzhen, the policy and the public keys on record."""
    with product(words, migrated=False) as supervision:
        bring_up_to_date(supervision, words)


def bring_up_to_date(supervision: Supervision, words: Words) -> None:
    """Do what ``db upgrade`` does; done again it changes nothing."""
    schema.upgrade(supervision.database.engine)
    districts = seed_districts(supervision.database)
    policy = supervision.policies.publish_file()
    keys = supervision.codes.publish_keys()
    click.echo(words("cli-database-current"))
    if districts:
        click.echo(words("cli-districts-added", count=districts))
    if policy:
        click.echo(words("cli-policy-published", hash=supervision.in_force.sha256))
    if keys:
        click.echo(words("cli-keys-published", count=keys))
