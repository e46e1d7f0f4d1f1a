"""What a firm was told of a planned visit, as the agencies that come see it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, date_of, day_number, day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.notices import GRACE, LIVE, NoticeState, Slot, may_answer
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import HalfDay, PlannedVisitState
from supervision_code.persistence.models.notices import FirmWish, Notice
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.notice_offers import Times, times_of
from supervision_code.persistence.notice_telling import agencies_of
from supervision_code.persistence.notices import slots_of
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database, get_enterprise
from supervision_code.queries.told_before import ToldBefore, told_before


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One notice. ``day`` and ``half_day``: when the visit takes place if the firm chooses nothing."""

    id: UUID
    state: NoticeState
    sent_at: datetime
    by_hand: bool
    day: date
    half_day: HalfDay | None
    slots: tuple[Slot, ...]
    choose_by: date
    answerable: bool
    chosen: Slot | None
    chosen_at: datetime | None
    firm_note: str
    reason: str
    ended_at: datetime | None
    not_made: bool
    """Taken back after its day, for nobody came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOfVisit:
    """What there is to say about telling the firm of one planned visit."""

    mine: bool
    """The reader's agency leads, and so tells, moves and calls off."""
    planned: bool
    half_day: HalfDay | None
    last_day: date | None
    without_notice: str
    live: NoticeRow | None
    earlier: tuple[NoticeRow, ...]
    free: tuple[Slot, ...]
    """What can be offered; only while nothing was sent."""
    usual: frozenset[str]
    """Codes of the times that go out if nobody chooses others."""
    goes_out_at: datetime | None
    """When it goes out by itself; None: within minutes."""
    quiet: str
    """Name of the quiet period that the day lies in, where nothing exempts the visit."""
    alone: bool
    """The firm does not want joint visits."""
    expected_until: date
    """The last day on which a visit of the planned day is recorded in time; afterwards it is called off by itself."""


class NoticeQueries:
    """Looks at notices for the agencies."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def of_visit(self, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> ToldOfVisit:
        """Return what the firm was or will be told of a planned visit that the actor's agency takes part in.

        Raises NoSuchRecord.
        """
        actor.require(Permission.VISIT_PLAN)
        now = self._clock.now()
        with self._database.read() as session:
            planned = session.get(PlannedVisit, (enterprise_id, plan_id))
            if planned is None or actor.agency not in agencies_of(session, planned):
                raise NoSuchRecord
            rows = [row_of(notice, now) for notice in _notices(session, planned)]
            live = next((row for row in rows if row.state in LIVE), None)
            times = times_of(session, planned, self._policies.now(session).policy, self._calendar, day_of(now))
            alone = session.get(FirmWish, enterprise_id) is not None
        return _told(actor, planned, live, tuple(row for row in rows if row is not live), times, now, alone=alone)

    def before(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> ToldBefore | None:
        """Return what a firm of the actor's area was told before a visit; None where it was not planned.

        Raises NoSuchRecord.
        """
        actor.require(Permission.AREA_VISITS_SEE)
        with self._database.read() as session:
            require_within_reach(actor, get_enterprise(session, enterprise_id).district)
            return told_before(session, enterprise_id, visit_id)

    def states(self, actor: Actor, plans: Collection[tuple[UUID, UUID]]) -> Mapping[UUID, NoticeState]:
        """Return the state of the notice of each planned visit (firm, id) that has one the firm can rely on."""
        actor.require(Permission.VISIT_PLAN)
        query = select(Notice.planned_visit_id, Notice.state).where(
            Notice.enterprise_id.in_({firm for firm, _ in plans}),
            Notice.planned_visit_id.in_({plan for _, plan in plans}),
            Notice.state.in_(LIVE),
        )
        with self._database.read() as session:
            return dict(session.execute(query).all())


def row_of(notice: Notice, now: datetime) -> NoticeRow:
    """Return a notice as it is shown; one whose time for an answer has passed has lapsed, whoever noted it."""
    answerable = may_answer(notice.state, notice.choose_by, day_number(day_of(now)))
    lapsed = notice.state is NoticeState.OPEN and not answerable
    last = max(notice.day, notice.chosen_day or notice.day)
    withdrawn = notice.state is NoticeState.WITHDRAWN and notice.ended_at is not None
    return NoticeRow(
        id=notice.id,
        state=NoticeState.LAPSED if lapsed else notice.state,
        sent_at=notice.sent_at,
        by_hand=notice.sent_by is not None,
        day=date_of(notice.day),
        half_day=notice.half_day,
        slots=slots_of(notice),
        choose_by=date_of(notice.choose_by),
        answerable=answerable,
        chosen=chosen_of(notice),
        chosen_at=notice.chosen_at,
        firm_note=notice.firm_note,
        reason=notice.reason,
        ended_at=notice.ended_at,
        not_made=withdrawn and not notice.reason and day_number(day_of(notice.ended_at or now)) > last,
    )


def chosen_of(notice: Notice) -> Slot | None:
    """Return the time the firm chose, if it did."""
    if notice.chosen_day is None or notice.chosen_half_day is None:
        return None
    return Slot(notice.chosen_day, notice.chosen_half_day)


def _told(
    actor: Actor,
    planned: PlannedVisit,
    live: NoticeRow | None,
    earlier: tuple[NoticeRow, ...],
    times: Times,
    now: datetime,
    *,
    alone: bool,
) -> ToldOfVisit:
    waits = planned.state is PlannedVisitState.PLANNED and live is None
    goes_out = planned.planned_at + GRACE
    return ToldOfVisit(
        mine=planned.agency == actor.agency,
        planned=planned.state is PlannedVisitState.PLANNED,
        half_day=planned.half_day,
        last_day=None if planned.last_day is None else date_of(planned.last_day),
        without_notice=times.without_notice,
        live=live,
        earlier=earlier,
        free=times.free if waits else (),
        usual=frozenset(slot.code for slot in times.usual.slots) if waits else frozenset(),
        goes_out_at=goes_out if goes_out > now else None,
        quiet=times.quiet.name if times.quiet is not None else "",
        alone=alone,
        expected_until=date_of(planned.day + times.policy.backfill_calendar_days),
    )


def _notices(session: Session, planned: PlannedVisit) -> list[Notice]:
    query = (
        select(Notice)
        .where(Notice.enterprise_id == planned.enterprise_id, Notice.planned_visit_id == planned.id)
        .order_by(Notice.sent_at.desc(), Notice.id.desc())
        .limit(20)
    )
    return list(session.scalars(query))
