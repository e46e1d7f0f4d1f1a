"""Ends what has served its time, some rows at once, so that nobody waits for a long statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, case, delete, func, or_, select, tuple_, update
from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.retention import COARSE_DECIMALS
from supervision_code.persistence.base import Base
from supervision_code.persistence.erasure import destroy_openings, openings_about
from supervision_code.persistence.models.accounts import SignInTries
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.machine_clients import HeldEvent, ReceivedEvent
from supervision_code.persistence.models.mail import GivenReminder, OutgoingMail
from supervision_code.persistence.models.outbox import OutboxRow
from supervision_code.persistence.models.scans import Scan, ScanRefusal
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.position_facts import POSITION

_COARSE: Final = "positions made coarse"
_WITH_POSITION: Final = (LedgerKind.VISIT_OPENED, LedgerKind.VISIT_SCANNED, LedgerKind.VISIT_CLOSED)


def end_sign_in_failures(session: Session, before: datetime, limit: int) -> int:
    """Forget misses under names that nobody tried since; a lock that still holds stays."""
    query = select(SignInTries.digest).where(SignInTries.missed_at < before).limit(limit)
    return _deleted(session, SignInTries, SignInTries.digest.in_(_listed(session, query)))


def end_scans_without_visit(session: Session, before: datetime, limit: int) -> int:
    """Delete scans from which no visit came."""
    query = select(Scan.enterprise_id, Scan.id).where(Scan.visit_id.is_(None), Scan.at < before).limit(limit)
    keys = [tuple(row) for row in session.execute(query)]
    return _deleted(session, Scan, tuple_(Scan.enterprise_id, Scan.id).in_(keys)) if keys else 0


def end_refusals(session: Session, before: datetime, limit: int) -> int:
    """Delete what is on record of refused scans."""
    query = select(ScanRefusal.id).where(ScanRefusal.id < _id_at(before)).order_by(ScanRefusal.id).limit(limit)
    return _deleted(session, ScanRefusal, ScanRefusal.id.in_(_listed(session, query)))


def end_finished_work(session: Session, before: datetime, limit: int) -> int:
    """Delete rows of the outbox that are done."""
    query = (
        select(OutboxRow.id)
        .where(OutboxRow.id < _id_at(before), OutboxRow.done_at < before)
        .order_by(OutboxRow.id)
        .limit(limit)
    )
    return _deleted(session, OutboxRow, OutboxRow.id.in_(_listed(session, query)))


def end_mails(session: Session, before: datetime, limit: int) -> int:
    """Delete mails that were sent or given up."""
    settled = OutgoingMail.next_try_at.is_(None) & (OutgoingMail.made_at < before)
    query = select(OutgoingMail.id).where(settled).order_by(OutgoingMail.id).limit(limit)
    return _deleted(session, OutgoingMail, OutgoingMail.id.in_(_listed(session, query)))


def end_given_reminders(session: Session, before: datetime, limit: int) -> int:
    """Forget which reminders were given; their occasions are long over."""
    query = select(GivenReminder.occasion).where(GivenReminder.at < before).limit(limit)
    return _deleted(session, GivenReminder, GivenReminder.occasion.in_(_listed(session, query)))


def end_messages(session: Session, before: datetime, limit: int, *, read: bool) -> int:
    """Delete old messages, those that were read or all."""
    query = select(InboxMessage.id).where(InboxMessage.id < _id_at(before))
    if read:
        query = query.where(InboxMessage.read_at.is_not(None))
    query = query.order_by(InboxMessage.id).limit(limit)
    return _deleted(session, InboxMessage, InboxMessage.id.in_(_listed(session, query)))


def end_sent_bytes(session: Session, before: datetime, limit: int) -> int:
    """Empty what machines sent, word for word, once it is on record or settled; the digests stay."""
    received = (
        select(ReceivedEvent.visit_id, ReceivedEvent.event)
        .where(ReceivedEvent.received_at < before, func.length(ReceivedEvent.raw) > 0)
        .limit(limit)
    )
    keys = [tuple(row) for row in session.execute(received)]
    if keys:
        key = tuple_(ReceivedEvent.visit_id, ReceivedEvent.event)
        session.execute(update(ReceivedEvent).where(key.in_(keys)).values(raw=b""))
    dealt_with = or_(HeldEvent.settled_at < before, HeldEvent.seen_at < before)
    held = select(HeldEvent.id).where(dealt_with, func.length(HeldEvent.raw) > 0).limit(limit)
    ids = _listed(session, held)
    if ids:
        session.execute(update(HeldEvent).where(HeldEvent.id.in_(ids)).values(raw=b""))
    return len(keys) + len(ids)


def make_scans_coarse(session: Session, before: datetime, limit: int) -> int:
    """Round the positions of old scans."""
    query = (
        select(Scan.enterprise_id, Scan.id)
        .where(Scan.positions_coarse.is_(False), Scan.latitude.is_not(None), Scan.at < before)
        .order_by(Scan.at)
        .limit(limit)
    )
    return _round_scans(session, [tuple(row) for row in session.execute(query)])


def make_visits_coarse(session: Session, before: datetime, limit: int, now: datetime) -> int:
    """Round the positions of old visits and destroy what would open the ledger's commitments to them."""
    query = (
        select(Visit.enterprise_id, Visit.id)
        .where(
            Visit.positions_coarse.is_(False),
            or_(Visit.latitude.is_not(None), Visit.left_latitude.is_not(None)),
            Visit.started_at < before,
        )
        .order_by(Visit.started_at)
        .limit(limit)
    )
    return round_visits(session, [(row[0], row[1]) for row in session.execute(query)], now)


