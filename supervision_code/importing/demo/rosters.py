"""Who is on duty, who goes with whom, and which firms an agency has an eye on."""

import random
from collections.abc import Iterable, Set
from datetime import date
from itertools import accumulate
from typing import Final
from uuid import UUID

from supervision_code.importing.demo.city import AgencyStaff, Firm
from supervision_code.persistence.inbox import WHOLE_CITY

_PAIR: Final = 2
_THREE: Final = 0.2
_ANYBODY: Final = {"market": 0.05, "fire": 0.05, "street": 0.1, "safety": 0.02, "labour": 0.03}


class Roster:
    """The officers of all agencies on one day; who has been called is not called again."""

    def __init__(self, agencies: Iterable[AgencyStaff], day: date, dice: random.Random, away: Set[UUID]) -> None:
        self._dice = dice
        self._free: dict[str, list[UUID]] = {}
        for agency in agencies:
            present = [officer for officer, last in agency.duty if day <= last and officer not in away]
            dice.shuffle(present)
            self._free[agency.code] = present

    def call(self, agency: str) -> tuple[UUID, ...]:
        """Return two officers, seldom three; nobody when too few are left."""
        free = self._free[agency]
        size = _PAIR + (self._dice.random() < _THREE and len(free) > _PAIR)
        if len(free) < _PAIR:
            return ()
        team, self._free[agency] = tuple(free[:size]), free[size:]
        return team


class Grounds:
    """The firms of an agency's area and line, street by street, by how much they draw its eye."""

    def __init__(self, agency: AgencyStaff, firms: Iterable[Firm]) -> None:
        self._by_street: dict[str, tuple[list[Firm], list[float]]] = {}
        found: dict[str, list[tuple[Firm, float]]] = {}
        for firm in firms:
            weight = interest(agency, firm)
            if weight > 0:
                found.setdefault(firm.facts.street, []).append((firm, weight))
        for street, pairs in found.items():
            self._by_street[street] = ([firm for firm, _ in pairs], list(accumulate(weight for _, weight in pairs)))
        self._streets = list(self._by_street)
        # Teams spread over the streets more evenly than the firms' weights alone would send them.
        self._limits = list(accumulate(limits[-1] ** 0.8 for _, limits in self._by_street.values()))

    def street(self, dice: random.Random) -> str | None:
        """Return a street to go to."""
        return dice.choices(self._streets, cum_weights=self._limits)[0] if self._streets else None

    def firm(self, street: str, dice: random.Random) -> Firm:
        """Return a firm in a street."""
        firms, limits = self._by_street[street]
        return dice.choices(firms, cum_weights=limits)[0]


def interest(agency: AgencyStaff, firm: Firm) -> float:
    """Return how much a firm draws the eye of an agency; 0 outside its area or line."""
    facts = firm.facts
    if not firm.active or agency.reach not in {WHOLE_CITY, facts.district, facts.street}:
        return 0
    if not agency.items_for(facts.industry):
        return 0
    return firm.attention * firm.trade.lines.get(agency.line, _ANYBODY.get(agency.line, 0))
