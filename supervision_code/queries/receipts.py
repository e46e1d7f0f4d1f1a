"""Receipts: that the events of a visit are on record, with the proof, for whoever may see the visit."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from supervision_code.adapters.sm_digests import hash_algorithm
from supervision_code.domain.checkpoints import InclusionReceipt
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.merkle import inclusion_proof
from supervision_code.domain.notes import NoteSigner
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.receipts import (
    AGENCY_SIGHT,
    FIRM_SIGHT,
    WHOLE_SIGHT,
    Sight,
    WaitingReceipt,
    make_promise,
    receipt_extra,
)
from supervision_code.persistence import checkpoints, tree
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening
from supervision_code.persistence.models.ledger_tree import LedgerLeaf
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """An entry of a visit: where it stands in the log (None: it waits), and how many witnesses saw that."""

    kind: LedgerKind
    recorded_at: datetime
    entry_id: UUID
    index: int | None
    size: int | None
    """The size of the signed tree that shows it; None: not signed yet."""
    witnessed: int
    witnesses: int

    @property
    def number(self) -> int | None:
        """Return the entry's number as people count: the first one of the log is number 1."""
        return None if self.index is None else self.index + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFile:
    """A receipt to be handed out."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry on record, with its openings and its place."""

    id: UUID
    kind: LedgerKind
    body: str
    algorithm: str
    recorded_at: datetime
    openings: str | None
    log_id: str | None
    index: int | None


