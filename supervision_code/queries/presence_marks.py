"""Which ended visits want a look because of who was, or was not, confirmed as being there."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from supervision_code.persistence.models.visits import Visit, VisitOfficer


def presence_to_check() -> ColumnElement[bool]:
    """Return the condition that an officer of a visit did not confirm or did not come, or that two used one device."""
    return or_(_unconfirmed(), _one_device())


def _unconfirmed() -> ColumnElement[bool]:
    same = (VisitOfficer.enterprise_id == Visit.enterprise_id, VisitOfficer.visit_id == Visit.id)
    missing = or_(VisitOfficer.confirmed_by.is_(None), VisitOfficer.absent_at.is_not(None))
    return select(VisitOfficer.officer_id).where(*same, missing).exists()


def _one_device() -> ColumnElement[bool]:
    first, second = aliased(VisitOfficer), aliased(VisitOfficer)
    same = (
        first.enterprise_id == second.enterprise_id,
        first.visit_id == second.visit_id,
        first.device == second.device,
        first.officer_id < second.officer_id,
    )
    return (
        select(first.officer_id)
        .join(second, and_(*same))
        .where(first.enterprise_id == Visit.enterprise_id, first.visit_id == Visit.id, first.device != "")
        .where(first.absent_at.is_(None), second.absent_at.is_(None))
        .exists()
    )
