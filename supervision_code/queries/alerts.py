"""Alerts in a list: filtered by state, level, rule, agency, time and words, sorted, cut into pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select, tuple_
from sqlalchemy.orm import Session

from supervision_code.domain.alerts import UNFINISHED, AlertState, Settlement
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.findings import FindingState
from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.periods import PERIODS, period_ending
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.alerts import RULE_MARK
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.registry import Agency, District, Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import AnyRow, AnySelect, Cut, Fetched, Order, fetch

_USCC_LENGTH: Final = 18
_EXPORT_CHUNK: Final = 500
_EXPORT_LIMIT: Final = 20_000


class AlertView(StrEnum):
    """Which alerts a list shows by their state."""

    UNFINISHED = "unfinished"
    OPEN = "open"
    TAKEN = "taken"
    ASKED = "asked"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    SETTLED = "settled"
    LAPSED = "lapsed"
    ALL = "all"


class AlertSort(StrEnum):
    """What comes first."""

    LEVEL = "level"
    NEWEST = "newest"
    VISIT_DAY = "visit_day"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsAsked:
    """Which alerts are wanted; ``days`` 0 stands for any time, an empty word for any."""

    view: AlertView = AlertView.UNFINISHED
    level: Level | None = None
    rule: FrequencyRule | None = None
    agency: str = ""
    district: str = ""
    days: int = 0
    words: str = ""
    sort: AlertSort = AlertSort.LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """One finding of an alert in numbers."""

    rule: FrequencyRule
    count: int
    limit: int
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """One alert in a list."""

    enterprise_id: UUID
    id: UUID
    level: Level
    state: AlertState
    settlement: Settlement | None
    firm: str
    uscc: str
    district: str
    agency: str
    day: int
    number: str
    raised_at: datetime
    answer_by: date | None
    overdue: bool
    broken: tuple[BrokenRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertList:
    """One page of alerts, how many there are in all, and the name of the agency filtered by."""

    rows: tuple[AlertRow, ...]
    total: int
    newer: str
    older: str
    agency: str


class AlertQueries:
    """Looks at the alerts of the actor's area."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(self, actor: Actor, asked: AlertsAsked, cut: Cut) -> AlertList:
        """Return one page."""
        actor.require(Permission.ALERT_SEE)
        today = day_of(self._clock.now())
        with self._database.read() as session:
            query = _narrowed(_listing(actor), asked, today)
            total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
            fetched = fetch(session, query, _order(asked.sort), cut)
            agency = session.scalar(select(Agency.name).where(Agency.code == asked.agency)) if asked.agency else ""
            rows = _rows(session, fetched.rows, today)
        return AlertList(
            rows=rows, total=int(total), newer=fetched.newer, older=fetched.older, agency=agency or asked.agency
        )

    def export(self, actor: Actor, asked: AlertsAsked) -> Iterator[AlertRow]:
        """Yield what the list shows, page after page, up to 20,000 alerts."""
        actor.require(Permission.ALERT_SEE)
        today = day_of(self._clock.now())
        cut, left = Cut(limit=_EXPORT_CHUNK), _EXPORT_LIMIT
        while left > 0:
            with self._database.read() as session:
                fetched: Fetched = fetch(session, _narrowed(_listing(actor), asked, today), _order(asked.sort), cut)
                rows = _rows(session, fetched.rows, today)
            yield from rows[:left]
            left -= len(rows)
            if not fetched.older:
                return
            cut = replace(cut, at=fetched.older)


_SEVERITY: Final[ColumnElement[Any]] = case(
    (Alert.level == Level.RED, 3), (Alert.level == Level.ORANGE, 2), (Alert.level == Level.YELLOW, 1), else_=0
)


def _listing(actor: Actor) -> AnySelect:
    return (
        select(Alert, Enterprise.name, Enterprise.uscc, District.name, Agency.name, Visit.number)
        .join(Enterprise, Enterprise.id == Alert.enterprise_id)
        .join(Visit, (Visit.enterprise_id == Alert.enterprise_id) & (Visit.id == Alert.visit_id))
        .outerjoin(District, District.code == Alert.district)
        .outerjoin(Agency, Agency.code == Alert.agency)
        .where(within_reach(actor, Alert.district))
    )