class ReceiptQueries:
    """Looks at the entries of visits. ``promises`` returns what signs promises for a log."""

    def __init__(self, database: Database, promises: Callable[[str], NoteSigner], witnesses: int) -> None:
        self._database = database
        self._promises = promises
        self._witnesses = witnesses

    def of_visit(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> tuple[ReceiptRow, ...]:
        """Return the entries of a visit that the actor may see, oldest first. Raises NoSuchRecord."""
        with self._database.read() as session:
            sight, _ = _sight(session, actor, enterprise_id, visit_id)
            entries = _entries_of(session, enterprise_id, visit_id, sight)
            return tuple(self._row(session, entry) for entry in entries)

    def file_of(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> ReceiptFile:
        """Return the receipts of these entries as one file. Raises NoSuchRecord."""
        with self._database.read() as session:
            sight, visit = _sight(session, actor, enterprise_id, visit_id)
            return self._file(session, visit, sight)

    def whole_file_of(self, visit_id: UUID) -> ReceiptFile:
        """Return all receipts of a visit, for who keeps the installation. Raises NoSuchRecord."""
        with self._database.read() as session:
            visit = session.scalar(select(Visit).where(Visit.id == visit_id))
            if visit is None:
                raise NoSuchRecord
            return self._file(session, visit, WHOLE_SIGHT)

    def receipt_of_entry(self, entry_id: UUID) -> str:
        """Return the receipt of one entry with all its openings; whom it is shown to is the caller's to see to.

        Raises NoSuchRecord.
        """
        with self._database.read() as session:
            entries = _entries(session, LedgerEntry.id == entry_id)
            if not entries:
                raise NoSuchRecord
            return self._part(session, entries[0], WHOLE_SIGHT)

    def promise_of(self, enterprise_id: UUID, entry_id: UUID) -> str:
        """Return the receipt of an entry as it was before the sealing: the same however often it is asked for.

        Whom it is shown to is the caller's to see to; it opens what an agency sees. Raises NoSuchRecord.
        """
        which = and_(LedgerEntry.enterprise_id == enterprise_id, LedgerEntry.id == entry_id)
        with self._database.read() as session:
            entries = _entries(session, which)
        if not entries:
            raise NoSuchRecord
        return str(self._waiting(entries[0], AGENCY_SIGHT))

    def for_agency(self, enterprise_id: UUID, visit_id: UUID, agency: str) -> tuple[tuple[ReceiptRow, str], ...]:
        """Return the entries of a visit that an agency sees, each with its receipt as it is now, oldest first.

        That the visit is one of this agency is the caller's to see to.
        """
        with self._database.read() as session:
            sight = replace(AGENCY_SIGHT, agency=agency)
            entries = _entries_of(session, enterprise_id, visit_id, sight)
            return tuple((self._row(session, one), self._part(session, one, sight)) for one in entries)

    def _file(self, session: Session, visit: Visit, sight: Sight) -> ReceiptFile:
        entries = _entries_of(session, visit.enterprise_id, visit.id, sight)
        parts = [self._part(session, entry, sight) for entry in entries]
        return ReceiptFile(name=f"{visit.number}.receipt.txt", text="".join(parts))

    def _row(self, session: Session, entry: _Entry) -> ReceiptRow:
        kept = _checkpoint_of(session, entry)
        return ReceiptRow(
            kind=entry.kind,
            recorded_at=entry.recorded_at,
            entry_id=entry.id,
            index=entry.index,
            size=kept.size if kept else None,
            witnessed=len(kept.witnesses) if kept else 0,
            witnesses=self._witnesses,
        )

    def _part(self, session: Session, entry: _Entry, sight: Sight) -> str:
        algorithm, waiting = hash_algorithm(entry.algorithm), self._waiting(entry, sight)
        kept = _checkpoint_of(session, entry)
        if kept is None or entry.index is None:
            return str(waiting)
        source = tree.source(session, kept.log_id, algorithm)
        proof = inclusion_proof(entry.index, kept.size, source, algorithm)
        return str(InclusionReceipt(index=entry.index, proof=tuple(proof), checkpoint=kept.note, extra=waiting.extra))

    def _waiting(self, entry: _Entry, sight: Sight) -> WaitingReceipt:
        promise = make_promise(entry.body, hash_algorithm(entry.algorithm), self._promises)
        openings: dict[str, Any] = json.loads(entry.openings or "{}")
        extra = receipt_extra(entry.body, sight.opened(entry.kind, openings), promise)
        return WaitingReceipt(promise=promise, extra=extra)


def _sight(session: Session, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> tuple[Sight, Visit]:
    """Return what the actor may see of a visit, and the visit. Raises NoSuchRecord, NotPermitted."""
    visit = session.get(Visit, (enterprise_id, visit_id))
    if actor.may(Permission.OWN_VISITS_SEE):
        if visit is None or actor.enterprise_id != enterprise_id:
            raise NoSuchRecord
        return FIRM_SIGHT, visit
    if actor.may(Permission.AGENCY_VISITS_SEE):
        if visit is None or session.get(Participation, (enterprise_id, visit_id, actor.agency or "")) is None:
            raise NoSuchRecord
        return replace(AGENCY_SIGHT, agency=actor.agency), visit
    actor.require(Permission.AREA_VISITS_SEE)
    if visit is None:
        raise NoSuchRecord
    require_within_reach(actor, session.get_one(Enterprise, enterprise_id).district)
    return WHOLE_SIGHT, visit


def _checkpoint_of(session: Session, entry: _Entry) -> checkpoints.KeptCheckpoint | None:
    if entry.log_id is None or entry.index is None:
        return None
    return checkpoints.covering(session, entry.log_id, entry.index)


def _entries_of(session: Session, enterprise_id: UUID, visit_id: UUID, sight: Sight) -> Sequence[_Entry]:
    found = _entries(session, and_(LedgerEntry.enterprise_id == enterprise_id, LedgerEntry.subject_id == str(visit_id)))
    return [entry for entry in found if sight.kinds is None or entry.kind in sight.kinds]


def _entries(session: Session, which: ColumnElement[bool]) -> Sequence[_Entry]:
    leaf, opening = LedgerLeaf, LedgerOpening
    query = (
        select(
            LedgerEntry.id,
            LedgerEntry.kind,
            LedgerEntry.body,
            LedgerEntry.algorithm,
            LedgerEntry.recorded_at,
            opening.openings,
            leaf.log_id,
            leaf.index,
        )
        .outerjoin(leaf, and_(leaf.enterprise_id == LedgerEntry.enterprise_id, leaf.entry_id == LedgerEntry.id))
        .outerjoin(
            opening, and_(opening.enterprise_id == LedgerEntry.enterprise_id, opening.entry_id == LedgerEntry.id)
        )
        .where(which)
        .order_by(LedgerEntry.id)
    )
    return [_Entry(**row._mapping) for row in session.execute(query)]  # noqa: SLF001 - a row's public mapping
