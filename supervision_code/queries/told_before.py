"""What a firm was told before a visit, the same for the firm and for supervision."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of
from supervision_code.domain.notices import LIVE, NoticeState
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBefore:
    """What a visit's page says of its notice."""

    notice_id: UUID | None
    sent_at: datetime | None
    agreed_day: date | None
    agreed_half_day: HalfDay | None
    chosen: bool
    without_notice: str
    """Why there was none; shown after the visit only."""
    on_another_day: bool


def told_before(session: Session, enterprise_id: UUID, visit_id: UUID) -> ToldBefore | None:
    """Return what a firm was told before a visit; None where the visit was not planned."""
    visit = session.get(Visit, (enterprise_id, visit_id))
    planned = (
        None if visit is None or visit.plan_id is None else session.get(PlannedVisit, (enterprise_id, visit.plan_id))
    )
    if visit is None or planned is None:
        return None
    notice = session.scalar(
        select(Notice)
        .where(
            Notice.enterprise_id == enterprise_id,
            Notice.planned_visit_id == planned.id,
            Notice.state.in_(LIVE),
        )
        .order_by(Notice.sent_at.desc())
        .limit(1)
    )
    return ToldBefore(
        notice_id=None if notice is None else notice.id,
        sent_at=None if notice is None else notice.sent_at,
        agreed_day=None if notice is None else date_of(planned.day),
        agreed_half_day=None if notice is None else planned.half_day,
        chosen=notice is not None and notice.state is NoticeState.CHOSEN,
        without_notice=planned.without_notice,
        on_another_day=notice is not None and visit.day != planned.day,
    )
