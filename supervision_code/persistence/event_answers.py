"""What the sender of an event is told, and told again word for word when the event comes again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from supervision_code.domain.frequency import Breach
from supervision_code.domain.visits import VisitKind
from supervision_code.persistence.event_records import Recorded
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.visit_opening import OpenedOnRecord, Opening


def of_opening(firm: Enterprise, claimed_at: datetime, opening: Opening, opened: OpenedOnRecord) -> Recorded:
    """Return what is kept of an opening."""
    record = opened.record
    answer: dict[str, Any] = {
        "number": opened.visit.number,
        "uscc": firm.uscc,
        "claimed_at": claimed_at.isoformat(),
        "started_at": record.started_at.isoformat(),
        "recorded_at": opening.now.isoformat(),
        "late": record.late,
        "overdue": opening.overdue,
        "channel": record.channel.value,
        "evidence_level": int(record.evidence),
        "counts": record.kind is VisitKind.INSPECTION,
        "findings": [_finding(breach) for breach in opened.breaches],
    }
    officer_id: UUID = opening.draft.parts[0].officers[0]
    return Recorded(
        enterprise_id=firm.id,
        officer_id=officer_id,
        entry_id=opened.entry_id,
        moment=record.started_at,
        overdue=opening.overdue,
        answer=answer,
    )


def _finding(breach: Breach) -> dict[str, Any]:
    return {
        "rule": breach.rule.value,
        "agency": breach.agency or "",
        "item": breach.item or "",
        "count": breach.count,
        "limit": breach.limit,
        "level": breach.level.value,
    }


def of_closing(
    visit: Visit,
    claimed_at: datetime,
    entry_id: UUID,
    officer_id: UUID,
    left: datetime,
    *,
    overdue: bool,
    now: datetime,
) -> Recorded:
    """Return what is kept of a closing; ``left``: when its agency did, which is told while the visit goes on."""
    ended = visit.ended_at or left
    answer: dict[str, Any] = {
        "number": visit.number,
        "claimed_at": claimed_at.isoformat(),
        "started_at": visit.started_at.isoformat(),
        "ended_at": ended.isoformat(),
        "recorded_at": now.isoformat(),
        "late": visit.late,
        "overdue": overdue,
        "evidence_level": int(visit.evidence),
    }
    return Recorded(
        enterprise_id=visit.enterprise_id,
        officer_id=officer_id,
        entry_id=entry_id,
        moment=ended,
        overdue=overdue,
        answer=answer,
    )
