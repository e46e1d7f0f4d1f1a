"""What an officer's phone carries so that a day's work needs no network: people, items, today's firms, keys, rules."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, or_, select, tuple_
from sqlalchemy.orm import Session

from supervision_code.domain.clients import Caller, Scope
from supervision_code.domain.clock import Clock
from supervision_code.domain.codes import CodeState
from supervision_code.domain.days import date_of, day_number, day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.permissions import Actor
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.codes import SupervisionCode
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Agency, Enterprise, InspectionItem, Officer
from supervision_code.persistence.models.results import ChecklistPoint
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.queries.officers import CertificateStanding, standing_of

_MOST: Final = 500
_DAYS: Final = 2
"""Today and tomorrow."""
_USABLE: Final = frozenset({CertificateStanding.VALID, CertificateStanding.ENDING})
Found = Mapping[str, Any]


class FieldPackageQueries:
    """Puts the package of a phone together. ``hosts``: those whose codes are ours; ``keys``: those of the log."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        policies: PolicyBook,
        hosts: Iterable[str],
        keys: Callable[[], Iterable[str]],
    ) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._hosts = tuple(sorted(hosts))
        self._keys = keys

    def package(self, caller: Caller, jwks: str) -> dict[str, Any]:
        """Return the package as plain JSON; ``jwks`` are the public keys of codes.

        Raises ScopeMissing, NoSuchRecord for a client that is no officer's phone.
        """
        caller.require(Scope.VISITS_WRITE)
        actor = caller.officer
        if actor is None or actor.officer_id is None:
            raise NoSuchRecord
        now = self._clock.now()
        today = day_of(now)
        with self._database.read() as session:
            policy = self._policies.now(session).policy
            agency = session.get_one(Agency, caller.agency)
            people = _people(session, caller.agency, actor.officer_id, today)
            items = _items(session, caller.agency)
            firms = [*_planned(session, actor, caller.agency, today), *_tasks(session, caller.agency, today)]
            _name_codes(session, firms)
        return {
            "version": 1,
            "server_time": now.isoformat(),
            "client": str(caller.client_id),
            "account": str(actor.account_id),
            "agency": {"code": agency.code, "name": agency.name},
            "officer": next((one for one in people if one["id"] == str(actor.officer_id)), None),
            "colleagues": [one for one in people if one["id"] != str(actor.officer_id)],
            "items": items,
            "firms": firms,
            "hosts": list(self._hosts),
            "code_keys": json.loads(jwks),
            "log_keys": list(dict.fromkeys(self._keys())),
            "policy": {
                "officers_per_visit": policy.officers_per_visit,
                "backfill_calendar_days": policy.backfill_calendar_days,
                "late_after_minutes": policy.late_after_minutes,
            },
        }


def _people(session: Session, agency: str, me: UUID, today: date) -> list[Found]:
    rows = session.scalars(
        select(Officer).where(Officer.agency == agency).order_by(Officer.id != me, Officer.certificate_no).limit(_MOST)
    )
    return [_person(row, standing_of(row.status, row.valid_until, today)) for row in rows]


def _person(row: Officer, standing: CertificateStanding) -> Found:
    return {
        "id": str(row.id),
        "name": row.name,
        "certificate": row.certificate_no,
        "standing": standing.value,
        "usable": standing in _USABLE,
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
    }


def _items(session: Session, agency: str) -> list[Found]:
    query = select(InspectionItem).where(InspectionItem.agency == agency).order_by(InspectionItem.code).limit(_MOST)
    rows = session.scalars(query).all()
    points: dict[str, list[Found]] = {row.code: [] for row in rows}
    ordered = select(ChecklistPoint).where(ChecklistPoint.item.in_(points))
    for point in session.scalars(ordered.order_by(ChecklistPoint.item, ChecklistPoint.position)):
        told = {"position": point.position, "text": point.text, "basis": point.basis, "kind": point.kind.value}
        points[point.item].append(told)
    return [
        {"code": row.code, "name": row.name, "legal_basis": row.legal_basis, "points": points[row.code]} for row in rows
    ]


