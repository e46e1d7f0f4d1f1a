"""Counts and findings worked out anew from the log alone, to be compared with the tables that the worker folded."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of
from supervision_code.domain.findings import FindingState
from supervision_code.domain.rollups import industry_section, month_number
from supervision_code.domain.visits import VisitKind, VisitState
from supervision_code.persistence.base import Base
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.rollups import AgencyDay, AreaDay, IndustryDay, MonthCube
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.product import Supervision
from supervision_code.queries.batch_evaluation import BatchEvaluation, Span

_Key = tuple[Any, ...]
_Counts = dict[str, Counter[_Key]]
_TABLES: Final[Mapping[str, tuple[type[Base], tuple[str, ...]]]] = {
    "areas": (AreaDay, ("district", "day", "measure")),
    "industries": (IndustryDay, ("industry", "district", "day", "measure")),
    "agencies": (AgencyDay, ("agency", "district", "day", "measure")),
    "months": (MonthCube, ("month", "district", "industry", "agency", "measure")),
}


def differences(supervision: Supervision) -> list[str]:
    """Return each table whose counts are not those of the log; empty when all are."""
    with supervision.database.read() as session:
        expected, found = _from_the_log(session), _from_the_tables(session)
        on_record = _findings_on_record(session)
    wrong = [name for name in _TABLES if expected[name] != found[name]]
    return wrong if on_record == _findings_anew(supervision) else [*wrong, "findings"]


def _from_the_log(session: Session) -> _Counts:
    counts: _Counts = {name: Counter() for name in _TABLES}
    firms = {firm.id: firm for firm in session.scalars(select(Enterprise).order_by(Enterprise.id))}
    agencies: dict[Any, list[str]] = {}
    parts = select(Participation.visit_id, Participation.agency).order_by(Participation.visit_id, Participation.agency)
    for visit_id, agency in session.execute(parts):
        agencies.setdefault(visit_id, []).append(agency)
    leads = {}
    for visit in session.scalars(select(Visit).order_by(Visit.id)):
        leads[visit.id] = visit.lead_agency
        for measure in _measures(visit):
            for agency in ("", *agencies[visit.id]):
                _add(counts, firms[visit.enterprise_id], agency, visit.day, measure)
    open_findings = select(Finding).where(Finding.state != FindingState.CLOSED).order_by(Finding.id)
    for finding in session.scalars(open_findings):
        for agency in ("", finding.agency or leads[finding.visit_id]):
            _add(counts, firms[finding.enterprise_id], agency, finding.day, "findings")
    return counts


def _measures(visit: Visit) -> list[str]:
    if visit.state is VisitState.VOIDED:
        return ["voided"]
    kind = "inspections" if visit.kind is VisitKind.INSPECTION else "service_visits"
    return ["visits", kind, f"evidence_{int(visit.evidence)}", *(["late"] if visit.late else [])]


def _add(counts: _Counts, firm: Enterprise, agency: str, day: int, measure: str) -> None:
    section = industry_section(firm.industry)
    if agency:
        counts["agencies"][agency, firm.district, day, measure] += 1
    else:
        for area in filter(None, (firm.district, firm.street)):
            counts["areas"][area, day, measure] += 1
        counts["industries"][section, firm.district, day, measure] += 1
    counts["months"][month_number(date_of(day)), firm.district, section, agency, measure] += 1


def _from_the_tables(session: Session) -> _Counts:
    counts: _Counts = {}
    for name, (model, keys) in _TABLES.items():
        columns = [model.__table__.c[key] for key in (*keys, "value")]
        rows = [tuple(row) for row in session.execute(select(*columns))]
        counts[name] = Counter({row[:-1]: row[-1] for row in rows if row[-1]})
    return counts


def _findings_on_record(session: Session) -> Counter[_Key]:
    query = (
        select(Finding.rule, Enterprise.uscc, Finding.agency, Finding.day, Finding.count, Finding.limit)
        .join(Enterprise, Enterprise.id == Finding.enterprise_id)
        .where(Finding.state != FindingState.CLOSED)
    )
    return Counter(tuple(row) for row in session.execute(query))


def _findings_anew(supervision: Supervision) -> Counter[_Key]:
    evaluation = BatchEvaluation(supervision.database)
    return Counter(
        (one.rule, one.uscc, one.agency, one.day, one.count, one.limit)
        for firm in evaluation.evaluate(supervision.in_force.policy, Span())
        for one in firm
    )
