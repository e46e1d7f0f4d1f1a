"""What a form prints, gathered from the record: what is not known is an empty text, and printed as a line to fill."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of, day_number_of
from supervision_code.domain.document_words import PaperWords
from supervision_code.domain.documents import DocumentKind
from supervision_code.domain.frequency import reason_not_counted
from supervision_code.domain.frequency_rules import first_day_of_year
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.persistence.document_results import (
    course_of,
    day_in_words,
    photos_of,
    result_of,
)
from supervision_code.persistence.log import facts_of_firm, split_items
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.documents import Document
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Agency, Enterprise, InspectionItem, Officer
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer

Values: TypeAlias = dict[str, Any]


def gather(session: Session, document: Document, policy: SupervisionPolicy, said: PaperWords, now: datetime) -> Values:
    """Return everything the form prints but its signatures, as texts, lists of texts and rows of texts."""
    firm = session.get_one(Enterprise, document.enterprise_id)
    visit = session.get(Visit, (firm.id, document.visit_id)) if document.visit_id else None
    planned = _planned(session, document, visit)
    part = session.get(Participation, (firm.id, visit.id, document.agency)) if visit else None
    officers = officers_of(session, document, planned)
    return {
        "kind": document.kind.value,
        "title": said.titles[document.kind],
        "number": document.number,
        "version": document.version,
        "reason": document.reason if document.supersedes else "",
        "agency": _agency_name(session, document.agency),
        "firm": firm.name,
        "uscc": firm.uscc,
        "address": firm.address,
        "planned-day": day_in_words(date_of(planned.day)) if planned else "",
        "type": said.label(part.type if part else planned.type if planned else None),
        "source": _source(session, document, planned, said),
        "frequency": _frequency(session, firm, document, visit, policy, said, now),
        "joint": _joint(session, document, visit),
        "officers": [_officer(one) for one in officers],
        "signers": [str(one.id) for one in _signers(session, document, officers)],
        "items": _items(session, part.items if part else planned.items if planned else ""),
        "fields": _fields(document, said),
        "photos": photos_of(session, document, visit),
        **course_of(visit, said),
        **result_of(session, document, visit, said),
    }


def officers_of(session: Session, document: Document, planned: PlannedVisit | None = None) -> Sequence[Officer]:
    """Return the agency's officers of the visit, or those who are to go, or who made the document; by certificate."""
    if document.visit_id is not None:
        came = select(VisitOfficer.officer_id).where(
            VisitOfficer.enterprise_id == document.enterprise_id,
            VisitOfficer.visit_id == document.visit_id,
            VisitOfficer.agency == document.agency,
        )
        found = _officers(session, list(session.scalars(came)))
        if found:
            return found
    if planned is not None:
        sent = select(PlannedVisitOfficer.officer_id).where(
            PlannedVisitOfficer.enterprise_id == planned.enterprise_id,
            PlannedVisitOfficer.planned_visit_id == planned.id,
            PlannedVisitOfficer.agency == document.agency,
        )
        found = _officers(session, list(session.scalars(sent)))
        if found:
            return found
    return _maker(session, document)


def _signers(session: Session, document: Document, officers: Sequence[Officer]) -> Sequence[Officer]:
    """Return who signs for the agency: everybody who was there; an approval is asked for by one."""
    if document.kind is not DocumentKind.APPROVAL:
        return officers
    return _maker(session, document) or officers[:1]


def _maker(session: Session, document: Document) -> Sequence[Officer]:
    maker = session.get(Account, document.made_by) if document.made_by else None
    return _officers(session, [maker.officer_id] if maker is not None and maker.officer_id else [])


def _officers(session: Session, ids: Sequence[UUID]) -> Sequence[Officer]:
    query = select(Officer).where(Officer.id.in_(ids)).order_by(Officer.certificate_no, Officer.id)
    return list(session.scalars(query)) if ids else []