def _narrowed(query: AnySelect, asked: AlertsAsked, today: date) -> AnySelect:
    query = query.where(*_of_view(asked.view, today))
    if asked.level is not None:
        query = query.where(Alert.level == asked.level)
    if asked.rule is not None:
        query = query.where(Alert.rules.contains(asked.rule.value))
    if asked.agency:
        query = query.where(Alert.agency == asked.agency)
    if asked.district:
        query = query.where(Alert.district == asked.district)
    if asked.days in PERIODS:
        query = query.where(Alert.day >= period_ending(today, asked.days).first_day)
    if words := asked.words.strip():
        query = query.where(_by_words(words))
    return query


def _of_view(view: AlertView, today: date) -> list[ColumnElement[bool]]:
    if view is AlertView.ALL:
        return []
    if view is AlertView.UNFINISHED:
        return [Alert.state.in_(sorted(UNFINISHED))]
    if view is AlertView.OVERDUE:
        return [Alert.state == AlertState.ASKED, Alert.answer_by < today]
    return [Alert.state == AlertState(view.value)]


def _by_words(words: str) -> ColumnElement[bool]:
    if len(words) == _USCC_LENGTH and words.isascii():
        return Alert.enterprise_id == enterprise_id_of(words.upper())
    return or_(Enterprise.name.contains(words, autoescape=True), Visit.number == words.upper())


def _order(sort: AlertSort) -> Order:
    match sort:
        case AlertSort.LEVEL:
            return Order(key=_SEVERITY, kind=int, id=Alert.id)
        case AlertSort.VISIT_DAY:
            return Order(key=Alert.day, kind=int, id=Alert.id)
        case AlertSort.OLDEST:
            return Order(key=Alert.raised_at, kind=datetime, id=Alert.id, descending=False)
        case AlertSort.NEWEST:
            return Order(key=Alert.raised_at, kind=datetime, id=Alert.id)


def _rows(session: Session, found: Sequence[AnyRow], today: date) -> tuple[AlertRow, ...]:
    broken = _broken(session, [row[0] for row in found])
    return tuple(
        AlertRow(
            enterprise_id=alert.enterprise_id,
            id=alert.id,
            level=alert.level,
            state=alert.state,
            settlement=alert.settlement,
            firm=firm,
            uscc=uscc,
            district=district or alert.district,
            agency=agency or alert.agency,
            day=alert.day,
            number=number,
            raised_at=alert.raised_at,
            answer_by=alert.answer_by if alert.state is AlertState.ASKED else None,
            overdue=is_overdue(alert, today),
            broken=broken.get(alert.visit_id) or _named_only(alert),
        )
        for alert, firm, uscc, district, agency, number, *_ in found
    )


def is_overdue(alert: Alert, today: date) -> bool:
    """Say whether an agency's answer is late."""
    return alert.state is AlertState.ASKED and alert.answer_by is not None and alert.answer_by < today


def _broken(session: Session, alerts: Iterable[Alert]) -> Mapping[UUID, tuple[BrokenRule, ...]]:
    """Return the standing findings of these alerts, the most serious first, by visit."""
    keys = [(alert.enterprise_id, alert.visit_id) for alert in alerts]
    by_visit: dict[UUID, tuple[BrokenRule, ...]] = {}
    query = (
        select(Finding, Agency.name)
        .outerjoin(Agency, Agency.code == Finding.agency)
        .where(
            tuple_(Finding.enterprise_id, Finding.visit_id).in_(keys),
            Finding.state == FindingState.STANDING,
        )
        .order_by(
            case((Finding.level == Level.RED, 0), (Finding.level == Level.ORANGE, 1), else_=2),
            Finding.rule,
            Finding.agency,
        )
    )
    for finding, agency in session.execute(query):
        rule = BrokenRule(rule=finding.rule, count=finding.count, limit=finding.limit, agency=agency or finding.agency)
        by_visit[finding.visit_id] = (*by_visit.get(finding.visit_id, ()), rule)
    return by_visit


def _named_only(alert: Alert) -> tuple[BrokenRule, ...]:
    """Return the rules an alert was raised for, without numbers: its findings stand no longer."""
    names = alert.rules.split(RULE_MARK) if alert.rules else []
    return tuple(BrokenRule(rule=FrequencyRule(name), count=0, limit=0, agency="") for name in names)
