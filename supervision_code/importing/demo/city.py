"""What the demonstration city is made of, before it is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from supervision_code.domain.frequency import EnterpriseFacts
from supervision_code.domain.registry import ItemMethod
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.registry import Agency, Enterprise, InspectionItem, Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class CitySize:
    """How large the city is."""

    firms: int = 3000
    officers: int = 300
    visits: int = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """A street as the register has it, with a point inside it and what is found there."""

    code: str
    name: str
    district: str
    district_name: str
    latitude: float
    longitude: float
    zone: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A kind of business: where it is found, what it is called, and which agencies care for it."""

    industry: str
    sole: float
    cooperative: float
    weight: float
    zones: frozenset[str]
    attention: float
    shop: tuple[str, ...]
    company: tuple[str, ...]
    society: tuple[str, ...]
    lines: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A firm: its row, its trade, and how much it draws inspections."""

    id: UUID
    row: Enterprise
    facts: EnterpriseFacts
    trade: Trade
    attention: float
    active: bool
    hotspot: bool
    """Whether agencies come without looking at who has been there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyStaff:
    """An agency with its people and items, and how it works."""

    code: str
    row: Agency
    reach: str
    """The area it works in: the city, a district or a street."""
    line: str
    volume: float
    stubborn: float
    """How often it comes all the same when a rule says it is too often."""
    records: str
    """How well it records: good, fair or poor."""
    officers: tuple[Officer, ...]
    duty: tuple[tuple[UUID, date], ...]
    """Each officer with the last day on which the officer may go out."""
    items: tuple[tuple[InspectionItem, tuple[str, ...]], ...]
    """Each item with the industries it is for; none stands for all."""
    fitting: dict[str, tuple[tuple[str, bool], ...]] = field(default_factory=dict)

    def items_for(self, industry: str) -> tuple[tuple[str, bool], ...]:
        """Return the items for visits that fit an industry, and whether each is made for that industry."""
        if industry not in self.fitting:
            self.fitting[industry] = tuple(
                (item.code, bool(fits))
                for item, fits in self.items
                if item.method is ItemMethod.ON_SITE and (not fits or industry.startswith(fits))
            )
        return self.fitting[industry]


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """The registers of the city."""

    streets: Sequence[Street]
    agencies: Mapping[str, AgencyStaff]
    firms: Sequence[Firm]
    shop: Firm
    """The small restaurant that most demonstration accounts have to do with; not among ``firms``."""
    accounts: Mapping[UUID, Account] = field(default_factory=dict)
    """By officer, and by firm for the firm's administrator."""
    supervisors: Mapping[str, tuple[Account, ...]] = field(default_factory=dict)
    """By district; those of the city under its own code."""
