"""Quiet days: whether a visit may fall on a day, seen from each agency's part in it (宁静日)."""

from collections.abc import Iterable
from datetime import date

from supervision_code.domain.frequency_facts import EnterpriseFacts, ParticipationFacts
from supervision_code.domain.quiet_periods import Exemptions, QuietPeriod


def covers(period: QuietPeriod, enterprise: EnterpriseFacts) -> bool:
    """Say whether a period covers a firm."""
    areas = frozenset({enterprise.district, enterprise.street} - {""})
    return period.covers.includes(uscc=enterprise.uscc, kind=enterprise.kind, areas=areas, industry=enterprise.industry)


def part_exempt(exempt: Exemptions, part: ParticipationFacts) -> bool:
    """Say whether one agency's part may come all the same."""
    return (
        part.type in exempt.types
        or part.agency in exempt.agencies
        or not exempt.items.isdisjoint(part.items)
        or (exempt.ordered_from_above and part.ordered_from_above)
    )


def period_in_the_way(
    day: date, parts: Iterable[ParticipationFacts], firm: EnterpriseFacts, periods: Iterable[QuietPeriod]
) -> QuietPeriod | None:
    """Return the first quiet period that keeps a planned visit off a day; None: it may take place.

    A visit is exempt when every part is. Parts that the frequency rules would not count keep the peace as well: what
    is planned can be planned for another day.
    """
    coming = tuple(parts)
    for period in periods:
        if not period.contains(day) or not covers(period, firm):
            continue
        if not coming or not all(part_exempt(period.exempt, part) for part in coming):
            return period
    return None
