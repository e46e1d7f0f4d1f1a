"""Rectifications in storage: ordered with a result, dropped with it, each step on the record."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_of
from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.inspection_tasks import move as move_task
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, VISIT, day, word
from supervision_code.domain.rectifications import OPEN_STATES, RectificationState, move
from supervision_code.domain.visits import Outcome, VisitState
from supervision_code.persistence import inbox, ledger, results
from supervision_code.persistence.emptied_visits import call_off_if_empty
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.results import Rectification, VisitResult
from supervision_code.persistence.models.visits import Visit

STEP = "step"


def order(session: Session, visit: Visit, version: VisitResult, now: datetime) -> Rectification:
    """Order what a version of a result asks for, and tell the firm by when."""
    due = version.rectify_by or visit.rectify_by
    return add(session, visit, version.agency, text_of(version), due or day_of(version.made_at), version.made_by, now)


def text_of(version: VisitResult) -> str:
    """Return what a version of a result asks to be put right."""
    return "\n".join(filter(None, (version.text, version.findings)))


def add(
    session: Session,
    visit: Visit,
    agency: str,
    text: str,
    due: date,
    by: UUID | None,
    now: datetime,
    *,
    follows: UUID | None = None,
) -> Rectification:
    """Put an order on record; ``follows``: the failed one to which it gives a new date."""
    ordered = Rectification(
        enterprise_id=visit.enterprise_id,
        id=new_id(now),
        visit_id=visit.id,
        agency=agency,
        text=text,
        due=due,
        state=RectificationState.ORDERED,
        ordered_at=now,
        ordered_by=by,
        follows=follows,
        report="",
        recheck_note="",
    )
    session.add(ordered)
    session.flush()
    enter(session, ordered, {"text": text, "follows": str(follows or "")}, now)
    facts = {"number": visit.number, "until": due.isoformat()}
    recipient, link = inbox.to_enterprise(visit.enterprise_id), f"/rectifications/{ordered.id}"
    inbox.put(session, recipient, "inbox-rectification-ordered", now, facts=facts, link=link)
    return ordered


def begin_recheck(session: Session, enterprise_id: UUID, rectification_id: UUID, agency: str, visit_id: UUID) -> None:
    """Note that an open rectification of the agency is checked again at a visit. Raises NoSuchRecord, IllegalMove."""
    one = session.get(Rectification, (enterprise_id, rectification_id))
    if one is None or one.agency != agency:
        raise NoSuchRecord
    if one.state not in OPEN_STATES:
        raise IllegalMove(state=one.state, wanted="rechecked")
    one.recheck_visit_id = visit_id


def drop_open(session: Session, visit: Visit, now: datetime, agency: str | None = None) -> None:
    """Drop what is still open of a visit (of one agency): it was voided, or its result corrected.

    The tasks of checking it again go along; of a visit that is voided only those that stand in no planned visit yet,
    for those are the agency's to call off.
    """
    query = select(Rectification).where(
        Rectification.enterprise_id == visit.enterprise_id,
        Rectification.visit_id == visit.id,
        Rectification.state.in_(sorted(OPEN_STATES)),
    )
    if agency is not None:
        query = query.where(Rectification.agency == agency)
    for one in session.scalars(query.order_by(Rectification.id)):
        one.state = move(one.state, RectificationState.DROPPED)
        enter(session, one, {}, now)
        end_task(session, one, now, only_open=agency is None)


def undo_rechecks(session: Session, at: Visit, now: datetime) -> None:
    """Take back what re-checks at a visit that is void now found: the orders are open again, as they were before.

    One that is not asked for any more, its own visit being void or its result corrected since, is dropped. One that
    was given a new date stays settled where that order is.
    """
    query = select(Rectification).where(
        Rectification.enterprise_id == at.enterprise_id, Rectification.recheck_visit_id == at.id
    )
    for one in session.scalars(query.order_by(Rectification.id)).all():
        if one.state in OPEN_STATES:
            one.recheck_visit_id = None
        elif one.state is not RectificationState.DROPPED:
            _undo_recheck(session, one, now)


def _undo_recheck(session: Session, one: Rectification, now: datetime) -> None:
    if not _drop_follower(session, one, now):
        return
    asked = _is_asked(session, one)
    one.state = RectificationState.REPORTED if one.reported_at else RectificationState.ORDERED
    one.outcome, one.recheck_note, one.rechecked_at, one.rechecked_by = None, "", None, None
    one.recheck_visit_id = None
    if not asked:
        one.state = move(one.state, RectificationState.DROPPED)
    enter(session, one, {"outcome": "", "note": "", "at": ""}, now)
    if asked:
        _tell_open_again(session, one, now)
    else:
        end_task(session, one, now)


def _drop_follower(session: Session, one: Rectification, now: datetime) -> bool:
    """Drop the order that gave a new date; returns False when that one is settled already."""
    later = select(Rectification).where(
        Rectification.enterprise_id == one.enterprise_id, Rectification.follows == one.id
    )
    follower = session.scalars(later).first()
    if follower is None:
        return True
    if follower.state not in OPEN_STATES:
        return False
    follower.state = move(follower.state, RectificationState.DROPPED)
    enter(session, follower, {}, now)
    end_task(session, follower, now)
    session.flush()
    return True


def _is_asked(session: Session, one: Rectification) -> bool:
    """Say whether the visit stands, its newest result still says so, and no other order came in its place."""
    visit = session.get_one(Visit, (one.enterprise_id, one.visit_id))
    version = results.newest(session, visit, one.agency)
    if visit.state is VisitState.VOIDED or (version is not None and text_of(version) != one.text):
        return False
    open_ones = select(Rectification.id).where(
        Rectification.enterprise_id == one.enterprise_id,
        Rectification.visit_id == one.visit_id,
        Rectification.agency == one.agency,
        Rectification.state.in_(sorted(OPEN_STATES)),
    )
    return session.scalar(open_ones.limit(1)) is None


def _tell_open_again(session: Session, one: Rectification, now: datetime) -> None:
    visit = session.get_one(Visit, (one.enterprise_id, one.visit_id))
    firm = session.get_one(Enterprise, one.enterprise_id)
    recipient, link = inbox.to_enterprise(firm.id), f"/rectifications/{one.id}"
    facts: dict[str, str | int] = {"number": visit.number, "until": one.due.isoformat()}
    inbox.put(session, recipient, "inbox-rectification-open-again", now, facts=facts, link=link)
    recipient, link = inbox.to_agency(one.agency), f"/rectifications/{firm.id}/{one.id}"
    facts = {"number": visit.number, "firm": firm.name}
    inbox.put(session, recipient, "inbox-rectification-recheck-void", now, facts=facts, link=link)


def end_task(session: Session, one: Rectification, now: datetime, *, only_open: bool = False) -> None:
    """End the task of checking again with its order: done where a visit did so, else dropped.

    A planned visit in which nothing is left to do is called off; ``only_open``: one that stands in such stays.
    """
    task = session.get(InspectionTask, (one.enterprise_id, one.task_id)) if one.task_id is not None else None
    if task is None or task.state not in ({TaskState.OPEN} if only_open else {TaskState.OPEN, TaskState.PLACED}):
        return
    planned, at_visit = task.planned_visit_id, one.recheck_visit_id
    task.state = move_task(task.state, TaskState.DROPPED if at_visit is None else TaskState.DONE)
    task.visit_id, task.ended_at = at_visit, now
    session.flush()
    if planned is not None:
        call_off_if_empty(session, one.enterprise_id, planned, "", now)


def follow_correction(session: Session, visit: Visit, version: VisitResult, now: datetime) -> None:
    """Bring the orders of one agency to what its corrected result asks for.

    One that asks for the same stays, also where it is settled or was given a new date by now. A day in the past is
    kept only with the open order that has it; any other order begins anew. Raises InvalidValue (``rectify_by``).
    """
    wanted = version.outcome is Outcome.RECTIFY_BY_DATE
    by_that_day = session.scalars(
        select(Rectification).where(
            Rectification.enterprise_id == visit.enterprise_id,
            Rectification.visit_id == visit.id,
            Rectification.agency == version.agency,
            Rectification.state != RectificationState.DROPPED,
            Rectification.due == version.rectify_by,
        )
    ).all()
    if wanted and any(one.text == text_of(version) for one in by_that_day):
        return
    if wanted and not any(one.state in OPEN_STATES for one in by_that_day):
        _require_ahead(version.rectify_by, day_of(now))
    drop_open(session, visit, now, version.agency)
    if wanted:
        order(session, visit, version, now)


def _require_ahead(due: date | None, today: date) -> None:
    if due is None or due < today:
        raise InvalidValue(field="rectify_by", value=str(due or ""), expected="expected-day-ahead")


def enter(session: Session, one: Rectification, said: dict[str, Canonical], now: datetime) -> None:
    """Enter where a rectification stands, with what was said in this step."""
    step: dict[str, Canonical] = {
        "agency": one.agency,
        "due": day(one.due),
        "rectification": str(one.id),
        "state": word(one.state),
        **said,
        VERSION: FACTS_VERSION,
    }
    facts: dict[str, Canonical] = {"firm": str(one.enterprise_id), VISIT: {"id": str(one.visit_id)}, STEP: step}
    draft = LedgerDraft(
        kind=LedgerKind.VISIT_RECTIFICATION, at=now, enterprise_id=one.enterprise_id, facts=facts, subject=one.visit_id
    )
    ledger.append(session, draft)
