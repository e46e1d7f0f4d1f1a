"""Notices in storage: what a planned visit consists of, sending a notice, and telling everybody what became of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of, day_number
from supervision_code.domain.errors import InvalidValue
from supervision_code.domain.frequency_facts import EnterpriseFacts, ParticipationFacts
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.notices import LIVE, NoticeState, Offer, Slot, move
from supervision_code.domain.planned_visits import HalfDay, JoiningAnswer, PlannedVisitState
from supervision_code.domain.quiet_days import period_in_the_way
from supervision_code.domain.quiet_periods import QuietPeriod
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence import inbox, ledger
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Agency

NOTICE: Final = "notice"
"""Name of the fact that holds what was told or answered."""
WORDS: Final = "words"
"""Name of the fact that holds free words, behind a salt of their own."""

_MESSAGES: Final = {
    (False, True): "inbox-notice-sent",
    (False, False): "inbox-notice-sent-fixed",
    (True, True): "inbox-notice-moved",
    (True, False): "inbox-notice-moved-fixed",
}
"""What the firm is told, by whether an earlier notice is replaced and whether there are times to choose among."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What comes to the firm in a planned visit: each agency's parts, and what plans say about telling it."""

    parts: tuple[ParticipationFacts, ...]
    stated: tuple[str, ...]


def coming_in(session: Session, planned: PlannedVisit) -> Coming:
    """Return the parts of a planned visit: its tasks, and what was planned or joined by hand."""
    tasks = session.scalars(
        select(InspectionTask)
        .where(
            InspectionTask.enterprise_id == planned.enterprise_id,
            InspectionTask.planned_visit_id == planned.id,
            InspectionTask.state.in_((TaskState.PLACED, TaskState.DONE)),
        )
        .order_by(InspectionTask.id)
    ).all()
    parts = [_part(task.agency, task.type, task.items, from_above=task.ordered_from_above) for task in tasks]
    if planned.agency not in {part.agency for part in parts}:
        parts.insert(0, _part(planned.agency, planned.type, planned.items))
    parts += [one for one in _joining(session, planned) if one.agency not in {part.agency for part in parts}]
    return Coming(parts=tuple(parts), stated=tuple(task.without_notice for task in tasks))


def _part(agency: str, kind: InspectionType | None, items: str, *, from_above: bool = False) -> ParticipationFacts:
    return ParticipationFacts(agency=agency, type=kind, items=split_items(items), ordered_from_above=from_above)


def _joining(session: Session, planned: PlannedVisit) -> list[ParticipationFacts]:
    """Return who has said to come along."""
    rows = session.scalars(
        select(PlanJoining)
        .where(
            PlanJoining.enterprise_id == planned.enterprise_id,
            PlanJoining.plan_id == planned.id,
            PlanJoining.answer == JoiningAnswer.JOINED,
        )
        .order_by(PlanJoining.agency)
    )
    return [_part(row.agency, row.type, row.items) for row in rows]


def require_no_quiet_period(
    day: date,
    parts: Sequence[ParticipationFacts],
    firm: EnterpriseFacts,
    periods: Sequence[QuietPeriod],
    field: str = "day",
) -> None:
    """Raise InvalidValue (``field``), with the period's name, where a quiet period keeps these parts off a day."""
    period = period_in_the_way(day, parts, firm, periods)
    if period is not None:
        raise InvalidValue(
            field=field, value=day.isoformat(), expected="expected-outside-quiet-period", period=period.name
        )


def live_notice(session: Session, enterprise_id: UUID, planned_visit_id: UUID) -> Notice | None:
    """Return the notice of a planned visit that the firm can rely on, if one was sent."""
    return session.scalar(
        select(Notice)
        .where(
            Notice.enterprise_id == enterprise_id,
            Notice.planned_visit_id == planned_visit_id,
            Notice.state.in_(LIVE),
        )
        .order_by(Notice.sent_at.desc())
        .limit(1)
    )


def send(
    session: Session,
    planned: PlannedVisit,
    offer: Offer,
    now: datetime,
    *,
    by: UUID | None,
    earlier: Notice | None = None,
) -> Notice:
    """Tell the firm of a planned visit, and move the visit to the time that stands if the firm chooses nothing.

    The planned visit's lock is the caller's. ``earlier``: the notice this one takes the place of.
    """
    if offer.proposed is not None:
        planned.day, planned.half_day = offer.proposed.day, offer.proposed.half_day
    notice = Notice(
        enterprise_id=planned.enterprise_id,
        id=new_id(now),
        planned_visit_id=planned.id,
        state=NoticeState.OPEN if offer.slots else NoticeState.LAPSED,
        sent_at=now,
        sent_by=by,
        day=planned.day,
        half_day=planned.half_day,
        slots=json.dumps([{"day": slot.day, "half_day": slot.half_day.value} for slot in offer.slots]),
        choose_by=day_number(offer.choose_by),
        firm_note="" if earlier is None else earlier.firm_note,
        reason="",
        replaces=None if earlier is None else earlier.id,
    )
    session.add(notice)
    session.flush()
    _enter(session, LedgerKind.NOTICE_SENT, notice, now, _told(notice))
    tell_firm(session, notice, _MESSAGES[earlier is not None, bool(offer.slots)], now)
    return notice


