"""Notices: telling a firm of a planned visit, moving it, and the firm's choice of a time."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, date_of, day_number, day_of
from supervision_code.domain.errors import (
    AlreadyRecorded,
    IllegalMove,
    InvalidValue,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    TooLate,
)
from supervision_code.domain.notices import GRACE, NOTE_LENGTH, NoticeState, Slot, may_answer
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.persistence import notices, trail
from supervision_code.persistence.log import enterprise_facts
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.notice_offers import Times, times_from, times_of
from supervision_code.persistence.notice_telling import tell_agencies
from supervision_code.persistence.placed_tasks import window_of
from supervision_code.persistence.planned_visits import get_plan
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database, get_enterprise

_AT_ONCE: Final = 300


class NoticeService:
    """Everything that changes a notice but its withdrawal, which comes with calling the visit off."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def send(self, actor: Actor, enterprise_id: UUID, plan_id: UUID, slots: Sequence[Slot]) -> UUID:
        """Tell the firm now, offering just these times; returns the notice's id.

        Raises NoSuchRecord for another agency's planned visit, IllegalMove when it is not to be told or not planned any
        more, AlreadyRecorded when it was, InvalidValue (``slots``) for a time that cannot be offered.
        """
        now = self._clock.now()
        with self._database.begin() as session:
            planned = _own_plan(session, actor, enterprise_id, plan_id)
            times = self._times(session, planned)
            if times.without_notice:
                raise IllegalMove(state="without_notice", wanted="notice_sent")
            if notices.live_notice(session, enterprise_id, plan_id) is not None:
                raise AlreadyRecorded
            notice = notices.send(session, planned, times.offer_of(slots), now, by=actor.account_id)
            self._on_trail(session, actor, notice, "notice:sent")
            return notice.id

    def put_off(self, actor: Actor, enterprise_id: UUID, plan_id: UUID, day: date, reason: str) -> None:
        """Move a planned visit to a later day. A firm that was told is told anew, with the reason.

        Raises as ``send`` does, ReasonMissing (``reason``) where the firm was told, InvalidValue (``day``) for a day
        that is not later than today, lies outside what the tasks allow, or in a quiet period.
        """
        now, words = self._clock.now(), reason.strip()[:400]
        with self._database.begin() as session:
            planned = _own_plan(session, actor, enterprise_id, plan_id)
            earlier = notices.live_notice(session, enterprise_id, plan_id)
            if earlier is not None and not words:
                raise ReasonMissing(field="reason", state="notice")
            _require_day(window_of(session, planned), day, day_of(now))
            policy = self._policies.now(session).policy
            times = times_from(session, planned, policy, self._calendar, day_of(now), day)
            firm = get_enterprise(session, enterprise_id)
            notices.require_no_quiet_period(day, times.coming.parts, enterprise_facts(firm), policy.quiet_periods)
            planned.day, planned.half_day = day_number(day), None
            if earlier is not None:
                notices.end(session, earlier, NoticeState.MOVED, words, now)
                notices.send(session, planned, times.usual, now, by=actor.account_id, earlier=earlier)
            tell_agencies(session, planned, "inbox-plan-moved", now, but=planned.agency)
            trail.append(
                session, actor, "plan:moved", now,
                subject=firm.uscc, enterprise_id=firm.id, district=firm.district, note=words,
            )  # fmt: skip

    def choose(self, actor: Actor, notice_id: UUID, slot: Slot, note: str) -> None:
        """Put the firm's choice on record, or change it while there is time; the planned visit moves to it.

        Raises NoSuchRecord, TooLate, IllegalMove when the visit is not planned any more, InvalidValue (``slot``).
        """
        actor.require(Permission.OWN_VISITS_ANSWER)
        now = self._clock.now()
        with self._database.begin() as session:
            notice = _own_notice(session, actor, notice_id)
            planned = get_plan(session, notice.enterprise_id, notice.planned_visit_id)
            session.refresh(notice)  # who moved the visit or called it off meanwhile has let go of it by now
            self._require_choice(session, notice, planned, slot)
            notices.answer(session, notice, slot, note.strip()[:NOTE_LENGTH], now, actor.account_id)
            planned.day, planned.half_day = slot.day, slot.half_day
            tell_agencies(session, planned, "inbox-notice-chosen", now)
            self._on_trail(session, actor, notice, "notice:chosen")

    def send_due(self) -> int:
        """Send what was planned some time ago and nobody has sent, and let notices lapse; returns how many."""
        now = self._clock.now()
        with self._database.begin() as session:
            lapsed = session.execute(
                update(Notice)
                .where(Notice.state == NoticeState.OPEN, Notice.choose_by < day_number(day_of(now)))
                .values(state=NoticeState.LAPSED),
                execution_options={"synchronize_session": False},
            )
            sent = [self._send_usual(session, planned) for planned in self._unsent(session)]
        return sum(sent) + int(getattr(lapsed, "rowcount", 0))

    def _unsent(self, session: Session) -> Sequence[PlannedVisit]:
        now = self._clock.now()
        told = select(Notice.id).where(
            Notice.enterprise_id == PlannedVisit.enterprise_id, Notice.planned_visit_id == PlannedVisit.id
        )
        return session.scalars(
            select(PlannedVisit)
            .where(
                PlannedVisit.state == PlannedVisitState.PLANNED,
                PlannedVisit.day >= day_number(day_of(now)),
                PlannedVisit.planned_at <= now - GRACE,
                PlannedVisit.without_notice == "",
                ~told.exists(),
            )
            .order_by(PlannedVisit.day, PlannedVisit.id)
            .limit(_AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()

    def _send_usual(self, session: Session, planned: PlannedVisit) -> bool:
        if notices.live_notice(session, planned.enterprise_id, planned.id) is not None:
            return False  # an officer sent it between our looking and our lock
        times = self._times(session, planned)
        if times.without_notice:
            planned.without_notice = times.without_notice
            return False
        if times.quiet is not None and not times.free:
            return False
        notice = notices.send(session, planned, times.usual, self._clock.now(), by=None)
        self._on_trail(session, None, notice, "notice:sent")
        return True

    def _times(self, session: Session, planned: PlannedVisit) -> Times:
        policy = self._policies.now(session).policy
        return times_of(session, planned, policy, self._calendar, day_of(self._clock.now()))

    def _require_choice(self, session: Session, notice: Notice, planned: PlannedVisit, slot: Slot) -> None:
        if planned.state is not PlannedVisitState.PLANNED:
            raise IllegalMove(state=notice.state, wanted=NoticeState.CHOSEN)
        if not may_answer(notice.state, notice.choose_by, day_number(day_of(self._clock.now()))):
            raise TooLate(days=self._policies.now(session).policy.notice.answer_working_days, state="notice")
        if slot not in notices.slots_of(notice):
            raise InvalidValue(field="slot", value="", expected="expected-a-time")
        firm = enterprise_facts(get_enterprise(session, notice.enterprise_id))
        periods = self._policies.now(session).policy.quiet_periods
        notices.require_no_quiet_period(
            date_of(slot.day), notices.coming_in(session, planned).parts, firm, periods, field="slot"
        )

    def _on_trail(self, session: Session, actor: Actor | None, notice: Notice, action: str) -> None:
        firm = get_enterprise(session, notice.enterprise_id)
        trail.append(
            session, actor, action, self._clock.now(), subject=firm.uscc, enterprise_id=firm.id, district=firm.district
        )


def _own_plan(session: Session, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> PlannedVisit:
    actor.require(Permission.VISIT_PLAN)
    if actor.agency is None:
        raise NotPermitted(permission=Permission.VISIT_PLAN)
    planned = get_plan(session, enterprise_id, plan_id)
    if planned.agency != actor.agency:
        raise NoSuchRecord
    if planned.state is not PlannedVisitState.PLANNED:
        raise IllegalMove(state=planned.state, wanted="notice_sent")
    return planned


def _own_notice(session: Session, actor: Actor, notice_id: UUID) -> Notice:
    notice = None if actor.enterprise_id is None else session.get(Notice, (actor.enterprise_id, notice_id))
    if notice is None:
        raise NoSuchRecord
    return notice


def _require_day(window: tuple[int | None, int | None], day: date, today: date) -> None:
    first, last = window
    if day <= today:
        raise InvalidValue(field="day", value=day.isoformat(), expected="expected-day-to-come-for-visit")
    if first is not None and day_number(day) < first:
        begin = date_of(first).isoformat()
        raise InvalidValue(field="day", value=day.isoformat(), expected="expected-from-tasks-on", begin=begin)
    if last is not None and day_number(day) > last:
        until = date_of(last).isoformat()
        raise InvalidValue(field="day", value=day.isoformat(), expected="expected-within-tasks", until=until)
