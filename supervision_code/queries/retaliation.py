"""Which complaints were followed by a visit that may be a retaliation; for supervisors, never for an agency."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.permissions import Actor
from supervision_code.domain.retaliation import LaterVisit, signs_of_retaliation
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.visits import Participation
from supervision_code.persistence.reach import within_reach

_WATCHED: Final = timedelta(days=366)
"""How long after its filing a complaint is listed as followed by a sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """As much of a complaint as the rule asks for."""

    id: UUID
    enterprise_id: UUID
    agency: str | None
    filed_at: datetime


def signs_by_complaint(
    session: Session, complaints: Iterable[Complaint], days: int
) -> Mapping[UUID, tuple[LaterVisit, ...]]:
    """Return the signs of each of these complaints that has any."""
    asked = [
        Followed(id=one.id, enterprise_id=one.enterprise_id, agency=one.agency, filed_at=one.filed_at)
        for one in complaints
    ]
    return _signs(session, asked, days)


def complaints_with_signs(session: Session, actor: Actor, now: datetime, days: int) -> list[UUID]:
    """Return the complaints of the area and the last year that have signs."""
    query = select(Complaint.id, Complaint.enterprise_id, Complaint.agency, Complaint.filed_at).where(
        within_reach(actor, Complaint.district), Complaint.filed_at > now - _WATCHED
    )
    asked = [
        Followed(id=key, enterprise_id=firm, agency=agency, filed_at=filed_at)
        for key, firm, agency, filed_at in session.execute(query)
    ]
    return sorted(_signs(session, asked, days))


def _signs(session: Session, asked: list[Followed], days: int) -> dict[UUID, tuple[LaterVisit, ...]]:
    blamed = [one for one in asked if one.agency is not None]
    if not blamed:
        return {}
    came = _visits(session, blamed, days)
    found = {one.id: signs_of_retaliation(one.filed_at, one.agency, came[one.enterprise_id], days) for one in blamed}
    return {key: signs for key, signs in found.items() if signs}


def _visits(session: Session, asked: list[Followed], days: int) -> Mapping[UUID, list[LaterVisit]]:
    """Return what came to these firms since the first of the complaints, by firm."""
    first = min(one.filed_at for one in asked)
    last = max(one.filed_at for one in asked) + timedelta(days=days)
    query = select(
        Participation.enterprise_id, Participation.agency, Participation.started_at, Participation.voided
    ).where(
        Participation.enterprise_id.in_({one.enterprise_id for one in asked}),
        Participation.agency.in_({one.agency for one in asked}),
        Participation.started_at > first,
        Participation.started_at <= last,
    )
    came: dict[UUID, list[LaterVisit]] = defaultdict(list)
    for firm, agency, started_at, voided in session.execute(query):
        came[firm].append(LaterVisit(agency=agency, started_at=started_at, voided=voided))
    return came
