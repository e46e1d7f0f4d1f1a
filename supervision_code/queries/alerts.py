"""Alerts in a list: filtered by state, level, rule, agency, time and words, sorted, cut into pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, case, func, or_, select

from supervision_code.domain.alerts import UNFINISHED, AlertState
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.periods import PERIODS, period_ending
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.registry import Agency, District, Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.alert_rows import AlertRow, alert_rows
from supervision_code.queries.paging import AnySelect, Cut, Fetched, Order, fetch

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
            rows = alert_rows(session, fetched.rows, today)
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
                rows = alert_rows(session, fetched.rows, today)
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
