"""Results in storage: versions of what each agency found, never overwritten, and what they come to for the visit."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.checklists import Check, findings_of, written
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import Canonical
from supervision_code.domain.ledger_facts import day, word
from supervision_code.domain.results import AgencyResult, whole_result
from supervision_code.domain.visits import Outcome
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.models.results import VisitResult
from supervision_code.persistence.models.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """A version to be kept: whose, of what, by whom, and, for a correction, why."""

    agency: str
    outcome: Outcome
    text: str
    rectify_by: date | None
    checks: tuple[Check, ...]
    by: UUID | None
    reason: str = ""


def newest(session: Session, visit: Visit, agency: str) -> VisitResult | None:
    """Return the newest version of an agency's result, if it has one."""
    query = select(VisitResult).where(
        VisitResult.enterprise_id == visit.enterprise_id,
        VisitResult.visit_id == visit.id,
        VisitResult.agency == agency,
    )
    return session.scalars(query.order_by(VisitResult.version.desc()).limit(1)).first()


def newest_of_all(session: Session, visit: Visit) -> dict[str, VisitResult]:
    """Return the newest version of each agency that has a result."""
    query = select(VisitResult).where(
        VisitResult.enterprise_id == visit.enterprise_id, VisitResult.visit_id == visit.id
    )
    return {one.agency: one for one in session.scalars(query.order_by(VisitResult.agency, VisitResult.version))}


def keep(session: Session, visit: Visit, wanted: NewVersion, now: datetime) -> VisitResult:
    """Keep a further version, and let the visit show what all results now come to. The firm's lock is the caller's."""
    before = newest(session, visit, wanted.agency)
    version = VisitResult(
        enterprise_id=visit.enterprise_id,
        id=new_id(now),
        visit_id=visit.id,
        agency=wanted.agency,
        version=before.version + 1 if before else 1,
        outcome=wanted.outcome,
        text=wanted.text.strip(),
        rectify_by=wanted.rectify_by if wanted.outcome is Outcome.RECTIFY_BY_DATE else None,
        checks=written(wanted.checks),
        findings=findings_of(wanted.checks),
        made_at=now,
        made_by=wanted.by,
        reason=wanted.reason.strip()[:1000],
        supersedes=before.id if before else None,
    )
    session.add(version)
    session.flush()
    _show_whole(session, visit)
    return version


def keep_first_of_old(session: Session, visit: Visit) -> VisitResult | None:
    """Make version 1 of a result that was recorded before there were versions, or came by import; None without one."""
    if visit.outcome is None:
        return None
    first = VisitResult(
        enterprise_id=visit.enterprise_id,
        id=new_id(visit.recorded_at),
        visit_id=visit.id,
        agency=visit.lead_agency,
        version=1,
        outcome=visit.outcome,
        text=visit.result,
        rectify_by=visit.rectify_by,
        checks="",
        findings="",
        made_at=visit.ended_at or visit.recorded_at,
        made_by=None,
        reason="",
        supersedes=None,
    )
    session.add(first)
    session.flush()
    return first


def facts_of(version: VisitResult) -> dict[str, Canonical]:
    """Return what an entry commits to of a version, for its own sake."""
    return {
        "agency": version.agency,
        "checks": version.checks,
        "findings": version.findings,
        "made": version.version,
        "outcome": word(version.outcome),
        "reason": version.reason,
        "rectify_by": day(version.rectify_by),
        "text": version.text,
    }


def _show_whole(session: Session, visit: Visit) -> None:
    results = newest_of_all(session, visit)
    names = dict(session.execute(select(Agency.code, Agency.name).where(Agency.code.in_(results))).all())
    in_order = sorted(results.values(), key=lambda one: (one.agency != visit.lead_agency, one.agency))
    whole = whole_result(
        [
            AgencyResult(
                agency=names.get(one.agency, one.agency),
                outcome=one.outcome,
                text="\n".join(filter(None, (one.text, one.findings))),
                rectify_by=one.rectify_by,
            )
            for one in in_order
        ]
    )
    visit.outcome, visit.result, visit.rectify_by = whole.outcome, whole.text, whole.rectify_by
