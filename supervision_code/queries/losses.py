"""What a restored database has lost: by the receipts that people hold, and by checkpoints and the signer's memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.adapters.sm_digests import hash_algorithm
from supervision_code.domain.checkpoints import InclusionReceipt, parse_checkpoint
from supervision_code.domain.merkle import leaf_hash
from supervision_code.domain.notes import InvalidNote, Note
from supervision_code.domain.receipts import parse_extra, parse_parts
from supervision_code.persistence import tree
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.ledger_tree import LedgerLeaf
from supervision_code.persistence.session import Database


class Fate(StrEnum):
    """What became of an entry that somebody holds a receipt of."""

    KEPT = "kept"
    LOST = "lost"
    CHANGED = "changed"
    """An entry of this name is there, with other content or at another place: the backup is not of this log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptedEntry:
    """An entry that a receipt speaks of. ``index`` is None where it was a promise."""

    file: str
    entry: str
    kind: str
    log_id: str
    recorded_at: datetime
    index: int | None
    fate: Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class LostRange:
    """Entries that were in a signed tree and are gone: from ``first`` up to, not including, ``end``."""

    log_id: str
    first: int
    end: int
    known_by: str
    """The file or memory that knows of the larger tree."""


@dataclass(slots=True, kw_only=True)
class Losses:
    """Everything that was compared."""

    entries: list[ReceiptedEntry] = field(default_factory=list)
    ranges: list[LostRange] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def of(self, fate: Fate) -> list[ReceiptedEntry]:
        """Return the entries with this fate, in the order in which they were recorded."""
        return sorted((one for one in self.entries if one.fate is fate), key=lambda one: one.recorded_at)


class LossQueries:
    """Compares a restored database with what others hold."""

    def __init__(self, database: Database, base: str) -> None:
        self._database = database
        self._base = base

    def compare(
        self, receipts: Mapping[str, str], checkpoints: Mapping[str, Note], remembered: Mapping[str, int]
    ) -> Losses:
        """Return what is gone; receipts and checkpoints by the names of their files, remembered sizes by log."""
        found = Losses()
        known: dict[str, tuple[int, str]] = {log: (size, "signer.json") for log, size in remembered.items()}
        with self._database.read() as session:
            for file, text in receipts.items():
                try:
                    found.entries += [_entry(session, file, part, known) for part in _parts(text)]
                except InvalidNote:
                    found.unreadable.append(file)
            for file, note in checkpoints.items():
                _learn(known, note, file)
            found.ranges = list(self._ranges(session, known))
        return found

    def _ranges(self, session: Session, known: Mapping[str, tuple[int, str]]) -> Iterable[LostRange]:
        for log in tree.logs_of(session, self._base):
            size, known_by = known.get(log.log_id, (0, ""))
            held = tree.size_of(session, log.log_id)
            if size > held:
                yield LostRange(log_id=log.log_id, first=held, end=size, known_by=known_by)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a receipt, read."""

    entry: str
    kind: str
    log_id: str
    at: int
    hash: str
    body: str
    index: int | None
    checkpoint: Note | None


def _parts(text: str) -> list[_Part]:
    parts = []
    for receipt in parse_parts(text):
        extra = parse_extra(receipt.extra)
        said, algorithm = extra.said, hash_algorithm(str(extra.said["algorithm"]))
        sealed = receipt if isinstance(receipt, InclusionReceipt) else None
        parts.append(
            _Part(
                entry=str(said["entry"]),
                kind=str(said["kind"]),
                log_id=str(said["log"]),
                at=int(said["at"]),
                body=extra.body,
                hash=leaf_hash(extra.body.encode(), algorithm).hex(),
                index=sealed.index if sealed else None,
                checkpoint=sealed.checkpoint if sealed else None,
            )
        )
    return parts


def _entry(session: Session, file: str, part: _Part, known: dict[str, tuple[int, str]]) -> ReceiptedEntry:
    if part.checkpoint is not None:
        _learn(known, part.checkpoint, file)
    return ReceiptedEntry(
        file=file,
        entry=part.entry,
        kind=part.kind,
        log_id=part.log_id,
        recorded_at=datetime.fromtimestamp(part.at / 1000, UTC),
        index=part.index,
        fate=_fate(session, part),
    )


def _fate(session: Session, part: _Part) -> Fate:
    query = (
        select(LedgerEntry.hash, LedgerEntry.body, LedgerLeaf.index.label("place"))
        .outerjoin(
            LedgerLeaf,
            (LedgerLeaf.enterprise_id == LedgerEntry.enterprise_id) & (LedgerLeaf.entry_id == LedgerEntry.id),
        )
        .where(LedgerEntry.id == UUID(part.entry))
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return Fate.LOST
    # Sealed again after the backup was made, an entry stands where the order of the new sealing puts it.
    moved = part.index is not None and row.place is not None and row.place != part.index
    return Fate.CHANGED if (row.hash, row.body) != (part.hash, part.body) or moved else Fate.KEPT


def _learn(known: dict[str, tuple[int, str]], note: Note, source: str) -> None:
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.size > known.get(checkpoint.origin, (0, ""))[0]:
        known[checkpoint.origin] = (checkpoint.size, source)
