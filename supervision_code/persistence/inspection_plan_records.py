"""What is put on record about inspection plans: drafts, steps, trail, ledger entries, and word to who is next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of, day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.identifiers import NOBODY, new_id, short_code
from supervision_code.domain.inspection_plan_contents import PlanContents
from supervision_code.domain.inspection_plan_draws import base_digest
from supervision_code.domain.inspection_plans import PlanMove, PlanState, PlanStepKind, SelectionWay
from supervision_code.domain.ledger import Canonical, LedgerKind, milliseconds
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION
from supervision_code.domain.ledger_facts import key as id_text
from supervision_code.domain.permissions import Actor
from supervision_code.domain.registry import AgencyLevel
from supervision_code.persistence import inbox, ledger, trail
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.inspection_plan_objects import chosen_codes, chosen_count
from supervision_code.persistence.inspection_plans import values_of
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.inspection_plans import InspectionPlan, PlanStep
from supervision_code.persistence.models.registry import Agency, District

_TRAIL: Final = "plan:{}"
_UNTOUCHED: Final = {
    "state": PlanState.DRAFT,
    "revision": 0,
    "base_digest": "",
    "draw_seed": "",
    "draw_commitment": "",
    "filing_number": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """A plan to be put on record as a draft; ``criteria`` and ``base`` as far as a file says something of them."""

    agency: str
    contents: PlanContents
    step: PlanStepKind
    criteria: str = ""
    base: int = 0
    selection: SelectionWay | None = None


def make_plan(session: Session, new: NewPlan, actor: Actor | None, now: datetime) -> InspectionPlan:
    """Put a draft on record, with its first step. Raises NoSuchRecord for an agency that is not registered."""
    agency = session.get(Agency, new.agency)
    if agency is None:
        raise NoSuchRecord
    plan_id, author = new_id(now), actor.account_id if actor else NOBODY
    year = (new.contents.first_day or day_of(now)).year
    plan = InspectionPlan(
        id=plan_id,
        agency=agency.code,
        district=supervising_district(session, agency),
        number=f"{year}-{short_code(plan_id)}",
        year=year,
        **values_of(new.contents),
        selection=new.selection,
        criteria=new.criteria,
        base=new.base,
        **_UNTOUCHED,
        drafted_by=author,
        drafted_at=now,
        changed_by=author,
        changed_at=now,
    )
    session.add(plan)
    session.flush()
    record(session, plan, actor, new.step, now)
    return plan


def supervising_district(session: Session, agency: Agency) -> str:
    """Return the area whose supervisors file an agency's plans: of a street's agency the district around it."""
    if agency.level is not AgencyLevel.STREET:
        return agency.district
    return session.scalar(select(District.parent).where(District.code == agency.district)) or agency.district


def touch(plan: InspectionPlan, actor: Actor, now: datetime) -> None:
    """Remember who changed a draft last."""
    plan.changed_by, plan.changed_at = actor.account_id, now
    plan.revision += 1


def record(
    session: Session, plan: InspectionPlan, actor: Actor | None, kind: PlanStepKind, now: datetime, text: str = ""
) -> None:
    """Put one step on record, and on the trail; without an actor it is the installation's own."""
    row = {
        "id": new_id(now),
        "plan_id": plan.id,
        "kind": kind,
        "at": now,
        "account_id": actor.account_id if actor else None,
        "account_name": actor.name if actor else "",
        "text": text,
    }
    insert_rows(session, PlanStep.__table__, [row])
    trail.append(
        session,
        actor,
        _TRAIL.format(kind.value),
        now,
        subject=plan.number,
        agency=plan.agency,
        district=plan.district,
        note=text,
    )


def enter(session: Session, plan: InspectionPlan, kind: LedgerKind, now: datetime) -> None:
    """Enter what the plan says, and which firms it reaches, into the ledger; all of it only as commitments."""
    codes = chosen_codes(session, plan.id)
    facts: dict[str, Canonical] = {
        "plan": {**_said(plan), VERSION: FACTS_VERSION},
        "objects": {"number": len(codes), "sha256": base_digest(codes)},
        "choice": {
            "base": plan.base,
            "base_sha256": plan.base_digest,
            "commitment": plan.draw_commitment,
            "seed": plan.draw_seed if plan.drawn_at else "",
        },
        "filing": plan.filing_number,
        "approved": {
            "at": milliseconds(plan.approved_at) if plan.approved_at else 0,
            "by": id_text(plan.approved_by),
            "filed_by": id_text(plan.filed_by),
        },
    }
    ledger.append(session, LedgerDraft(kind=kind, at=now, facts=facts, subject=plan.id))