def end(session: Session, notice: Notice, state: NoticeState, reason: str, now: datetime) -> None:
    """End a notice: moved, withdrawn or lapsed; a reason is the agency's words to the firm."""
    notice.state = move(notice.state, state)
    if state is not NoticeState.LAPSED:
        notice.reason, notice.ended_at = reason, now
        words: dict[str, Canonical] = {WORDS: reason} if reason else {}
        _enter(session, LedgerKind.NOTICE_ENDED, notice, now, {"state": state.value}, words)


def withdraw(
    session: Session, planned: PlannedVisit, reason: str, now: datetime, *, key: str = "inbox-notice-withdrawn"
) -> bool:
    """Take back the notice of a visit that will not be made and tell the firm (``key``); False: it had none."""
    notice = live_notice(session, planned.enterprise_id, planned.id)
    if notice is None:
        return False
    end(session, notice, NoticeState.WITHDRAWN, reason, now)
    tell_firm(session, notice, key, now)
    return True


def answer(session: Session, notice: Notice, slot: Slot, note: str, now: datetime, by: UUID) -> None:
    """Put the firm's choice on record; the planned visit is moved by the caller."""
    notice.state = move(notice.state, NoticeState.CHOSEN)
    notice.chosen_day, notice.chosen_half_day = slot.day, slot.half_day
    notice.chosen_at, notice.chosen_by, notice.firm_note = now, by, note
    words: dict[str, Canonical] = {WORDS: note} if note else {}
    _enter(session, LedgerKind.NOTICE_ANSWERED, notice, now, {"day": slot.day, "half_day": slot.half_day.value}, words)


def tell_firm(session: Session, notice: Notice, key: str, now: datetime) -> None:
    """Leave a message about a notice in the firm's inbox."""
    facts = {"from_day": date_of(notice.day).isoformat(), "until": date_of(notice.choose_by).isoformat()}
    inbox.put(session, inbox.to_enterprise(notice.enterprise_id), key, now, facts=facts, link=f"/notices/{notice.id}")


def tell_company(session: Session, planned: PlannedVisit, agency: str, now: datetime) -> None:
    """Tell a firm that expects a visit which agency (its code) comes along; the notice and its times stay as they are.

    A firm that was not told of the visit hears nothing: the notice, when it goes out, names all who come.
    """
    notice = live_notice(session, planned.enterprise_id, planned.id)
    if notice is None or planned.state is not PlannedVisitState.PLANNED:
        return
    facts = {"agency": session.get_one(Agency, agency).name, "from_day": date_of(planned.day).isoformat()}
    firm, link = inbox.to_enterprise(planned.enterprise_id), f"/notices/{notice.id}"
    inbox.put(session, firm, "inbox-notice-company", now, facts=facts, link=link)


def slots_of(notice: Notice) -> tuple[Slot, ...]:
    """Return the times a notice offers, in order."""
    return read_slots(notice.slots)


def read_slots(stored: str) -> tuple[Slot, ...]:
    """Return times as a notice stores them."""
    return tuple(Slot(int(one["day"]), HalfDay(one["half_day"])) for one in json.loads(stored))


def _told(notice: Notice) -> dict[str, Canonical]:
    return {
        "planned_visit": str(notice.planned_visit_id),
        "day": notice.day,
        "half_day": notice.half_day.value if notice.half_day else "",
        "slots": [slot.code for slot in slots_of(notice)],
        "choose_by": notice.choose_by,
        "replaces": str(notice.replaces or ""),
    }


def _enter(
    session: Session,
    kind: LedgerKind,
    notice: Notice,
    now: datetime,
    told: dict[str, Canonical],
    words: dict[str, Canonical] | None = None,
) -> None:
    ledger.append(
        session,
        ledger.LedgerDraft(
            kind=kind,
            at=now,
            enterprise_id=notice.enterprise_id,
            subject=notice.id,
            facts={NOTICE: {"notice": str(notice.id), **told}, **(words or {})},
        ),
    )
