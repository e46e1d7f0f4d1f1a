"""Planned visits: most of the recent ones made, some called off, a few whose day passed, and those still ahead."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of, day_number, day_of
from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.domain.registry import CertificateStatus
from supervision_code.domain.visits import InspectionType, VisitKind
from supervision_code.importing.demo.accounts import MARKET, OFFICER_SEAT
from supervision_code.importing.demo.city import AgencyStaff, Firm
from supervision_code.importing.demo.rosters import Grounds, interest
from supervision_code.importing.demo.scene import Scene, at
from supervision_code.importing.demo.staged import StagedVisit
from supervision_code.importing.demo.story import Story
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.log import ITEM_MARK
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Officer

_PLANNED_SINCE: Final = timedelta(days=120)
_PLANNED: Final = 0.1
_CALLED_OFF: Final = 0.12
_PASSED: Final = 0.05
_AHEAD_DAYS: Final = 14
_UNASSIGNED: Final = 4
"""One in so many visits ahead has nobody yet."""
_AHEAD: Final = 0.45
_JOINED: Final = 0.22
_FOR_THE_SHOP: Final = ("SZ-WJW", 3)
_MARKET_TODAY: Final = (0, 0, 1, 3, 5)


def link_plans(scene: Scene, story: Story) -> list[dict[str, Any]]:
    """Say of some visits that they were planned, and return the rows of their plans."""
    rows = []
    now = story.visits["now"]
    for place, visit in enumerate(scene.log.visits):
        if visit.record.id == now.record.id or _was_planned(scene, visit):
            plan_id, row = _made(scene, visit)
            scene.log.visits[place] = replace(visit, record=replace(visit.record, plan_id=plan_id))
            rows.append(row)
    return rows


def store_plans(session: Session, scene: Scene, made: list[dict[str, Any]]) -> None:
    """Store all plans with the agencies that join."""
    ahead = [*_ahead(scene), *_of_the_visitors(scene)]
    insert_rows(session, PlannedVisit.__table__, [*made, *_not_made(scene, made), *(row for _, row in ahead)])
    joinings = [joining for firm, row in ahead if (joining := _joining(scene, firm, row))]
    insert_rows(session, PlanJoining.__table__, joinings)
    assigned = [one for place, (_, row) in enumerate(ahead) for one in _assigned(scene, row, place)]
    insert_rows(session, PlannedVisitOfficer.__table__, assigned)


def _assigned(scene: Scene, row: dict[str, Any], place: int) -> Iterator[dict[str, Any]]:
    """Yield the two officers of most visits ahead; some still wait for theirs."""
    agency = scene.city.agencies[row["agency"]]
    certified = [one.id for one in agency.officers if _is_certified(one, date_of(row["day"]))]
    if place % _UNASSIGNED == 0 or len(certified) < scene.policy.officers_per_visit:
        return
    seat = agency.officers[OFFICER_SEAT].id
    first = seat if agency.code == MARKET and seat in certified else certified[place % len(certified)]
    others = [officer for officer in certified if officer != first]
    for officer in (first, others[place % len(others)]):
        yield {
            "enterprise_id": row["enterprise_id"],
            "planned_visit_id": row["id"],
            "officer_id": officer,
            "agency": agency.code,
            "assigned_by": row["planned_by"],
            "assigned_at": row["planned_at"] + timedelta(hours=1),
        }


def _is_certified(officer: Officer, day: date) -> bool:
    return officer.status is CertificateStatus.VALID and (officer.valid_until is None or officer.valid_until >= day)


def _was_planned(scene: Scene, visit: StagedVisit) -> bool:
    record = visit.record
    return (
        record.kind is VisitKind.INSPECTION
        and record.parts[0].type is not InspectionType.CASE
        and not record.exception
        and visit.voiding is None
        and scene.now - record.started_at < _PLANNED_SINCE
        and scene.dice.random() < _PLANNED
    )


def _made(scene: Scene, visit: StagedVisit) -> tuple[UUID, dict[str, Any]]:
    lead = visit.record.parts[0]
    row = _row(
        scene,
        scene.city.agencies[lead.agency],
        visit.firm,
        day_of(visit.record.started_at),
        items=lead.items,
        type_=lead.type or InspectionType.ROUTINE,
    )
    return row["id"], row | {"state": PlannedVisitState.DONE, "visit_id": visit.record.id}


def _not_made(scene: Scene, made: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield plans like those that were carried out, but called off, or left until their day had passed."""
    today = day_number(scene.today)
    for row in made:
        lot, day = scene.dice.random(), row["day"] - scene.dice.randint(1, 6)
        if lot > _CALLED_OFF + _PASSED or day >= today:
            continue
        state = PlannedVisitState.CANCELLED if lot < _CALLED_OFF else PlannedVisitState.PLANNED
        planned_at = at(date_of(day) - timedelta(days=6), scene.dice.uniform(9 * 60, 17 * 60))
        plan_id = seeded_id(planned_at, scene.dice.getrandbits(74))
        yield row | {"id": plan_id, "day": day, "state": state, "visit_id": None, "planned_at": planned_at}


