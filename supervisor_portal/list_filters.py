"""The filters of each list as chips and tabs: every choice is an address."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

from supervision_code.domain.complaints import ComplaintGround
from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.domain.periods import PERIODS, Period
from supervision_code.domain.registry import AgencyLevel
from supervision_code.queries.agencies import AgenciesAsked
from supervision_code.queries.alerts import AlertsAsked, AlertSort, AlertView
from supervision_code.queries.area_visits import AreaVisitsAsked, VisitMark
from supervision_code.queries.complaint_cases import ComplaintsAsked, ComplaintSort, ComplaintView
from supervision_code.queries.disputes import DisputeView
from supervision_code.queries.findings import FindingsAsked
from supervision_code.queries.held_events import HeldView
from supervision_code.queries.saved_visits import SavingsAsked
from supervision_code.queries.savings import SavedState
from supervision_code.queries.trail import TrailAsked, TrailSubject
from supervision_code.web.filters import day, month
from supervision_code.web.messages import label_key, t
from supervisor_portal.addresses import ANY_TIME, here

Chip = tuple[str, str, bool]
Tab = tuple[str, str, bool, int]
Group = tuple[str, list[Chip]]
Districts = Sequence[tuple[str, str]]
_LEVELS: Final = (Level.RED, Level.ORANGE, Level.YELLOW)


def tabs(vocabulary: type[StrEnum], name: str, current: StrEnum, usual: StrEnum) -> list[Tab]:
    """Return the tabs of a vocabulary; the usual one stands in no address."""
    return [
        (t(label_key(member)), here(**{name: "" if member is usual else member.value}), member is current, 0)
        for member in vocabulary
    ]


def alert_tabs(asked: AlertsAsked) -> list[Tab]:
    """Return the tabs of the alerts."""
    return tabs(AlertView, "state", asked.view, AlertView.UNFINISHED)


def alert_filters(asked: AlertsAsked, agency: str, districts: Districts) -> list[Group]:
    """Return the filters of the alerts."""
    return _said(
        (t("supervisor-filter-level"), _chips(_LEVELS, "level", asked.level)),
        (t("supervisor-filter-rule"), _chips(FrequencyRule, "rule", asked.rule)),
        (t("supervisor-filter-visit-time"), _periods(asked.days, any_time=True)),
        _sort(AlertSort, asked.sort, AlertSort.LEVEL),
        _districts(districts, asked.district),
        _agency(agency),
    )


def complaint_tabs(asked: ComplaintsAsked) -> list[Tab]:
    """Return the tabs of the complaints."""
    return tabs(ComplaintView, "due", asked.view, ComplaintView.UNFINISHED)


def complaint_filters(asked: ComplaintsAsked, agency: str, districts: Districts) -> list[Group]:
    """Return the filters of the complaints."""
    return _said(
        (t("supervisor-filter-filed-time"), _periods(asked.days, any_time=True)),
        _sort(ComplaintSort, asked.sort, ComplaintSort.DEADLINE),
        _districts(districts, asked.district),
        _agency(agency),
        (t("supervisor-filter-ground"), _chips(ComplaintGround, "ground", asked.ground)),
    )


def dispute_tabs(view: DisputeView) -> list[Tab]:
    """Return the tabs of the disputes."""
    return tabs(DisputeView, "state", view, DisputeView.WAITING)


def held_tabs(view: HeldView) -> list[Tab]:
    """Return the tabs of the held events."""
    return tabs(HeldView, "state", view, HeldView.WAITING)


def visit_tabs(asked: AreaVisitsAsked) -> list[Tab]:
    """Return the tabs of the visits."""
    return tabs(VisitMark, "mark", asked.mark, VisitMark.ALL)


def visit_filters(asked: AreaVisitsAsked, agency: str, districts: Districts) -> list[Group]:
    """Return the filters of the visits."""
    return _said(
        (t("supervisor-filter-time"), _time(asked.days, asked.span)),
        _districts(districts, asked.district),
        _agency(agency),
    )


def finding_filters(asked: FindingsAsked, agency: str, districts: Districts) -> list[Group]:
    """Return the filters of the findings."""
    return _said(
        (t("supervisor-filter-time"), _time(asked.days, asked.span)),
        (t("supervisor-filter-level"), _chips(_LEVELS, "level", asked.level)),
        (t("supervisor-filter-rule"), _chips(FrequencyRule, "rule", asked.rule)),
        _districts(districts, asked.district),
        _agency(agency),
    )


def saving_filters(asked: SavingsAsked, agency: str, districts: Districts) -> list[Group]:
    """Return the filters of the visits avoided."""
    chosen = month(f"{asked.month:%Y-%m}") if asked.month else ""
    return _said(
        (t("supervisor-column-saved-state"), _chips(SavedState, "state", asked.state)),
        _districts(districts, asked.district),
        _agency(agency),
        (t("supervisor-joint-by-month"), [(chosen, here(month=""), True)] if chosen else []),
    )


def firm_filters(district: str, districts: Districts) -> list[Group]:
    """Return the filters of the firms."""
    return _said(_districts(districts, district))


def agency_filters(asked: AgenciesAsked) -> list[Group]:
    """Return the filters of the agencies."""
    every = not asked.only_active
    return _said(
        (t("supervisor-filter-time"), _periods(asked.days)),
        (t("supervisor-filter-agency-level"), _chips(AgencyLevel, "level", asked.level)),
        (
            t("supervisor-filter-shown"),
            [
                (t("supervisor-agencies-active"), here(all=""), not every),
                (t("supervisor-agencies-all"), here(all="yes"), every),
            ],
        ),
    )


def trail_filters(asked: TrailAsked) -> list[Group]:
    """Return the filters of the trail."""
    return _said(
        (t("supervisor-filter-time"), _periods(asked.days)),
        (
            t("supervisor-filter-subject"),
            [
                (
                    t(label_key(one)),
                    here(subject="" if one is TrailSubject.ALL else one.value),
                    one is asked.subject,
                )
                for one in TrailSubject
            ],
        ),
    )


def period_chips(current: int) -> list[Chip]:
    """Return the chips that choose how far a page looks back."""
    return _periods(current)


def _chips(members: Iterable[StrEnum], name: str, current: StrEnum | None) -> list[Chip]:
    """Return chips; choosing the chosen one again takes the filter away."""
    return [(t(label_key(one)), here(**{name: "" if one is current else one.value}), one is current) for one in members]


def _periods(current: int, *, any_time: bool = False) -> list[Chip]:
    lengths = (*PERIODS, ANY_TIME) if any_time else PERIODS
    return [(_period(length), here(days=length), length == current) for length in lengths]


def _time(current: int, span: Period | None) -> list[Chip]:
    """Return the periods; while a span of days is chosen, none of them is, and the span can be taken away."""
    if span is None:
        return _periods(current)
    days = t("supervisor-span", first=day(span.first), last=day(span.last))
    away = [(text, here(days=length, first="", last=""), False) for text, length in _lengths()]
    return [(days, here(first="", last=""), True), *away]


def _lengths() -> list[tuple[str, int]]:
    return [(_period(length), length) for length in PERIODS]


def _period(length: int) -> str:
    return t("supervisor-period", days=length) if length else t("supervisor-period-any")


def _sort(vocabulary: type[StrEnum], current: StrEnum, usual: StrEnum) -> Group:
    return (
        t("supervisor-filter-sort"),
        [(t(label_key(one)), here(sort="" if one is usual else one.value), one is current) for one in vocabulary],
    )


def _districts(districts: Districts, current: str) -> Group:
    chips = [(name, here(district="" if code == current else code), code == current) for code, name in districts]
    return t("supervisor-filter-district"), chips


def _agency(name: str) -> Group:
    return t("supervisor-filter-agency"), [(name, here(agency=""), True)] if name else []


def _said(*groups: Group) -> list[Group]:
    return [group for group in groups if group[1]]
