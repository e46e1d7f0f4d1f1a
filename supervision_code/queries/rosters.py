"""The agency's own officers: certificates, until when they hold, and portraits."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.masking import last_four
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.models.portraits import OfficerPortrait
from supervision_code.persistence.models.registry import Officer
from supervision_code.persistence.session import Database
from supervision_code.queries.officers import CertificateStanding, standing_of

_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterOfficer:
    """One officer of the agency; of the certificate's number lists show the last four."""

    id: UUID
    name: str
    certificate_tail: str
    standing: CertificateStanding
    valid_until: date | None
    has_portrait: bool


class RosterQueries:
    """Looks at the officers of the actor's agency."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def officers(self, actor: Actor) -> tuple[RosterOfficer, ...]:
        """Return all officers of the agency to who manages it, and to an officer himself alone."""
        actor.require(Permission.AGENCY_VISITS_SEE)
        query = (
            select(Officer, OfficerPortrait.sha256)
            .outerjoin(OfficerPortrait, OfficerPortrait.officer_id == Officer.id)
            .where(Officer.agency == actor.agency)
            .order_by(Officer.name, Officer.id)
            .limit(_MOST)
        )
        if not actor.may(Permission.PORTRAITS_MANAGE):
            query = query.where(Officer.id == actor.officer_id)
        today = day_of(self._clock.now())
        with self._database.read() as session:
            return tuple(
                RosterOfficer(
                    id=officer.id,
                    name=officer.name,
                    certificate_tail=last_four(officer.certificate_no),
                    standing=standing_of(officer.status, officer.valid_until, today),
                    valid_until=officer.valid_until,
                    has_portrait=portrait is not None,
                )
                for officer, portrait in session.execute(query)
            )

    def officer(self, actor: Actor, officer_id: UUID) -> RosterOfficer:
        """Return one of them. Raises NoSuchRecord."""
        found = next((one for one in self.officers(actor) if one.id == officer_id), None)
        if found is None:
            raise NoSuchRecord
        return found
