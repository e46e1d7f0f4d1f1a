"""Gathers what the opening rules look at: certificates, published items, and the visit as it would be stored."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_of
from supervision_code.domain.errors import InvalidValue
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.visit_drafts import AgencyPart, VisitDraft
from supervision_code.domain.visits import (
    EvidenceLevel,
    ItemFacts,
    OfficerFacts,
    OpeningFacts,
    ScanChannel,
    VisitKind,
    VisitState,
    evidence_at_scan,
    require_enough_officers,
    require_published_items,
    require_valid_certificates,
)
from supervision_code.persistence.log import PartRecord, VisitRecord
from supervision_code.persistence.models.registry import Agency, InspectionItem, Officer
from supervision_code.persistence.models.scans import Scan


def require_legal_opening(session: Session, draft: VisitDraft, at: datetime, policy: SupervisionPolicy) -> None:
    """Raise what forbids this visit: certificates, items, or the number of officers."""
    officers = _officers(session, draft)
    published = _published(session, draft)
    for part in draft.parts:
        require_published_items(_facts(draft, part, published, at))
    require_valid_certificates(officers, day_of(at))
    if draft.kind is VisitKind.INSPECTION:
        require_enough_officers(len({officer.id for officer in officers}), policy.officers_per_visit)


def _officers(session: Session, draft: VisitDraft) -> list[OfficerFacts]:
    wanted = {officer: part.agency for part in draft.parts for officer in part.officers}
    rows = session.scalars(select(Officer).where(Officer.id.in_(wanted)).order_by(Officer.certificate_no)).all()
    if {row.id for row in rows if wanted[row.id] == row.agency} != set(wanted):
        raise InvalidValue(field="officers", value="", expected="expected-officer-of-agency")
    return [
        OfficerFacts(
            id=row.id,
            name=row.name,
            certificate_no=row.certificate_no,
            status=row.status,
            valid_until=row.valid_until,
        )
        for row in rows
    ]


def _published(session: Session, draft: VisitDraft) -> set[tuple[str, str]]:
    wanted = {item for part in draft.parts for item in part.items}
    # An agency with an officer in the register is in the register: only one without is asked for.
    unknown = {part.agency for part in draft.parts if not part.officers}
    if unknown and set(session.scalars(select(Agency.code).where(Agency.code.in_(unknown)))) != unknown:
        raise InvalidValue(field="agencies", value="", expected="expected-registered")
    if not wanted:
        return set()
    rows = session.execute(select(InspectionItem.agency, InspectionItem.code).where(InspectionItem.code.in_(wanted)))
    return {(agency, item) for agency, item in rows}


def _facts(draft: VisitDraft, part: AgencyPart, published: set[tuple[str, str]], at: datetime) -> OpeningFacts:
    items = tuple(ItemFacts(code=item, published=(part.agency, item) in published) for item in part.items)
    return OpeningFacts(agency=part.agency, kind=draft.kind, officers=(), items=items, on=day_of(at))


def record_of(
    draft: VisitDraft, visit_id: UUID, at: datetime, scan: Scan | None, account_id: UUID | None
) -> VisitRecord:
    """Return the visit as it would be stored; without a scan (a question asked before) nothing is proven yet."""
    channel = scan.channel if scan else ScanChannel.SEARCH
    return VisitRecord(
        id=visit_id,
        started_at=at,
        ended_at=draft.ended_at,
        kind=draft.kind,
        parts=tuple(_part(draft, part) for part in draft.parts),
        state=VisitState.OPEN,
        channel=channel,
        evidence=evidence_at_scan(channel) if scan else EvidenceLevel.NOT_SCANNED,
        purpose=draft.purpose,
        exception=draft.exception,
        exception_reason=draft.exception_reason.strip(),
        search_reason=scan.reason if scan else "",
        over_limit_reason=draft.over_limit_reason.strip(),
        opened_by=account_id,
        scan_id=scan.id if scan else None,
        plan_id=draft.plan_id,
        latitude=scan.latitude if scan else None,
        longitude=scan.longitude if scan else None,
        accuracy=scan.accuracy if scan else None,
        case_source=draft.case_source,
        case_ref=draft.case_ref.strip()[:80],
    )


def scanned_then(scan: Scan, started_at: datetime, ended_at: datetime, policy: SupervisionPolicy) -> bool:
    """Say whether a scan was made on arrival or while the visit went on; one made at another time proves nothing."""
    return started_at - timedelta(minutes=policy.scan_valid_minutes) <= scan.at <= ended_at


def _part(draft: VisitDraft, part: AgencyPart) -> PartRecord:
    return PartRecord(
        agency=part.agency,
        type=part.type if draft.kind is VisitKind.INSPECTION else None,
        items=tuple(dict.fromkeys(part.items)),
        officers=part.officers,
        ordered_from_above=part.ordered_from_above,
        emergency=draft.is_emergency,
    )
