"""The firm's wish that agencies come one by one: made and taken back by the firm."""

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import NotPermitted
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence import trail
from supervision_code.persistence.models.notices import FirmWish
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.session import Database, lock_enterprise


class FirmWishService:
    """Keeps what a firm wishes of the agencies."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def want_no_joint_visits(self, actor: Actor) -> None:
        """Keep that the firm wants agencies to come one by one; asking again changes nothing."""
        now = self._clock.now()
        with self._database.begin() as session:
            firm = _own_firm(session, actor)
            if session.get(FirmWish, firm.id) is None:
                session.add(FirmWish(enterprise_id=firm.id, since=now, wished_by=actor.account_id))
                trail.append(
                    session, actor, "wish:alone", now, subject=firm.uscc, enterprise_id=firm.id, district=firm.district
                )

    def want_joint_visits(self, actor: Actor) -> None:
        """Take the wish back; without one nothing changes."""
        now = self._clock.now()
        with self._database.begin() as session:
            firm = _own_firm(session, actor)
            wish = session.get(FirmWish, firm.id)
            if wish is not None:
                session.delete(wish)
                trail.append(
                    session,
                    actor,
                    "wish:together",
                    now,
                    subject=firm.uscc,
                    enterprise_id=firm.id,
                    district=firm.district,
                )


def _own_firm(session: Session, actor: Actor) -> Enterprise:
    actor.require(Permission.OWN_VISITS_ANSWER)
    if actor.enterprise_id is None:
        raise NotPermitted(permission=Permission.OWN_VISITS_ANSWER)
    return lock_enterprise(session, actor.enterprise_id)
