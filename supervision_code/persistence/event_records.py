"""Events of machines in storage: those on record with what was answered, and those held for the supervisor."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision_code.domain.clients import Caller
from supervision_code.domain.errors import (
    AlreadyRecorded,
    CertificateInvalid,
    CodeRefused,
    DomainError,
    HoldFull,
    IllegalMove,
    ItemMissing,
    ItemNotPublished,
    TooFewOfficers,
)
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.visit_events import EventKind, FieldProblem, HeldBecause, SentEvent, SentOpening, name_of
from supervision_code.persistence import inbox
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.event_names import find_own, free_name
from supervision_code.persistence.machine_clients import is_full
from supervision_code.persistence.models.machine_clients import HeldEvent, ReceivedEvent
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.once import insert_once

_ABOUT_PARTS: Final = {
    CertificateInvalid.code: "certificate",
    ItemMissing.code: "agency",
    ItemNotPublished.code: "item",
    TooFewOfficers.code: "given",
}
"""Refusals that are about the parts of a visit, and the fact that names the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An event on record, and what its sender is told; ``repeated``: it had come before."""

    visit_id: UUID
    event: EventKind
    enterprise_id: UUID
    entry_id: UUID
    answer: Mapping[str, Any]
    repeated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was made of an event, ready to be kept beside it."""

    enterprise_id: UUID
    officer_id: UUID
    entry_id: UUID
    moment: datetime
    overdue: bool
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToHold:
    """An event that cannot be recorded: its bytes, as much as could be read of it, and why."""

    because: HeldBecause
    raw: bytes
    code: str
    facts: Mapping[str, str | int]
    problems: tuple[FieldProblem, ...] = ()
    visit_id: UUID | None = None
    event: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An event that is kept for the supervisor, and why it was not recorded."""

    id: UUID
    because: HeldBecause
    code: str
    facts: Mapping[str, str | int]
    problems: tuple[FieldProblem, ...]
    visit_id: UUID | None
    event: str


def find_taken(session: Session, caller: Caller, sent: SentEvent) -> Taken | None:
    """Return what was answered when the same event came before.

    Raises AlreadyRecorded when the agency reported another one of the visit, or its officer another; an opening also
    when another agency did. What other agencies report when they leave is theirs.
    """
    row = find_own(session, caller.agency, sent.envelope.visit_id, sent.event)
    if row is None and sent.event is EventKind.OPENED:
        row = session.get(ReceivedEvent, (sent.envelope.visit_id, name_of(sent.event)))
    if row is None:
        return None
    if row.digest != sent.envelope.digest or not caller.speaks_for(row.agency, row.officer_id):
        raise AlreadyRecorded
    return _taken(row, repeated=True)


def keep(session: Session, caller: Caller, sent: SentEvent, recorded: Recorded, now: datetime) -> Taken:
    """Keep the event beside what was made of it; what was held of it before is settled."""
    envelope = sent.envelope
    row = ReceivedEvent(
        visit_id=envelope.visit_id,
        event=free_name(session, caller.agency, sent),
        enterprise_id=recorded.enterprise_id,
        client_id=caller.client_id,
        agency=caller.agency,
        officer_id=recorded.officer_id,
        digest=envelope.digest,
        record_hash=envelope.record_hash,
        previous_hash=envelope.previous,
        raw=envelope.raw,
        claimed_at=envelope.at.claimed_at,
        moment=recorded.moment,
        received_at=now,
        overdue=recorded.overdue,
        entry_id=recorded.entry_id,
        answer=json.dumps(recorded.answer, ensure_ascii=False),
    )
    values = {column.name: getattr(row, column.name) for column in ReceivedEvent.__table__.columns}
    insert_rows(session, ReceivedEvent.__table__, [values])
    settled = (HeldEvent.visit_id == envelope.visit_id, HeldEvent.event == sent.event.value)
    not_conflicting = HeldEvent.because != HeldBecause.CONFLICT
    session.execute(
        update(HeldEvent)
        .where(*settled, not_conflicting, HeldEvent.client_id == caller.client_id, HeldEvent.settled_at.is_(None))
        .values(settled_at=now),
        execution_options={"synchronize_session": False},
    )
    return _taken(row, repeated=False)


def _taken(row: ReceivedEvent, *, repeated: bool) -> Taken:
    return Taken(
        visit_id=row.visit_id,
        event=row.kind,
        enterprise_id=row.enterprise_id,
        entry_id=row.entry_id,
        answer=json.loads(row.answer),
        repeated=repeated,
    )


def moment_before(session: Session, caller: Caller, previous: str | None) -> datetime | None:
    """Return when the record happened that the same client's chain names before this one, if it has come."""
    if previous is None:
        return None
    same = (ReceivedEvent.client_id == caller.client_id, ReceivedEvent.record_hash == previous)
    return session.scalar(select(ReceivedEvent.moment).where(*same).limit(1))