def round_visits(session: Session, keys: Sequence[tuple[UUID, UUID]], now: datetime) -> int:
    """Round the positions of these visits (firm and visit), with the record in the ledger."""
    if not keys:
        return 0
    columns = (Visit.latitude, Visit.longitude, Visit.left_latitude, Visit.left_longitude)
    session.execute(
        update(Visit)
        .where(tuple_(Visit.enterprise_id, Visit.id).in_(list(keys)))
        .values({**{column.key: _rounded(column) for column in columns}, "positions_coarse": True}),
        execution_options={"synchronize_session": False},
    )
    refs = openings_about(session, keys, _WITH_POSITION, POSITION)
    destroy_openings(session, refs, _COARSE, now)
    return len(keys)


def _round_scans(session: Session, keys: Sequence[Any]) -> int:
    if keys:
        columns = (Scan.latitude, Scan.longitude)
        session.execute(
            update(Scan)
            .where(tuple_(Scan.enterprise_id, Scan.id).in_(keys))
            .values({**{column.key: _rounded(column) for column in columns}, "positions_coarse": True}),
            execution_options={"synchronize_session": False},
        )
    return len(keys)


def round_scans_of(session: Session, account_id: UUID) -> int:
    """Round every position among an account's scans."""
    query = select(Scan.enterprise_id, Scan.id).where(
        Scan.account_id == account_id, Scan.positions_coarse.is_(False), Scan.latitude.is_not(None)
    )
    return _round_scans(session, [tuple(row) for row in session.execute(query)])


def _rounded(column: Any) -> ColumnElement[Any]:
    """Return the coordinate to two decimals, the same on both engines: they round floats each in their own way."""
    scale = 10**COARSE_DECIMALS
    return case((column.is_(None), None), else_=func.floor(column * scale + 0.5) / float(scale))


def _id_at(moment: datetime) -> UUID:
    """Return the lowest id of that moment: ids are ordered by time, so the key itself finds what is old."""
    return seeded_id(moment, 0)


def _listed(session: Session, query: Any) -> list[Any]:
    return list(session.scalars(query))


def _deleted(session: Session, model: type[Base], which: ColumnElement[bool]) -> int:
    gone = session.execute(delete(model).where(which).execution_options(synchronize_session=False))
    return int(getattr(gone, "rowcount", 0))
