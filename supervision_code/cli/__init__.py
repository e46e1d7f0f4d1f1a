"""The command line: ``supervision-code``, one file for each noun."""

import click

from supervision_code.cli.backups import backup, restore
from supervision_code.cli.benchmarks import bench
from supervision_code.cli.clients import client
from supervision_code.cli.codes import codes
from supervision_code.cli.database import db
from supervision_code.cli.demo import demo
from supervision_code.cli.findings import findings
from supervision_code.cli.imports import import_file
from supervision_code.cli.keys import keys
from supervision_code.cli.ledger import ledger
from supervision_code.cli.personal_data import personal_data
from supervision_code.cli.roles import login, set_roles
from supervision_code.cli.serving import run, serve, worker
from supervision_code.cli.users import user


@click.group()
@click.version_option(package_name="supervision-code")
def main() -> None:
    """Supervision code for administrative law enforcement. DATABASE_URL chooses the database."""


for _command in (
    db,
    demo,
    import_file,
    codes,
    keys,
    ledger,
    personal_data,
    findings,
    user,
    client,
    backup,
    restore,
    serve,
    worker,
    run,
    bench,
):
    main.add_command(_command)
for _command in (set_roles, login):
    db.add_command(_command)