def refused(sent: SentEvent, refusal: DomainError) -> ToHold:
    """Return a well-formed event that the rules refuse, ready to be held."""
    conflict = isinstance(refusal, AlreadyRecorded | IllegalMove)
    problem = _problem(sent, refusal)
    return ToHold(
        because=HeldBecause.CONFLICT if conflict else HeldBecause.REFUSED,
        raw=sent.envelope.raw,
        code=refusal.code,
        facts=refusal.facts,
        problems=(problem,) if problem else (),
        visit_id=sent.envelope.visit_id,
        event=sent.event.value,
    )


def _problem(sent: SentEvent, refusal: DomainError) -> FieldProblem | None:
    facts = refusal.facts
    if "field" in facts:
        expected = str(facts.get("expected", f"expected-{refusal.code}"))
        return FieldProblem(field=str(facts["field"]), value=str(facts.get("value", "")), expected=expected)
    if isinstance(refusal, CodeRefused) and isinstance(sent, SentOpening):
        return FieldProblem(field="code", value=sent.code, expected="expected-code-of-firm")
    if refusal.code in _ABOUT_PARTS:
        value = str(facts.get(_ABOUT_PARTS[refusal.code], ""))
        return FieldProblem(field="parts", value=value, expected=f"expected-{refusal.code}")
    return None


def hold(session: Session, caller: Caller, wanted: ToHold, now: datetime) -> Held:
    """Keep an event that cannot be recorded; the same bytes again are only counted. Raises HoldFull."""
    digest = hashlib.sha256(wanted.raw).hexdigest()
    known = (HeldEvent.client_id == caller.client_id, HeldEvent.digest == digest, HeldEvent.because == wanted.because)
    if is_full(session, caller) and session.scalar(select(HeldEvent.id).where(*known)) is None:
        raise HoldFull
    row = {**_held_row(session, caller, wanted, now), "digest": digest}
    if insert_once(session, HeldEvent, row):
        held_id: UUID = row["id"]
        if wanted.because is HeldBecause.CONFLICT:
            _tell(session, row["district"], caller, held_id, now)
    else:
        counted = update(HeldEvent).where(*known).values(times=HeldEvent.times + 1, last_at=now)
        session.execute(counted, execution_options={"synchronize_session": False})
        held_id = session.execute(select(HeldEvent.id).where(*known)).scalar_one()
    return Held(
        id=held_id,
        because=wanted.because,
        code=wanted.code,
        facts=wanted.facts,
        problems=wanted.problems,
        visit_id=wanted.visit_id,
        event=wanted.event,
    )


def _held_row(session: Session, caller: Caller, wanted: ToHold, now: datetime) -> dict[str, Any]:
    problems = [asdict(problem) for problem in wanted.problems]
    return {
        "id": new_id(now),
        "because": wanted.because,
        "client_id": caller.client_id,
        "agency": caller.agency,
        "district": session.execute(select(Agency.district).where(Agency.code == caller.agency)).scalar_one(),
        "visit_id": wanted.visit_id,
        "event": wanted.event,
        "raw": wanted.raw,
        "refusal": json.dumps({"code": wanted.code, "facts": dict(wanted.facts), "problems": problems}),
        "received_at": now,
        "last_at": now,
        "times": 1,
        "settled_at": None,
        "seen_at": None,
        "seen_by": None,
        "note": "",
    }


def _tell(session: Session, district: str, caller: Caller, held_id: UUID, now: datetime) -> None:
    recipient, facts = inbox.to_district(district), {"client": caller.name}
    inbox.put(session, recipient, "inbox-event-conflict", now, facts=facts, link=f"/held-events/{held_id}")