def _officer(officer: Officer) -> Mapping[str, str]:
    return {
        "id": str(officer.id),
        "name": officer.name,
        "certificate": officer.certificate_no,
        "until": day_in_words(officer.valid_until) if officer.valid_until else "",
    }


def _planned(session: Session, document: Document, visit: Visit | None) -> PlannedVisit | None:
    planned_id = document.planned_visit_id or (visit.plan_id if visit else None)
    return session.get(PlannedVisit, (document.enterprise_id, planned_id)) if planned_id else None


def _agency_name(session: Session, code: str) -> str:
    return session.scalar(select(Agency.name).where(Agency.code == code)) or code


def _source(session: Session, document: Document, planned: PlannedVisit | None, said: PaperWords) -> str:
    """Return the plans of the year behind the visit by number and title, or that it was begun on site."""
    if planned is None:
        return said.words["paper-source-visit"] if document.visit_id else ""
    plans = (
        select(InspectionPlan.number, InspectionPlan.title)
        .join(InspectionTask, InspectionTask.inspection_plan_id == InspectionPlan.id)
        .where(
            InspectionTask.enterprise_id == planned.enterprise_id,
            InspectionTask.planned_visit_id == planned.id,
            InspectionTask.agency == document.agency,
        )
        .distinct()
        .order_by(InspectionPlan.number)
    )
    named = [said.sentence("paper-plan-source", number=number, title=title) for number, title in session.execute(plans)]
    return "；".join(named) or planned.note or said.words["paper-source-plan"]


def _frequency(
    session: Session,
    firm: Enterprise,
    document: Document,
    visit: Visit | None,
    policy: SupervisionPolicy,
    said: PaperWords,
    now: datetime,
) -> str:
    """Return how often the agency came this year before this visit, and how often it may."""
    until = visit.started_at if visit else now
    day = day_number_of(until)
    past = facts_of_firm(session, firm.id, first_day_of_year(day), day)
    count = sum(
        part.agency == document.agency and reason_not_counted(one, part, policy.counting) is None
        for one in past
        if one.started_at < until
        for part in one.participations
    )
    limit = policy.annual_cap.of(document.agency, firm.risk_tier)
    return said.sentence("paper-frequency-known", count=count, limit=limit)


def _joint(session: Session, document: Document, visit: Visit | None) -> str:
    if visit is None:
        return ""
    query = (
        select(Agency.name)
        .join(Participation, Participation.agency == Agency.code)
        .where(
            Participation.enterprise_id == visit.enterprise_id,
            Participation.visit_id == visit.id,
            Participation.agency != document.agency,
        )
        .order_by(Agency.name)
    )
    return "、".join(session.scalars(query))


def _items(session: Session, codes: str) -> list[Mapping[str, str]]:
    wanted = sorted(split_items(codes))
    query = select(InspectionItem).where(InspectionItem.code.in_(wanted))
    known = {item.code: item for item in session.scalars(query)} if wanted else {}
    return [
        {"name": known[code].name if code in known else code, "basis": known[code].legal_basis if code in known else ""}
        for code in wanted
    ]


def _fields(document: Document, said: PaperWords) -> Mapping[str, Any]:
    """Return what officers filled in, ready to print: yes and no in words, moments and days as Chinese writes them."""
    told = {"yes": said.words["paper-yes"], "no": said.words["paper-no"]}
    read: Values = json.loads(document.fields)
    return {name: _printed(name, value, told) for name, value in read.items()}


def _printed(name: str, value: Any, told: Mapping[str, str]) -> Any:
    if name in {"begun", "ended", "day"} and value:
        return _in_words(name, value)
    if name in {"certificates_shown", "rights_told"}:
        return told.get(value, "")
    return value


def _in_words(name: str, value: str) -> str:
    """Return a moment or a day as Chinese writes it; what somebody typed otherwise is printed as it was typed."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return day_in_words(moment.date()) if name == "day" else f"{moment:%Y年%-m月%-d日 %H:%M}"
