"""The check after a fault: everything acknowledged is there once, every receipt verifies, the counts are the log's."""

import base64
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select

from drills import replay
from drills.installation import Installation
from drills.load import Acknowledged, Journal
from drills.processes import ROOT, wait_until
from supervision_code.adapters.passwords import Passwords
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.audits import AuditCounts
from supervision_code.domain.errors import DomainError
from supervision_code.domain.faults import Fault
from supervision_code.domain.ledger import LedgerKind, entry_hash
from supervision_code.domain.notes import Note
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.ledger_tree import LedgerLeaf
from supervision_code.persistence.models.visits import Visit
from supervision_code.product import Supervision
from supervision_code.queries.audits import AuditRequest

_SETTLED_WITHIN: Final = 60.0
_FILES_AT_ONCE: Final = 400
_SCRIPT: Final = ROOT / "scripts" / "check_receipt.py"
_EXTRA: Final = "extra "
_FAILED: Final = "✗ 不成立"


@dataclass(slots=True, kw_only=True)
class Audit:
    """What the check found."""

    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    receipts: int = 0
    receipts_wrong: int = 0
    counts_wrong: list[str] = field(default_factory=list)
    ledger_told: str = ""
    """What the re-audit of the whole log objects to; empty when it holds."""
    settled: float = 0.0
    """Seconds until nothing waited any longer."""

    @property
    def holds(self) -> bool:
        """Say whether nothing is wrong."""
        return not (self.lost or self.doubled or self.receipts_wrong or self.counts_wrong or self.ledger_told)


def opened(installation: Installation) -> Supervision:
    """Open the product beside the running one."""
    return bootstrap(installation.settings, passwords=Passwords(cheap=True))


def audit(installation: Installation, journal: Journal) -> Audit:
    """Check the whole installation against what its senders were told."""
    supervision = opened(installation)
    try:
        found = Audit(acknowledged=len(journal.acknowledged))
        found.settled = wait_until(lambda: _is_settled(supervision), _SETTLED_WITHIN, "everything is sealed and folded")
        _compare(supervision, journal.acknowledged, found)
        _check_receipts(supervision, installation.folder / "receipts", journal.acknowledged, found)
        found.counts_wrong = replay.differences(supervision)
        found.ledger_told = ", ".join(objections(supervision))
    finally:
        supervision.database.close()
    return found


def objections(supervision: Supervision, given: Note | None = None) -> list[str]:
    """Let the product re-audit the whole log, against a checkpoint kept elsewhere; return what it objects to."""
    found = supervision.queries.audits.verify(AuditRequest(given=given), AuditCounts())
    return sorted({one.problem.value for one in found})


def command(installation: Installation, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of the product for this installation."""
    return subprocess.run(
        [sys.executable, "-m", "supervision_code.cli", *arguments],
        env=installation.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _is_settled(supervision: Supervision) -> bool:
    try:
        state, log = supervision.queries.health.look(), supervision.queries.ledger.standing()
    except (Fault, DomainError):
        return False
    return state.ready and not sum(state.waiting.values()) and not log.waiting and log.signed == log.sealed


def _compare(supervision: Supervision, acknowledged: Sequence[Acknowledged], found: Audit) -> None:
    """Look for each event in the log and in the tree."""
    kinds = (LedgerKind.VISIT_OPENED, LedgerKind.VISIT_CLOSED)
    with supervision.database.read() as session:
        visits = Counter(session.scalars(select(Visit.id)))
        entries = Counter(
            (subject, kind.value)
            for subject, kind in session.execute(
                select(LedgerEntry.subject_id, LedgerEntry.kind).where(LedgerEntry.kind.in_(kinds))
            )
        )
        leaves = Counter(
            (subject, kind.value)
            for subject, kind in session.execute(
                select(LedgerEntry.subject_id, LedgerEntry.kind)
                .join(LedgerLeaf, LedgerLeaf.entry_id == LedgerEntry.id)
                .where(LedgerEntry.kind.in_(kinds))
            )
        )
        hashes = {str(entry): digest for entry, digest in session.execute(select(LedgerEntry.id, LedgerEntry.hash))}
    for ack in acknowledged:
        numbers = visits[UUID(ack.visit)], entries[ack.visit, ack.event], leaves[ack.visit, ack.event]
        if 0 in numbers or hashes.get(ack.entry) != promised_hash(ack.receipt):
            found.lost.append(f"{ack.event} {ack.visit}")
        elif max(numbers) > 1:
            found.doubled.append(f"{ack.event} {ack.visit}")


def _check_receipts(supervision: Supervision, folder: Path, acknowledged: Sequence[Acknowledged], found: Audit) -> None:
    """Fetch the receipts of every visit and check them with the stand-alone script, as a firm's lawyer would."""
    folder.mkdir(exist_ok=True)
    keys = folder / "keys.txt"
    keys.write_text(supervision.queries.ledger.keys(), encoding="utf-8")
    files = []
    for visit in dict.fromkeys(ack.visit for ack in acknowledged):
        try:
            text = supervision.queries.receipts.whole_file_of(UUID(visit)).text
        except DomainError:
            found.receipts_wrong += 1
            continue
        files.append(folder / f"{visit}.txt")
        files[-1].write_text(text, encoding="utf-8")
        found.receipts += text.count("tlog-proof@v1\n")
    # What was handed out at once must hold as well: most of it are promises from before the sealing.
    given = folder / "given.txt"
    given.write_text("".join(ack.receipt for ack in acknowledged), encoding="utf-8")
    found.receipts += len(acknowledged)
    for start in range(0, len(files), _FILES_AT_ONCE):
        found.receipts_wrong += wrong_receipts(keys, [given, *files[start : start + _FILES_AT_ONCE]])


def promised_hash(receipt: str) -> str:
    """Return the hash of the entry that a receipt is about."""
    extra = next(line for line in receipt.splitlines() if line.startswith(_EXTRA)).removeprefix(_EXTRA)
    return entry_hash(str(json.loads(base64.b64decode(extra))["body"]).encode())


def wrong_receipts(keys: Path, files: Sequence[Path]) -> int:
    """Return how many of these receipts do not hold."""
    done = subprocess.run(
        [sys.executable, str(_SCRIPT), str(keys), *map(str, files)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return max(done.stdout.count(_FAILED), int(done.returncode != 0))
