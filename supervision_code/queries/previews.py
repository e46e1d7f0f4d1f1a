"""Before a visit: what it would reach or break, and what would be better."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, date_of, day_number_of
from supervision_code.domain.frequency import (
    Breach,
    NotCountedReason,
    judge_visit,
    reason_not_counted,
    would_reach,
)
from supervision_code.domain.frequency_versions import Search, earliest_clear_day_by, first_day_needed_by
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.domain.presence import may_join
from supervision_code.domain.visit_drafts import EARLIEST, VisitDraft
from supervision_code.domain.visits import VisitKind, VisitState
from supervision_code.persistence.joining import has_joined_plan
from supervision_code.persistence.log import as_facts, enterprise_facts, facts_of_firm
from supervision_code.persistence.models.notices import FirmWish
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.opening import record_of
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database, get_enterprise

_HORIZON_DAYS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """An inspection by others that is going on at the firm now."""

    visit_id: UUID
    number: str
    agency: str
    agency_name: str
    started_at: datetime
    can_join: bool
    """Whether another agency may still come in: soon after the opening, or because it had said it comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joinable:
    """A planned visit of another agency that could be joined."""

    plan_id: UUID
    agency: str
    agency_name: str
    day: date
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPreview:
    """What a visit would break (``breaches``), reach exactly (``reached``), and the ways around it."""

    breaches: tuple[Breach, ...]
    reached: tuple[Breach, ...]
    clear_day: date | None
    open_visits: tuple[UnderWay, ...]
    joinable_plans: tuple[Joinable, ...]
    not_counted: NotCountedReason | None = None
    """Why the own agency's part would not count; None: it counts."""


class PreviewQueries:
    """Asks the rules before anything is stored."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def preview(self, actor: Actor, draft: VisitDraft) -> VisitPreview:
        """Return what the visit would do if it were opened now (or when the draft says it began, where that can be)."""
        actor.require(Permission.VISIT_OPEN)
        now = self._clock.now()
        at = draft.started_at if draft.started_at and EARLIEST <= draft.started_at <= now else now
        with self._database.read() as session:
            breaches, reached, clear_day, not_counted = self._ask(session, draft, at)
            return VisitPreview(
                breaches=breaches,
                reached=reached,
                clear_day=clear_day,
                open_visits=self._open_visits(session, draft.enterprise_id, actor.agency or ""),
                joinable_plans=_joinable(session, draft.enterprise_id, actor.agency, day_number_of(at)),
                not_counted=not_counted,
            )

    def _ask(
        self, session: Session, draft: VisitDraft, at: datetime
    ) -> tuple[tuple[Breach, ...], tuple[Breach, ...], date | None, NotCountedReason | None]:
        timeline = self._policies.timeline(session)
        policy = timeline.at(at).policy
        firm = enterprise_facts(get_enterprise(session, draft.enterprise_id))
        visit = as_facts(record_of(draft, new_id(at), at, None, None))
        past = facts_of_firm(session, draft.enterprise_id, first_day_needed_by(visit.day, timeline))
        breaches = judge_visit(visit, past, firm, policy)
        clear_day = None
        if breaches and draft.kind is VisitKind.INSPECTION:
            search = Search(from_day=visit.day + 1, horizon_days=_HORIZON_DAYS, calendar=self._calendar)
            found = earliest_clear_day_by(visit, past, firm, timeline, search)
            clear_day = None if found is None else date_of(found)
        not_counted = reason_not_counted(visit, visit.participations[0], policy.counting)
        return breaches, would_reach(visit, past, firm, policy), clear_day, not_counted

    def _open_visits(self, session: Session, enterprise_id: UUID, agency: str) -> tuple[UnderWay, ...]:
        now, minutes = self._clock.now(), self._policies.now(session).policy.presence.join_minutes
        return tuple(
            UnderWay(
                visit_id=visit.id,
                number=visit.number,
                agency=visit.lead_agency,
                agency_name=name,
                started_at=visit.started_at,
                can_join=may_join(visit.started_at, now, minutes) or has_joined_plan(session, visit, agency),
            )
            for visit, name in _under_way(session, enterprise_id, agency)
        )


def _under_way(session: Session, enterprise_id: UUID, agency: str) -> list[tuple[Visit, str]]:
    came = (
        select(Participation.agency)
        .where(
            Participation.enterprise_id == Visit.enterprise_id,
            Participation.visit_id == Visit.id,
            Participation.agency == agency,
        )
        .exists()
    )
    rows = session.execute(
        select(Visit, Agency.name)
        .join(Agency, Agency.code == Visit.lead_agency)
        .where(Visit.enterprise_id == enterprise_id, Visit.state == VisitState.OPEN, Visit.lead_agency != agency)
        .where(Visit.kind == VisitKind.INSPECTION, ~came)
        .order_by(Visit.started_at)
        .limit(5)
    )
    return [(visit, name) for visit, name in rows]


def _joinable(session: Session, enterprise_id: UUID, agency: str | None, day: int) -> tuple[Joinable, ...]:
    """Return planned visits the agency has joined or may join: not where it declined, nor where the firm does."""
    own = (
        (PlanJoining.enterprise_id == PlannedVisit.enterprise_id)
        & (PlanJoining.plan_id == PlannedVisit.id)
        & (PlanJoining.agency == agency)
    )
    asked, joined = PlanJoining.answer == JoiningAnswer.INVITED, PlanJoining.answer == JoiningAnswer.JOINED
    alone = select(FirmWish.enterprise_id).where(FirmWish.enterprise_id == enterprise_id).exists()
    rows = session.execute(
        select(PlannedVisit.id, PlannedVisit.agency, Agency.name, PlannedVisit.day, joined)
        .join(Agency, Agency.code == PlannedVisit.agency)
        .outerjoin(PlanJoining, own)
        .where(
            or_(asked, joined, PlanJoining.agency.is_(None) & ~alone),
            PlannedVisit.enterprise_id == enterprise_id,
            PlannedVisit.state == PlannedVisitState.PLANNED,
            PlannedVisit.agency != agency,
            PlannedVisit.day >= day,
        )
        .order_by(PlannedVisit.day)
        .limit(5)
    )
    return tuple(
        Joinable(plan_id=row[0], agency=row[1], agency_name=row[2], day=date_of(row[3]), joined=bool(row[4]))
        for row in rows
    )
