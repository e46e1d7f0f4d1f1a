"""Turns the quiet periods of a policy file into QuietPeriods."""

from supervision_code.domain.quiet_periods import Coverage, Exemptions, QuietPeriod
from supervision_code.domain.registry import EnterpriseKind
from supervision_code.domain.table_problems import Expected
from supervision_code.domain.table_reading import Section
from supervision_code.domain.visits import InspectionType


def parse_quiet_periods(top: Section) -> tuple[QuietPeriod, ...]:
    """Return the quiet periods; what is wrong with them is noted in the report of the section."""
    periods: list[QuietPeriod] = []
    seen: set[str] = set()
    for section in top.sections("quiet_periods"):
        period = _quiet_period(section)
        if period.id in seen:
            section.problem("id", Expected.UNIQUE)
        seen.add(period.id)
        periods.append(period)
    return tuple(periods)


def _quiet_period(section: Section) -> QuietPeriod:
    first_day = section.day("first_day") if section.has("first_day") else None
    last_day = section.day("last_day") if section.has("last_day") else None
    if not section.has("days_of_month") and (first_day is None or last_day is None):
        section.problem("last_day" if first_day else "first_day", Expected.PRESENT)
    return QuietPeriod(
        id=section.text("id"),
        name=section.text("name"),
        legal_basis=section.text("legal_basis"),
        first_day=first_day,
        last_day=last_day,
        days_of_month=section.wholes("days_of_month", 1, 31) if section.has("days_of_month") else frozenset(),
        covers=_coverage(section.optional_section("covers")),
        exempt=_exemptions(section.optional_section("exempt")),
    )


def _coverage(section: Section | None) -> Coverage:
    if section is None:
        return Coverage()
    return Coverage(
        districts=section.names("districts") if section.has("districts") else frozenset(),
        industries=section.names("industries") if section.has("industries") else frozenset(),
        kinds=section.choices("kinds", EnterpriseKind) if section.has("kinds") else frozenset(),
        firms=section.names("firms") if section.has("firms") else frozenset(),
    )


def _exemptions(section: Section | None) -> Exemptions:
    if section is None:
        return Exemptions()
    return Exemptions(
        types=section.choices("types", InspectionType) if section.has("types") else frozenset(),
        agencies=section.names("agencies") if section.has("agencies") else frozenset(),
        items=section.names("items") if section.has("items") else frozenset(),
        ordered_from_above=section.has("ordered_from_above") and section.flag("ordered_from_above"),
        emergency=section.has("emergency") and section.flag("emergency"),
    )
