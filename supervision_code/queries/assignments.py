"""Who of the own agency goes to a planned visit, and who could, with what stands against it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from supervision_code.domain.assignments import Appointment, clashes, is_certified_on, open_beside
from supervision_code.domain.days import date_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import HalfDay, PlannedVisitState
from supervision_code.domain.visits import OfficerFacts
from supervision_code.persistence import assignments
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignableOfficer:
    """An officer of the own agency with regard to one planned visit."""

    id: UUID
    name: str
    certificate_no: str
    valid_until: date | None
    certified: bool
    """Whether the certificate, as it is registered now, allows inspecting on that day."""
    elsewhere: tuple[str, ...]
    """Names of the firms where he is expected at that time."""
    beside: tuple[str, ...]
    """Names of the firms where he is expected on that day, at a time still to be kept apart."""
    assigned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentPage:
    """Who goes and who could."""

    day: date
    half_day: HalfDay | None
    needed: int
    open: bool
    """Whether it can still be changed."""
    officers: tuple[AssignableOfficer, ...]

    @property
    def assigned(self) -> tuple[AssignableOfficer, ...]:
        """Return who goes."""
        return tuple(officer for officer in self.officers if officer.assigned)

    @property
    def missing(self) -> int:
        """Return how many officers with a valid certificate are still needed."""
        return max(0, self.needed - sum(officer.certified for officer in self.assigned))


class AssignmentQueries:
    """Looks at assignments."""

    def __init__(self, database: Database, policies: PolicyBook) -> None:
        self._database = database
        self._policies = policies

    def of_visit(self, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> AssignmentPage:
        """Return who of the actor's agency goes to a planned visit in which it has a part; raises NoSuchRecord."""
        actor.require(Permission.VISIT_PLAN)
        agency = actor.agency or ""
        query = select(PlannedVisit).where(
            PlannedVisit.enterprise_id == enterprise_id, PlannedVisit.id == plan_id, assignments.has_part(agency)
        )
        with self._database.read() as session:
            plan = session.scalars(query).one_or_none()
            if plan is None:
                raise NoSuchRecord
            known = assignments.officers_of(session, agency)
            there = assignments.assigned_to(session, agency, enterprise_id, plan_id)
            expected = assignments.appointments_on(session, agency, plan.day, known)
            against = clashes(expected, plan.id, plan.day, plan.half_day)
            beside = open_beside(expected, plan.id, plan.day, plan.half_day)
            return AssignmentPage(
                day=date_of(plan.day),
                half_day=plan.half_day,
                needed=self._policies.now(session).policy.officers_per_visit,
                open=plan.state is PlannedVisitState.PLANNED,
                officers=tuple(
                    _row(one, plan.day, against, beside, assigned=one.id in there) for one in known.values()
                ),
            )


def _row(
    officer: OfficerFacts, day: int, against: list[Appointment], beside: list[Appointment], *, assigned: bool
) -> AssignableOfficer:
    return AssignableOfficer(
        id=officer.id,
        name=officer.name,
        certificate_no=officer.certificate_no,
        valid_until=officer.valid_until,
        certified=is_certified_on(officer, day),
        elsewhere=_firms(against, officer),
        beside=_firms(beside, officer),
        assigned=assigned,
    )


def _firms(appointments: list[Appointment], officer: OfficerFacts) -> tuple[str, ...]:
    return tuple(one.firm for one in appointments if one.officer_id == officer.id)