def _planned(session: Session, actor: Actor, agency: str, today: date) -> list[dict[str, Any]]:
    """Return what the agency plans or joins on these days."""
    first = day_number(today)
    same = and_(PlanJoining.enterprise_id == PlannedVisit.enterprise_id, PlanJoining.plan_id == PlannedVisit.id)
    joins = select(PlanJoining.plan_id).where(
        same, PlanJoining.agency == agency, PlanJoining.answer == JoiningAnswer.JOINED
    )
    sent = select(PlannedVisitOfficer.planned_visit_id).where(
        PlannedVisitOfficer.enterprise_id == PlannedVisit.enterprise_id,
        PlannedVisitOfficer.planned_visit_id == PlannedVisit.id,
        PlannedVisitOfficer.officer_id == actor.officer_id,
    )
    query = (
        select(PlannedVisit, Enterprise, sent.exists())
        .join(Enterprise, Enterprise.id == PlannedVisit.enterprise_id)
        .where(PlannedVisit.state == PlannedVisitState.PLANNED, PlannedVisit.day.between(first, first + _DAYS - 1))
        .where(or_(PlannedVisit.agency == agency, joins.exists()))
        .order_by(PlannedVisit.day, PlannedVisit.id)
        .limit(_MOST)
    )
    found = session.execute(query).all()
    going = _going(session, agency, [(plan.enterprise_id, plan.id) for plan, _, _ in found])
    return [
        {
            **_firm(firm),
            "plan": str(plan.id),
            "day": date_of(plan.day).isoformat(),
            "half_day": plan.half_day.value if plan.half_day else None,
            "type": plan.type.value,
            "items": sorted(split_items(plan.items)) if plan.agency == agency else [],
            "mine": bool(mine),
            "going": going[plan.id],
            "lead": plan.agency == agency,
        }
        for plan, firm, mine in found
    ]


def _going(session: Session, agency: str, plans: Sequence[tuple[UUID, UUID]]) -> Mapping[UUID, list[str]]:
    """Return the certificates of the agency's officers who are sent to each of these planned visits."""
    found: dict[UUID, list[str]] = defaultdict(list)
    query = (
        select(PlannedVisitOfficer.planned_visit_id, Officer.certificate_no)
        .join(Officer, Officer.id == PlannedVisitOfficer.officer_id)
        .where(tuple_(PlannedVisitOfficer.enterprise_id, PlannedVisitOfficer.planned_visit_id).in_(plans))
        .where(PlannedVisitOfficer.agency == agency)
        .order_by(Officer.certificate_no)
    )
    for plan_id, certificate in session.execute(query):
        found[plan_id].append(certificate)
    return found


def _tasks(session: Session, agency: str, today: date) -> list[dict[str, Any]]:
    """Return the agency's open tasks that end on these days."""
    first = day_number(today)
    query = (
        select(InspectionTask, Enterprise)
        .join(Enterprise, Enterprise.id == InspectionTask.enterprise_id)
        .where(InspectionTask.state == TaskState.OPEN, InspectionTask.agency == agency)
        .where(InspectionTask.last_day.between(first, first + _DAYS - 1))
        .order_by(InspectionTask.last_day, InspectionTask.id)
        .limit(_MOST)
    )
    return [
        {
            **_firm(firm),
            "plan": None,
            "day": date_of(task.last_day).isoformat(),
            "half_day": None,
            "type": task.type.value,
            "items": sorted(split_items(task.items)),
            "mine": False,
            "going": [],
            "lead": True,
        }
        for task, firm in session.execute(query)
    ]


def _firm(firm: Enterprise) -> dict[str, Any]:
    return {"id": str(firm.id), "name": firm.name, "uscc": firm.uscc, "address": firm.address, "codes": []}


def _name_codes(session: Session, firms: list[dict[str, Any]]) -> None:
    """Add the ids of the firms' active codes, by which the phone recognises them."""
    wanted = {UUID(firm["id"]) for firm in firms}
    query = select(SupervisionCode.enterprise_id, SupervisionCode.id).where(
        SupervisionCode.enterprise_id.in_(wanted), SupervisionCode.state == CodeState.ACTIVE
    )
    known: dict[str, list[str]] = {}
    for firm_id, code in session.execute(query):
        known.setdefault(str(firm_id), []).append(code)
    for firm in firms:
        firm["codes"] = known.get(firm["id"], [])
