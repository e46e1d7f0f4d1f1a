"""Before joining a visit under way: which visit it is, and what the joining would break."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_number_of
from supervision_code.domain.frequency import Breach
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visit_drafts import Joining
from supervision_code.persistence.joining import join_facts, visit_to_join
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database, get_enterprise


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningPage:
    """The visit under way, and the rules that joining it would break."""

    visit_id: UUID
    number: str
    agency_name: str
    started_at: datetime
    breaches: tuple[Breach, ...]


class JoiningQueries:
    """Asks the rules before an agency joins."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def preview(self, actor: Actor, joining: Joining) -> JoiningPage:
        """Return what joining would do. Raises NoSuchRecord, IllegalMove, AlreadyRecorded."""
        actor.require(Permission.VISIT_OPEN)
        with self._database.read() as session:
            firm = get_enterprise(session, joining.enterprise_id)
            visit = visit_to_join(session, firm.id, joining.visit_id, actor.agency, day_number_of(self._clock.now()))
            joined = join_facts(session, firm, visit, joining.part, self._policies.timeline(session))
            agency = session.get_one(Agency, visit.lead_agency).name
        return JoiningPage(
            visit_id=visit.id,
            number=visit.number,
            agency_name=agency,
            started_at=visit.started_at,
            breaches=joined.breaches,
        )
