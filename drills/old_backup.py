"""An old backup is put back: the signer refuses, what is lost is listed by name, and a new log follows the old one."""

import shutil
from pathlib import Path

from sqlalchemy import select

from drills.auditing import audit, command, opened
from drills.installation import Installation
from drills.kills import await_acknowledgement
from drills.load import Journal, under_load
from drills.postgresql import Server
from drills.processes import DrillFailed, wait_until
from drills.row import Row
from supervision_code.persistence.models.ledger import LedgerEntry

_EVENTS = 20


def restored(installation: Installation, server: Server | None) -> Row:
    """Back up under load, go on, lose the database, restore the backup, and take up work again."""
    row = Row(fault="restored old backup", database=installation.kind, runs=1)
    folder, kept = installation.folder / "backup", installation.folder / "held-receipts"
    with under_load(installation.city, installation.port) as load:
        _until(load.journal, _EVENTS)
        _done(installation, "backup", str(folder))
        _until(load.journal, len(load.journal.acknowledged) + _EVENTS)
    before = audit(installation, load.journal)
    if not before.holds:
        raise DrillFailed(f"the history does not hold: {before}")
    installation.stop()
    shutil.copytree(installation.folder / "receipts", kept, ignore=shutil.ignore_patterns("keys.txt"))
    url = _new_database(installation, server)
    told = _done(installation, "restore", str(folder), "--into", url, "--receipts", str(kept), "--locale", "en")
    installation.environment["DATABASE_URL"] = url
    _take_up_work(installation, row, load.journal, told)
    return row


def _take_up_work(installation: Installation, row: Row, before: Journal, told: str) -> None:
    lost = _lost(installation, before)
    named = [entry for entry in lost if entry in told]
    row.require(lost and len(named) == len(lost), f"all {len(lost)} events that were lost are listed by name")
    supervision = opened(installation)
    try:
        supervision.sealing.seal()
        why = supervision.queries.ledger.standing().halted_because
    finally:
        supervision.database.close()
    row.require(why == "went_back", f"the signer refused to sign ({why or 'it did not'})")
    _done(installation, "ledger", "succeed", "--yes", "--reason", "an old backup was put back")
    for part in (installation.web, installation.worker):
        part.environment = dict(installation.environment)
    installation.start()
    with under_load(installation.city, installation.port) as load:
        row.took(await_acknowledgement(load))
        _until(load.journal, _EVENTS)
    kept = [ack for ack in before.acknowledged if ack.entry not in lost]
    load.journal.acknowledged += kept
    row.judge(audit(installation, load.journal), load.journal)
    row.acknowledged = len(before.acknowledged) + len(load.journal.acknowledged) - len(kept)
    row.remarks.append(f"besides the {len(lost)} of the lost database, which are listed, nothing is missing")


def _lost(installation: Installation, journal: Journal) -> list[str]:
    supervision = opened(installation)
    try:
        with supervision.database.read() as session:
            held = {str(entry) for entry in session.scalars(select(LedgerEntry.id))}
    finally:
        supervision.database.close()
    return [ack.entry for ack in journal.acknowledged if ack.entry not in held]


def _new_database(installation: Installation, server: Server | None) -> str:
    if server is not None:
        return server.create("restored")
    return f"sqlite:///{Path(installation.environment['DATA_DIR']) / 'restored.db'}"


def _until(journal: Journal, number: int) -> None:
    wait_until(lambda: len(journal.acknowledged) >= number, 120, f"{number} events are acknowledged")


def _done(installation: Installation, *arguments: str) -> str:
    done = command(installation, *arguments)
    if done.returncode:
        raise DrillFailed(f"{arguments[0]} failed: {done.stdout[-600:]}{done.stderr[-600:]}")
    return done.stdout
