"""Quiet periods (宁静日): the days on which firms are left alone, whom they cover and who is exempt."""

from dataclasses import dataclass
from datetime import date

from supervision_code.domain.registry import EnterpriseKind
from supervision_code.domain.visits import InspectionType


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Whom a quiet period covers.

    A firm named is always covered. Otherwise it must match every list that is not empty. Nothing stated: all firms.
    """

    districts: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    kinds: frozenset[EnterpriseKind] = frozenset()
    firms: frozenset[str] = frozenset()

    def includes(self, *, uscc: str, kind: EnterpriseKind, areas: frozenset[str], industry: str) -> bool:
        """Say whether a firm is covered; an industry is matched by the beginning of its code."""
        if uscc in self.firms:
            return True
        if self.firms and not (self.districts or self.industries or self.kinds):
            return False
        return (
            (not self.districts or not self.districts.isdisjoint(areas))
            and (not self.industries or industry.startswith(tuple(self.industries)))
            and (not self.kinds or kind in self.kinds)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemptions:
    """Who may come all the same.

    Types, agencies, items and ``ordered_from_above`` exempt one agency's part; a visit is exempt when each counting
    part is. ``emergency`` exempts the whole visit as soon as one agency in it came for an emergency.
    """

    types: frozenset[InspectionType] = frozenset()
    agencies: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    ordered_from_above: bool = False
    emergency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietPeriod:
    """One quiet period: from day to day, or certain days of each month, or certain days of the months in a range."""

    id: str
    name: str
    legal_basis: str
    first_day: date | None = None
    last_day: date | None = None
    days_of_month: frozenset[int] = frozenset()
    covers: Coverage = Coverage()
    exempt: Exemptions = Exemptions()

    def contains(self, day: date) -> bool:
        """Say whether a day lies in the period; both ends belong to it."""
        if self.first_day is not None and day < self.first_day:
            return False
        if self.last_day is not None and day > self.last_day:
            return False
        return not self.days_of_month or day.day in self.days_of_month
