"""The year of visits, day by day: each agency sends its teams out, each team goes from firm to firm."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from supervision_code.domain.days import day_number_of
from supervision_code.importing.demo import making
from supervision_code.importing.demo.city import AgencyStaff, Firm
from supervision_code.importing.demo.proving import prove
from supervision_code.importing.demo.rosters import Grounds, Roster
from supervision_code.importing.demo.scene import DAYS, Scene, at
from supervision_code.importing.demo.workload import Workload
from supervision_code.persistence.log import VisitRecord

_NOON: Final = 11 * 60 + 45
_AFTERNOON: Final = 14 * 60
_EVENING: Final = 17 * 60 + 35
_BY_NIGHT: Final = {"culture": 0.45, "fire": 0.1, "tobacco": 0.2, "market": 0.06, "street": 0.06}
_SESSIONS: Final = ((9 * 60 + 2, 10 * 60 + 30), (14 * 60 + 5, 15 * 60 + 40))
_NIGHTS: Final = (18 * 60 + 50, 20 * 60)
_NIGHT_ENDS: Final = 22 * 60 + 40
_TRIES: Final = 5
_A_TEAM_MAKES: Final = 3
_FEWEST_UNDER_WAY: Final = 3


def stage_year(scene: Scene, total: int, told: Callable[[int], None]) -> None:
    """Put a year of visits into the log; ``told`` hears after each day how many days are done."""
    workload = Workload(scene, total)
    agencies = scene.city.agencies.values()
    grounds = {agency.code: Grounds(agency, scene.city.firms) for agency in agencies}
    away = scene.log.out_by_day()
    for number in range(DAYS):
        day = scene.first_day + timedelta(days=number)
        roster = Roster(agencies, day, scene.dice, away[day])
        for agency in agencies:
            wanted = workload.take(agency, day)
            workload.put_off(agency, _work(scene, agency, grounds[agency.code], roster, day, wanted))
        told(number + 1)
    _someone_is_out(scene, grounds)
    _give_missing_reasons(scene)


def _work(scene: Scene, agency: AgencyStaff, grounds: Grounds, roster: Roster, day: date, count: int) -> int:
    """Send teams out until all visits of the day are made; return how many are not."""
    while count > 0:
        team, street = roster.call(agency.code), grounds.street(scene.dice)
        if not team or street is None:
            break
        by_night = scene.dice.random() < _BY_NIGHT.get(agency.line, 0)
        start: datetime | None = _first_start(scene, day, by_night=by_night)
        for _ in range(min(count, scene.dice.randint(2, _A_TEAM_MAKES + 2))):
            if start is None:
                break
            firm, record = _choose(scene, agency, grounds, team, street, start)
            end = _go(scene, agency, firm, _joined(scene, agency, record, firm, roster))
            start = _next_start(scene, day, end, by_night=by_night)
            count -= 1
    return count


def _first_start(scene: Scene, day: date, *, by_night: bool) -> datetime | None:
    session = _NIGHTS if by_night else scene.dice.choices(_SESSIONS, (62, 38))[0]
    start = at(day, scene.dice.uniform(*session))
    return start if start < scene.now else None


def _next_start(scene: Scene, day: date, end: datetime, *, by_night: bool) -> datetime | None:
    """Return when the team is at the next firm, after a break at noon; none when the day is over or still to come."""
    minute = (end - at(day, 0)).total_seconds() / 60 + scene.dice.uniform(8, 40)
    if _NOON < minute < _AFTERNOON:
        minute = _AFTERNOON + scene.dice.uniform(5, 35)
    start = at(day, minute)
    return start if start < scene.now and minute < (_NIGHT_ENDS if by_night else _EVENING) else None


def _choose(
    scene: Scene, agency: AgencyStaff, grounds: Grounds, team: Sequence[UUID], street: str, start: datetime
) -> tuple[Firm, VisitRecord]:
    """Return a firm and a visit to it; where a rule warns, most officers go elsewhere or only look in."""
    service = making.wants_service(scene, agency)
    for attempt in range(_TRIES + 1):
        firm = grounds.firm(street, scene.dice)
        service = service or attempt == _TRIES
        if scene.log.was_led(firm, agency.code, day_number_of(start)):
            continue
        record = making.make_visit(scene, agency, team, firm, start, service=service)
        level = making.warning(scene, firm, record)
        if level is None:
            return firm, record
        if making.goes_all_the_same(scene, agency, firm, start, level):
            return firm, replace(record, over_limit_reason=_excuse(scene, agency))
    firm = grounds.firm(street, scene.dice)
    return firm, making.make_visit(scene, agency, team, firm, start, service=True)


def _excuse(scene: Scene, agency: AgencyStaff) -> str:
    return scene.say("over_limit", "careless" if agency.records == "poor" else "any")


def _joined(scene: Scene, agency: AgencyStaff, record: VisitRecord, firm: Firm, roster: Roster) -> VisitRecord:
    """Return the visit with those who come along, unless that would break a rule that the visit alone does not."""
    together = making.with_company(scene, agency, record, firm, roster)
    if together is record or record.over_limit_reason or making.warning(scene, firm, together) is None:
        return together
    return record


def _go(scene: Scene, agency: AgencyStaff, firm: Firm, record: VisitRecord) -> datetime:
    """Put the visit into the log and return when the officers leave."""
    service = record.purpose is not None
    end = record.started_at + timedelta(minutes=making.minutes_there(scene, agency, service=service))
    scene.log.add(prove(scene, agency, firm, record, end))
    return end


def _give_missing_reasons(scene: Scene) -> None:
    """Let officers explain themselves where the visit of another agency, made up later, came before theirs that day."""
    log, firms = scene.log, scene.city.firms
    warned = {breach.visit for firm in firms for breach in log.breaches_of_busy_days(firm, scene.policy)}
    for place, visit in enumerate(log.visits):
        if visit.record.id in warned and not visit.record.over_limit_reason:
            reason = _excuse(scene, scene.city.agencies[visit.lead])
            log.visits[place] = replace(visit, record=replace(visit.record, over_limit_reason=reason))


def _someone_is_out(scene: Scene, grounds: dict[str, Grounds]) -> None:
    """Make sure that a few visits are under way now, whatever the hour."""
    out = sum(visit.ending is None for visit in scene.log.visits)
    roster = Roster(scene.city.agencies.values(), scene.today, scene.dice, scene.log.out_by_day()[scene.today])
    for code in ("BA-SCJG", "LG-SCJG", "SZ-WGLT", "SZ-XFJY")[: max(0, _FEWEST_UNDER_WAY - out)]:
        agency, street = scene.city.agencies[code], grounds[code].street(scene.dice)
        team = roster.call(code)
        if team and street is not None:
            start = scene.now - timedelta(minutes=scene.dice.uniform(6, 25))
            firm, record = _choose(scene, agency, grounds[code], team, street, start)
            scene.log.add(prove(scene, agency, firm, record, scene.now + timedelta(minutes=30)))
