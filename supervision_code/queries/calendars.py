"""The calendar of an agency: what is to come and what was done, day by day, with what stands against it."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.assignments import is_certified_on
from supervision_code.domain.calendars import (
    Engagement,
    Limits,
    Mark,
    kind_of_day,
    marks_of,
)
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, date_of, day_number, day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.frequency_facts import ParticipationFacts
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.quiet_days import period_in_the_way
from supervision_code.domain.visits import InspectionType, OfficerFacts
from supervision_code.persistence import calendars
from supervision_code.persistence.assignments import officers_of
from supervision_code.persistence.calendars import OthersVisit
from supervision_code.persistence.log import enterprise_facts, split_items
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.queries.calendar_rows import (
    CalendarDay,
    CalendarEntry,
    CalendarOfficer,
    CalendarSpan,
    Plans,
    planned,
    visited,
)


class CalendarQueries:
    """Looks at the days of an agency and of its officers."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def span(self, actor: Actor, first: date, days: int, officer: UUID | None) -> CalendarSpan:
        """Return ``days`` days of the actor's agency or of one of its officers. Raises NoSuchRecord."""
        actor.require(Permission.VISIT_PLAN)
        agency, dates = actor.agency or "", [first + timedelta(days=offset) for offset in range(days)]
        begin, end = day_number(dates[0]), day_number(dates[-1])
        with self._database.read() as session:
            policy = self._policies.now(session).policy
            people = officers_of(session, agency)
            if officer is not None and officer not in people:
                raise NoSuchRecord
            plans = _plans(session, agency, begin, end)
            done = _done(session, agency, begin, end)
        marks = self._marks(agency, plans, policy)
        entries = [*done, *(planned(row, plans, marks, agency) for row in plans.rows)]
        rows = {key: _officer(one, end) for key, one in people.items()}
        return CalendarSpan(
            days=tuple(self._day(one, policy) for one in dates),
            officers=tuple(rows.values()),
            officer=rows[officer] if officer else None,
            entries=tuple(entry for entry in entries if officer is None or officer in entry.officers),
            names=_names(people.values(), plans),
        )

    def _day(self, day: date, policy: SupervisionPolicy) -> CalendarDay:
        return CalendarDay(
            date=day,
            kind=kind_of_day(day, self._calendar),
            provisional=self._calendar.is_provisional(day),
            quiet=tuple(period.name for period in policy.quiet_periods if period.contains(day)),
        )

    def _marks(self, agency: str, plans: Plans, policy: SupervisionPolicy) -> dict[UUID, tuple[Mark, ...]]:
        limits = Limits(
            today=day_number(day_of(self._clock.now())),
            officers_needed=policy.officers_per_visit,
            warn_days=policy.reminders.notice_days,
        )
        own = [self._engagement(plan, firm, plans, policy) for plan, firm, _ in plans.rows]
        return marks_of(own, [_of_others(one) for one in plans.others], limits)

    def _engagement(self, plan: PlannedVisit, firm: Enterprise, plans: Plans, policy: SupervisionPolicy) -> Engagement:
        joinings, day = plans.joinings.get(plan.id, []), date_of(plan.day)
        parts = [_part(plan.agency, plan.type, plan.items)]
        parts += [_part(one.agency, one.type or plan.type, one.items) for one, _ in joinings]
        return Engagement(
            id=plan.id,
            enterprise_id=plan.enterprise_id,
            day=plan.day,
            half_day=plan.half_day,
            agencies=frozenset(part.agency for part in parts),
            officers=plans.officers.get(plan.id, frozenset()),
            slot_open=plan.id in plans.awaiting,
            last_day=plan.last_day,
            quiet=period_in_the_way(day, parts, enterprise_facts(firm), policy.quiet_periods) is not None,
            working=self._calendar.is_working_day(day),
        )


def _plans(session: Session, agency: str, first: int, last: int) -> Plans:
    rows = calendars.plans_of(session, agency, first, last)
    plans = [plan for plan, _, _ in rows]
    joinings: dict[UUID, list[tuple[PlanJoining, str]]] = {}
    for joining, name in calendars.joined_to(session, plans):
        joinings.setdefault(joining.plan_id, []).append((joining, name))
    return Plans(
        rows=rows,
        joinings=joinings,
        officers=calendars.officers_by_plan(session, agency, plans),
        awaiting=calendars.awaiting_choice(session, plans),
        others=calendars.others_at(session, agency, {plan.enterprise_id for plan in plans}, first, last),
    )


def _done(session: Session, agency: str, first: int, last: int) -> list[CalendarEntry]:
    rows = calendars.visits_of(session, agency, first, last)
    officers = calendars.officers_by_visit(session, agency, [visit for visit, _, _ in rows])
    return [visited(visit, part, firm, officers.get(visit.id, frozenset())) for visit, part, firm in rows]


def _part(agency: str, kind: InspectionType, items: str) -> ParticipationFacts:
    return ParticipationFacts(agency=agency, type=kind, items=split_items(items))


def _of_others(one: OthersVisit) -> Engagement:
    return Engagement(
        id=one.id,
        enterprise_id=one.enterprise_id,
        day=one.day,
        half_day=one.half_day,
        agencies=frozenset({one.agency}),
        officers=frozenset(),
    )


def _officer(officer: OfficerFacts, day: int) -> CalendarOfficer:
    return CalendarOfficer(id=officer.id, name=officer.name, certified=is_certified_on(officer, day))


def _names(people: Iterable[OfficerFacts], plans: Plans) -> dict[str, str]:
    names = {str(one.id): one.name for one in people}
    names.update({one.agency: one.agency_name for one in plans.others})
    names.update({plan.agency: lead for plan, _, lead in plans.rows})
    names.update({one.agency: name for joinings in plans.joinings.values() for one, name in joinings})
    return names
