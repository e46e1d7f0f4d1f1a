"""Who may look at what belongs to a visit: the own firm, an agency that took part, a supervisor of the area."""

from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.reach import require_within_reach


def get_visit_in_reach(session: Session, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> Visit:
    """Return the visit when the actor may see it at all. Raises NoSuchRecord."""
    visit = session.get(Visit, (enterprise_id, visit_id))
    if visit is None:
        raise NoSuchRecord
    if actor.enterprise_id is not None:
        if actor.enterprise_id != enterprise_id:
            raise NoSuchRecord
    elif actor.agency is not None:
        if session.get(Participation, (enterprise_id, visit_id, actor.agency)) is None:
            raise NoSuchRecord
    elif actor.may(Permission.AREA_VISITS_SEE):
        require_within_reach(actor, session.get_one(Enterprise, enterprise_id).district)
    else:
        raise NoSuchRecord
    return visit