def _ahead(scene: Scene) -> Iterator[tuple[Firm, dict[str, Any]]]:
    for agency in scene.city.agencies.values():
        grounds = Grounds(agency, scene.city.firms)
        for number in range(1, _AHEAD_DAYS + 1):
            day = scene.today + timedelta(days=number)
            street = grounds.street(scene.dice)
            if scene.calendar.is_working_day(day) and street is not None and scene.dice.random() < _AHEAD:
                firm = grounds.firm(street, scene.dice)
                yield firm, _row(scene, agency, firm, day)


def _of_the_visitors(scene: Scene) -> Iterator[tuple[Firm, dict[str, Any]]]:
    """Yield a plan for the restaurant that others can join, and what the visiting officer means to do."""
    code, days = _FOR_THE_SHOP
    day = _working_day(scene, scene.today + timedelta(days=days))
    yield scene.city.shop, _row(scene, scene.city.agencies[code], scene.city.shop, day)
    market = scene.city.agencies[MARKET]
    grounds = Grounds(market, scene.city.firms)
    for days in _MARKET_TODAY:
        street = grounds.street(scene.dice)
        if street is not None:
            firm = grounds.firm(street, scene.dice)
            yield firm, _row(scene, market, firm, _working_day(scene, scene.today + timedelta(days=days)))


def _working_day(scene: Scene, day: date) -> date:
    """Return the day, or the next working day after it; today stays today."""
    while day != scene.today and not scene.calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def _row(
    scene: Scene,
    agency: AgencyStaff,
    firm: Firm,
    day: date,
    *,
    items: tuple[str, ...] = (),
    type_: InspectionType = InspectionType.ROUTINE,
) -> dict[str, Any]:
    planned_at = _planned_at(scene, day)
    codes = items or tuple(code for code, _ in agency.items_for(firm.facts.industry)[:2])
    return {
        "enterprise_id": firm.id,
        "id": seeded_id(planned_at, scene.dice.getrandbits(74)),
        "agency": agency.code,
        "day": day_number(day),
        "type": type_,
        "items": ITEM_MARK.join(sorted(codes)),
        "note": scene.say("plans", "notes"),
        "state": PlannedVisitState.PLANNED,
        "planned_by": scene.city.accounts[agency.officers[OFFICER_SEAT].id].id,
        "planned_at": planned_at,
        "visit_id": None,
    }


def _planned_at(scene: Scene, day: date) -> datetime:
    planned = at(day - timedelta(days=scene.dice.randint(4, 12)), scene.dice.uniform(9 * 60, 17 * 60 + 30))
    return planned if planned < scene.now else scene.now - timedelta(hours=scene.dice.uniform(3, 60))


def _joining(scene: Scene, firm: Firm, row: dict[str, Any]) -> dict[str, Any] | None:
    if firm is scene.city.shop or scene.dice.random() > _JOINED:
        return None
    lead = scene.city.agencies[row["agency"]]
    near = [
        agency
        for agency in scene.city.agencies.values()
        if agency.line != lead.line and agency.code != lead.code and interest(agency, firm) > 0
    ]
    if not near:
        return None
    agency = scene.dice.choice(near)
    joined_at = row["planned_at"] + (scene.now - row["planned_at"]) * scene.dice.random()
    account = scene.city.accounts[agency.officers[OFFICER_SEAT].id]
    return {
        "enterprise_id": firm.id,
        "plan_id": row["id"],
        "agency": agency.code,
        "joined_by": account.id,
        "joined_at": joined_at,
    }
