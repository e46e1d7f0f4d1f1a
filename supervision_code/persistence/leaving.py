"""Leaving a visit: each agency its own result; the visit ends when the lead agency leaves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.duties import require_scan_or_reason
from supervision_code.domain.errors import IllegalMove, NoSuchRecord
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, day, word
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.results import require_fitting_findings
from supervision_code.domain.visit_drafts import Leaving, require_fitting_outcome
from supervision_code.domain.visits import Outcome, VisitState
from supervision_code.persistence import inbox, rectifications, results, trail, visit_ending
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.results import VisitResult
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.results import NewVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """The leaving of the actor's agency: what is reported, when it was, and when that is recorded.

    ``asks_reason``: somebody is there to say why the firm is left without the scan that was due.
    """

    leaving: Leaving
    ended_at: datetime
    now: datetime
    asks_reason: bool = True


def leave(
    session: Session, actor: Actor, firm: Enterprise, visit: Visit, departure: Departure, policy: SupervisionPolicy
) -> UUID:
    """Record the agency's result and, when it is the lead's, the end of the visit; returns the ledger entry.

    The firm's lock is the caller's. Raises IllegalMove when the agency's result is on record or the visit is void,
    ReasonMissing (``unscanned_reason``), InvalidValue (``outcome``), NoSuchRecord.
    """
    leaving, agency = departure.leaving, _agency_of(actor)
    _require_awaited(session, visit, agency)
    require_fitting_outcome(leaving.outcome, visit.kind)
    require_fitting_findings(leaving.outcome, leaving.checks)
    ends = visit.state is VisitState.OPEN and agency == visit.lead_agency
    if ends:
        _end(session, firm, visit, departure)
    version = results.keep(session, visit, _version(actor, agency, leaving), departure.now)
    act, number = "visit:closed" if ends else "visit:result", visit.number
    trail.append(session, actor, act, departure.now, subject=number, enterprise_id=firm.id, district=firm.district)
    if leaving.outcome is Outcome.RECTIFY_BY_DATE:
        rectifications.order(session, visit, version, departure.now)
    if ends:
        _ask_others(session, firm, visit, departure.now)
        said = results.facts_of(version)
        return visit_ending.close(session, firm, visit, leaving.position, policy, departure.now, said)
    return _enter_result(session, firm, visit, version, departure.now)


def whole_facts(visit: Visit) -> dict[str, Canonical]:
    """Return what the results of a visit come to, as an entry tells it."""
    return {
        "outcome": word(visit.outcome),
        "rectify_by": day(visit.rectify_by),
        "result": visit.result,
        VERSION: FACTS_VERSION,
    }


def _agency_of(actor: Actor) -> str:
    if actor.agency is None:
        raise NoSuchRecord
    return actor.agency


def _require_awaited(session: Session, visit: Visit, agency: str) -> None:
    """Raise IllegalMove unless a result of this agency is still to come.

    A visit that ended without any version was ended before there were versions, or by an import.
    """
    known = results.newest_of_all(session, visit)
    ended_otherwise = visit.state is VisitState.CLOSED and not known
    if agency in known or ended_otherwise or visit.state is VisitState.VOIDED:
        raise IllegalMove(state=visit.state, wanted=VisitState.CLOSED)


def _end(session: Session, firm: Enterprise, visit: Visit, departure: Departure) -> None:
    reason = departure.leaving.unscanned_reason
    if departure.asks_reason:
        require_scan_or_reason(reason, scan_due=visit.scan_due)
    visit.state = VisitState.CLOSED
    visit.ended_at = visit.ended_at or departure.ended_at
    if not visit.scan_due:
        return
    visit.scan_due, visit.left_unscanned, visit.unscanned_reason = False, True, reason.strip()[:1000]
    facts = {"number": visit.number, "firm": firm.name}
    link = f"/visits/{firm.id}/{visit.id}"
    inbox.put(session, inbox.to_district(firm.district), "inbox-left-unscanned", departure.now, facts=facts, link=link)


def _version(actor: Actor, agency: str, leaving: Leaving) -> NewVersion:
    return NewVersion(
        agency=agency,
        outcome=leaving.outcome,
        text=leaving.result,
        rectify_by=leaving.rectify_by,
        checks=leaving.checks,
        by=actor.account_id,
    )


def _ask_others(session: Session, firm: Enterprise, visit: Visit, now: datetime) -> None:
    """Tell the agencies that have not left yet that the visit ended and their results are awaited."""
    known = results.newest_of_all(session, visit)
    for agency in visit_ending.agencies_of(session, visit):
        if agency not in known:
            link = f"/visits/{firm.id}/{visit.id}"
            facts = {"number": visit.number, "firm": firm.name}
            inbox.put(session, inbox.to_agency(agency), "inbox-result-awaited", now, facts=facts, link=link)


def _enter_result(session: Session, firm: Enterprise, visit: Visit, version: VisitResult, now: datetime) -> UUID:
    apart = {"version": results.facts_of(version)}
    entry_id = visit_ending.enter(session, LedgerKind.VISIT_RESULT, visit, now, whole_facts(visit), apart)
    facts = {"number": visit.number, "agency": session.get_one(Agency, version.agency).name}
    inbox.put(session, inbox.to_enterprise(firm.id), "inbox-visit-result", now, facts=facts, link=f"/visits/{visit.id}")
    return entry_id
