"""Builds complaints."""

from datetime import date, datetime
from uuid import UUID

from supervision_code.domain.complaints import (
    ComplaintChannel,
    ComplaintGround,
    ComplaintStatus,
    Conclusion,
    complaint_reference,
)
from supervision_code.domain.days import calendar_days_after, day_of
from supervision_code.domain.identifiers import new_id
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.registry import Enterprise
from tests.support.clock import FRIDAY_TEN

_UNDECIDED = frozenset({ComplaintStatus.FILED, ComplaintStatus.DECLINED})


def build_complaint(
    enterprise: Enterprise,
    *,
    status: ComplaintStatus = ComplaintStatus.FILED,
    ground: ComplaintGround = ComplaintGround.NO_SCAN,
    text: str = "两名检查人员没有扫码就进店检查。",
    agency: str | None = "SCJG",
    visit_id: UUID | None = None,
    filed_at: datetime = FRIDAY_TEN,
    filed_by: UUID | None = None,
    happened_on: date | None = None,
    channel: ComplaintChannel = ComplaintChannel.PORTAL,
    conclusion: Conclusion | None = None,
    extended: bool = False,
    accept_by: date | None = None,
    decide_by: date | None = None,
    reply: str = "",
) -> Complaint:
    """A complaint in the state given, with the moments that state implies."""
    key = new_id(filed_at)
    taken_up = status not in _UNDECIDED
    replied = status is ComplaintStatus.REPLIED
    return Complaint(
        enterprise_id=enterprise.id,
        id=key,
        reference=complaint_reference(key, filed_at),
        district=enterprise.district,
        agency=agency,
        visit_id=visit_id,
        ground=ground,
        text=text,
        happened_on=happened_on or day_of(filed_at),
        channel=channel,
        filed_at=filed_at,
        filed_by=filed_by,
        status=status,
        accept_by=accept_by or calendar_days_after(day_of(filed_at), 7),
        accepted_at=filed_at if taken_up else None,
        decide_by=decide_by or (calendar_days_after(day_of(filed_at), 30) if taken_up else None),
        extended=extended,
        conclusion=conclusion or (Conclusion.SUBSTANTIATED if replied else None),
        concluded_at=filed_at if replied else None,
        reply=reply or ("经核实，情况属实，已责令改正。" if replied else ""),
        replied_at=filed_at if replied else None,
    )
