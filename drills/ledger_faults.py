"""Faults of the log itself: two sealers at once, an old backup put back, and tampering as the database's owner."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event, Thread

from drills import door, tampering
from drills.auditing import audit, objections, opened
from drills.installation import Installation
from drills.kills import await_acknowledgement
from drills.load import Journal, deliver, under_load
from drills.postgresql import Server
from drills.processes import DrillFailed
from drills.row import Row
from supervision_code.domain.notes import Note, parse_note
from supervision_code.product import Supervision
from supervision_code.queries.losses import Fate, LossQueries

_VISITS = 14
_SEALERS = 3


def sealers_at_once(installation: Installation, events: int) -> Row:
    """Run a second worker and three more sealers beside the one worker."""
    row = Row(fault="sealer started twice", database=installation.kind, runs=1 + _SEALERS)
    second, stop = installation.part("second-worker", "worker"), Event()
    second.start()
    supervisions = [opened(installation) for _ in range(_SEALERS)]
    problems: list[BaseException] = []

    def seal(supervision: Supervision) -> None:
        try:
            while not stop.wait(0.05):
                supervision.sealing.seal()
        except BaseException as error:  # noqa: BLE001 - told in the row
            problems.append(error)

    threads = [Thread(target=seal, args=(supervision,)) for supervision in supervisions]
    for thread in threads:
        thread.start()
    try:
        with under_load(installation.city, installation.port) as load:
            while len(load.journal.acknowledged) < events:
                await_acknowledgement(load)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        second.kill()
        for supervision in supervisions:
            supervision.database.close()
    row.require(not problems, "no sealer met an error" if not problems else f"a sealer met {problems[0]!r}")
    return row.judge(audit(installation, load.journal), load.journal)


@contextmanager
def copied(installation: Installation, name: str, server: Server | None) -> Iterator[Installation]:
    """Copy a resting installation with its database, keys and signer's memory."""
    folder = installation.folder.parent / f"{installation.folder.name}-{name}"
    shutil.copytree(installation.folder / "data", folder / "data")
    if server is not None:
        url = server.create(name, template="tampering")
    else:
        url = f"sqlite:///{folder / 'data' / 'supervision.db'}"
    made = Installation(folder, url)
    made.city = installation.city
    yield made
    shutil.rmtree(folder, ignore_errors=True)


def tampered(installation: Installation, server: Server | None, ways: Sequence[str] = ()) -> list[Row]:
    """Do each of the eight things to a copy of the log, and see who notices."""
    note, receipts = _some_history(installation)
    rows = []
    for number, name in enumerate(ways or tampering.WAYS):
        with copied(installation, f"tampering_{number}", server) as copy:
            rows.append(_tampered(copy, name, note, receipts))
    return rows


def _some_history(installation: Installation) -> tuple[Note, dict[str, str]]:
    """Let some visits happen, one at each firm; return a checkpoint and the receipts as others hold them."""
    installation.start()
    journal = Journal()
    for uscc in installation.city.firms[:_VISITS]:
        if not deliver(journal, installation.port, installation.city.tokens[0], door.opening(uscc)):
            raise DrillFailed("an event was not taken")
    held = audit(installation, journal)
    installation.stop()
    if not held.holds:
        raise DrillFailed(f"the history does not hold: {held}")
    supervision = opened(installation)
    try:
        note = parse_note(supervision.queries.ledger.checkpoint() or "")
    finally:
        supervision.database.close()
    folder = installation.folder / "receipts"
    names = [f"{ack.visit}.txt" for ack in journal.acknowledged]
    return note, {name: (folder / name).read_text(encoding="utf-8") for name in names}


def _tampered(copy: Installation, name: str, note: Note, receipts: Mapping[str, str]) -> Row:
    row = Row(fault=f"tampering: {name}", database=copy.kind, runs=1)
    supervision = opened(copy)
    try:
        with supervision.database.begin() as session:
            tampering.WAYS[name](session)
        full = name == "full rewrite"
        if full:
            tampering.forget_everything_signed(supervision)
        alone, held = objections(supervision, None), objections(supervision, note)
        if full:
            row.require(not alone, "alone the re-audit finds nothing, as foretold: only what others hold can show it")
            row.require(held, f"with a checkpoint that a witness holds it finds: {', '.join(held)}")
        else:
            row.require(alone, f"the re-audit finds: {', '.join(alone)}")
        contradicted = _contradicted(supervision, receipts)
        row.require(contradicted, f"{contradicted} entries are not what people's receipts say")
        supervision.sealing.seal()
        halted = supervision.queries.ledger.standing().halted_because
        if halted:
            row.remarks.append(f"the signer signs nothing more ({halted})")
    finally:
        supervision.database.close()
    return row.done()


def _contradicted(supervision: Supervision, receipts: Mapping[str, str]) -> int:
    losses = LossQueries(supervision.database, supervision.settings.log_id).compare(receipts, {}, {})
    return len(losses.of(Fate.LOST)) + len(losses.of(Fate.CHANGED))
