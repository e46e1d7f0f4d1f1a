"""Correcting a result: a further version with its reason, on the ledger and told to the firm."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor
from supervision_code.domain.results import Correction, require_correctable, require_fitting_findings
from supervision_code.domain.visit_drafts import Leaving, require_fitting_outcome, require_whole_result
from supervision_code.persistence import inbox, rectifications, results, trail, visit_ending
from supervision_code.persistence.leaving import whole_facts
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.results import VisitResult
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.results import NewVersion


def correct(
    session: Session, actor: Actor, firm: Enterprise, visit: Visit, correction: Correction, now: datetime
) -> None:
    """Keep the further version with all that follows from it. The firm's lock is the caller's."""
    if actor.agency is None:
        raise NoSuchRecord
    before, is_old = _before(session, visit, actor.agency)
    require_correctable(visit.state, before.version if before else 0, correction)
    require_fitting_outcome(correction.outcome, visit.kind)
    require_fitting_findings(correction.outcome, correction.checks)
    _require_whole(correction, day_of(before.made_at if before else now), day_of(now))
    version = results.keep(session, visit, _version(actor, actor.agency, correction), now)
    rectifications.follow_correction(session, visit, version, now)
    apart = {"version": results.facts_of(version)}
    if before and is_old:
        apart["first"] = results.facts_of(before)
    visit_ending.enter(session, LedgerKind.VISIT_CORRECTED, visit, now, whole_facts(visit), apart)
    trail.append(
        session,
        actor,
        "visit:corrected",
        now,
        subject=visit.number,
        enterprise_id=firm.id,
        district=firm.district,
        note=version.reason,
    )
    facts, recipient = {"number": visit.number}, inbox.to_enterprise(firm.id)
    inbox.put(session, recipient, "inbox-visit-corrected", now, facts=facts, link=f"/visits/{visit.id}")


def _before(session: Session, visit: Visit, agency: str) -> tuple[VisitResult | None, bool]:
    """Return the newest version, and whether it was made just now.

    Of a visit from before there were versions, what it ended with becomes the first.
    """
    found = results.newest(session, visit, agency)
    if found is None and agency == visit.lead_agency and not results.newest_of_all(session, visit):
        return results.keep_first_of_old(session, visit), True
    return found, False


def _require_whole(correction: Correction, first_day: date, today: date) -> None:
    """Raise what the corrected result lacks; a date may be one that was ahead when the result was first recorded."""
    as_left = Leaving(
        enterprise_id=correction.enterprise_id,
        visit_id=correction.visit_id,
        outcome=correction.outcome,
        result=correction.result,
        rectify_by=correction.rectify_by,
        checks=correction.checks,
    )
    require_whole_result(as_left, first_day, today)


def _version(actor: Actor, agency: str, correction: Correction) -> NewVersion:
    return NewVersion(
        agency=agency,
        outcome=correction.outcome,
        text=correction.result,
        rectify_by=correction.rectify_by,
        checks=correction.checks,
        by=actor.account_id,
        reason=correction.reason,
    )