def enter_end(session: Session, plan: InspectionPlan, now: datetime) -> None:
    """Enter that a plan was closed or withdrawn; of one that was never filed the ledger knows nothing."""
    if plan.filed_at is None:
        return
    facts: dict[str, Canonical] = {"end": {"id": str(plan.id), "state": plan.state.value, VERSION: FACTS_VERSION}}
    ledger.append(session, LedgerDraft(kind=LedgerKind.PLAN_ENDED, at=now, facts=facts, subject=plan.id))


def tell(session: Session, plan: InspectionPlan, move: PlanMove, before: PlanState, now: datetime) -> None:
    """Leave word with who must act next, and with those a withdrawal concerns."""
    for recipient, key in _told(session, plan, move, before):
        facts = {"title": plan.title, "number": plan.number}
        inbox.put(session, recipient, key, now, facts=facts, link=f"/inspection-plans/{plan.id}")


def tell_closed(session: Session, plan: InspectionPlan, dropped: int, now: datetime) -> None:
    """Tell the agency that the product closed its plan, and how many tasks were not done."""
    facts: dict[str, str | int] = {"title": plan.title, "number": plan.number, "tasks": dropped}
    link = f"/inspection-plans/{plan.id}"
    inbox.put(session, inbox.to_agency(plan.agency), "inbox-inspection-plan-closed", now, facts=facts, link=link)


def tell_left_out(session: Session, plan: InspectionPlan, made: int, now: datetime) -> None:
    """Tell the agency how many of the chosen firms have no task, being closed by now; nothing where all have one."""
    gone = chosen_count(session, plan.id) - made
    if gone > 0:
        facts: dict[str, str | int] = {"title": plan.title, "number": plan.number, "firms": gone}
        key, link = "inbox-inspection-plan-firms-closed", f"/inspection-plans/{plan.id}"
        inbox.put(session, inbox.to_agency(plan.agency), key, now, facts=facts, link=link)


def _told(session: Session, plan: InspectionPlan, move: PlanMove, before: PlanState) -> Iterator[tuple[str, str]]:
    head, area = inbox.to_agency(plan.agency), inbox.to_district(plan.district)
    match move:
        case PlanMove.SUBMIT:
            yield head, "inbox-inspection-plan-submitted"
        case PlanMove.APPROVE:
            yield area, "inbox-inspection-plan-approved"
        case PlanMove.RETURN:
            yield _drafter(session, plan) or head, "inbox-inspection-plan-returned"
        case PlanMove.FILE:
            yield head, "inbox-inspection-plan-filed"
        case PlanMove.PUBLISH:
            for partner in sorted(split_items(plan.partners)):
                yield inbox.to_agency(partner), "inbox-inspection-plan-joint"
        case PlanMove.WITHDRAW if before in {PlanState.APPROVED, PlanState.FILED, PlanState.PUBLISHED}:
            yield area, "inbox-inspection-plan-withdrawn"
        case _:
            return


def _drafter(session: Session, plan: InspectionPlan) -> str:
    """Return the inbox of the officer who drafted it; empty where that is no officer any more."""
    officer = session.scalar(select(Account.officer_id).where(Account.id == plan.drafted_by))
    return inbox.to_officer(officer) if officer is not None else ""


def _said(plan: InspectionPlan) -> dict[str, Canonical]:
    return {
        "agency": plan.agency,
        "area": plan.area,
        "approval": [plan.approval_authority, plan.approval_number, _text(plan.approval_day)],
        "basis": plan.basis,
        "cap": plan.cap,
        "first_day": _text(plan.first_day),
        "id": str(plan.id),
        "joint": int(plan.joint),
        "may_be_joint": int(plan.may_be_joint),
        "method": plan.method.value,
        "ordered_from_above": int(plan.ordered_from_above),
        "without_notice": plan.without_notice,
        "items": sorted(split_items(plan.items)),
        "last_day": _text(plan.last_day),
        "number": plan.number,
        "order": plan.order_number,
        "partners": sorted(split_items(plan.partners)),
        "share": plan.share,
        "title": plan.title,
        "type": plan.type.value,
    }


def _text(day: int | None) -> str:
    return "" if day is None else date_of(day).isoformat()
