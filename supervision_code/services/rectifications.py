"""Rectifications: the firm reports what it put right, the agency checks it again, on papers or at a visit."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_number, day_of
from supervision_code.domain.errors import AlreadyRecorded, IllegalMove, NoSuchRecord, ReasonMissing
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.rectifications import (
    OPEN_STATES,
    RecheckOutcome,
    RectificationState,
    move,
    require_due_day,
    state_after,
)
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence import inbox, rectifications, trail
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.results import Rectification
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.session import Database, lock_enterprise

_TIME_FOR_RECHECK: Final = timedelta(days=30)
"""How long a task of re-checking may wait, so that it can be brought together with other agencies' visits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """What a re-check found. ``due``: the new day, for a new date only."""

    enterprise_id: UUID
    rectification_id: UUID
    outcome: RecheckOutcome
    note: str = ""
    due: date | None = None


class RectificationService:
    """Moves rectifications along; who may do which step is in domain/rectifications.py."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def report(self, actor: Actor, rectification_id: UUID, text: str) -> None:
        """Let the firm say what it put right. Raises NoSuchRecord, ReasonMissing (``report``), IllegalMove."""
        actor.require(Permission.OWN_VISITS_ANSWER)
        if not text.strip():
            raise ReasonMissing(field="report")
        if actor.enterprise_id is None:
            raise NoSuchRecord
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, actor.enterprise_id)
            one, visit = _with_visit(session, firm.id, rectification_id)
            one.state = move(one.state, RectificationState.REPORTED)
            one.reported_at, one.reported_by, one.report = now, actor.account_id, text.strip()[:2000]
            rectifications.enter(session, one, {"report": one.report}, now)
            _leave_trail(session, actor, "rectification:reported", firm, visit, now)
            facts = {"number": visit.number, "firm": firm.name}
            link = f"/rectifications/{firm.id}/{one.id}"
            inbox.put(session, inbox.to_agency(one.agency), "inbox-rectification-reported", now, facts=facts, link=link)

    def recheck(self, actor: Actor, recheck: Recheck) -> None:
        """Record what the re-check found; a new date is an order of its own, and a task for it has served its turn.

        Raises NoSuchRecord, IllegalMove, ReasonMissing (``note``) for anything but passing, InvalidValue (``due``).
        """
        actor.require(Permission.VISIT_CLOSE)
        now = self._clock.now()
        _require_whole(recheck, day_of(now))
        with self._database.begin() as session:
            firm = lock_enterprise(session, recheck.enterprise_id)
            one, visit = _of_agency(session, actor, firm.id, recheck.rectification_id)
            one.state = move(one.state, state_after(recheck.outcome))
            one.outcome, one.recheck_note = recheck.outcome, recheck.note.strip()[:2000]
            one.rechecked_at, one.rechecked_by = now, actor.account_id
            found = {"outcome": recheck.outcome.value, "note": one.recheck_note, "at": str(one.recheck_visit_id or "")}
            rectifications.enter(session, one, {**found}, now)
            rectifications.end_task(session, one, now)
            if recheck.outcome is RecheckOutcome.NEW_DATE and recheck.due is not None:
                rectifications.add(
                    session, visit, one.agency, one.text, recheck.due, actor.account_id, now, follows=one.id
                )
            _leave_trail(session, actor, "rectification:rechecked", firm, visit, now)
            _tell_firm(session, one, visit, now)

    def make_task(self, actor: Actor, enterprise_id: UUID, rectification_id: UUID) -> None:
        """Put the re-check among the agency's tasks, where it can be brought together with other visits.

        Raises NoSuchRecord, IllegalMove, AlreadyRecorded.
        """
        actor.require(Permission.VISIT_PLAN)
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            one, visit = _of_agency(session, actor, firm.id, rectification_id)
            if one.state not in OPEN_STATES:
                raise IllegalMove(state=one.state, wanted="rechecked")
            if one.task_id is not None:
                raise AlreadyRecorded
            task = _task(one, _items(session, visit, one.agency), now)
            session.add(task)
            one.task_id = task.id
            _leave_trail(session, actor, "rectification:planned", firm, visit, now)


def _require_whole(recheck: Recheck, today: date) -> None:
    if recheck.outcome is not RecheckOutcome.PASSED and not recheck.note.strip():
        raise ReasonMissing(field="note")
    if recheck.outcome is RecheckOutcome.NEW_DATE:
        require_due_day("due", recheck.due, today, today)


def _with_visit(session: Session, enterprise_id: UUID, rectification_id: UUID) -> tuple[Rectification, Visit]:
    one = session.get(Rectification, (enterprise_id, rectification_id), populate_existing=True)
    if one is None:
        raise NoSuchRecord
    return one, session.get_one(Visit, (enterprise_id, one.visit_id))


def _of_agency(
    session: Session, actor: Actor, enterprise_id: UUID, rectification_id: UUID
) -> tuple[Rectification, Visit]:
    one, visit = _with_visit(session, enterprise_id, rectification_id)
    if one.agency != actor.agency:
        raise NoSuchRecord
    return one, visit


def _items(session: Session, visit: Visit, agency: str) -> str:
    return session.get_one(Participation, (visit.enterprise_id, visit.id, agency)).items


def _task(one: Rectification, items: str, now: datetime) -> InspectionTask:
    first = max(one.due, day_of(now))
    return InspectionTask(
        enterprise_id=one.enterprise_id,
        id=new_id(now),
        agency=one.agency,
        type=InspectionType.CASE,
        items=items,
        ordered_from_above=False,
        may_be_joint=True,
        first_day=day_number(first),
        last_day=day_number(first + _TIME_FOR_RECHECK),
        state=TaskState.OPEN,
        without_notice="",
        made_at=now,
        dropped_reason="",
    )


def _leave_trail(session: Session, actor: Actor, act: str, firm: Enterprise, visit: Visit, now: datetime) -> None:
    trail.append(session, actor, act, now, subject=visit.number, enterprise_id=firm.id, district=firm.district)


def _tell_firm(session: Session, one: Rectification, visit: Visit, now: datetime) -> None:
    recipient, link = inbox.to_enterprise(one.enterprise_id), f"/rectifications/{one.id}"
    inbox.put(session, recipient, "inbox-rectification-rechecked", now, facts={"number": visit.number}, link=link)
