"""The firms of the demonstration city: what they do, where they are, and how they came to be watched."""

import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Final

from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.registry import EnterpriseKind, EnterpriseStatus, RiskTier
from supervision_code.importing.demo import names
from supervision_code.importing.demo.city import Firm, Street, Trade
from supervision_code.importing.demo.credit import invent
from supervision_code.importing.demo.tables import dice, read_rows, words
from supervision_code.persistence.log import enterprise_facts
from supervision_code.persistence.models.registry import Enterprise

_TIERS: Final = (RiskTier.A, RiskTier.B, RiskTier.C, RiskTier.D, None)
_TIERS_OF_CALM: Final = (30, 44, 12, 2, 12)
_TIERS_OF_WATCHED: Final = (12, 40, 27, 8, 13)
_WATCHED: Final = 1.2
_DRAW: Final[Mapping[RiskTier | None, float]] = {
    RiskTier.A: 0.45,
    RiskTier.B: 0.8,
    RiskTier.C: 1.7,
    RiskTier.D: 2.8,
    None: 1.0,
}
_HOTSPOTS: Final = 0.06
_HOTSPOT_DRAW: Final = 2
_HOTSPOT_TRADES: Final = ("H62", "C", "O8111", "R90", "F5213")
_CLOSED: Final = 0.02
_SPREAD_DEGREES: Final = 0.0035
_MOST_ATTENTION: Final = 11.0


def build_firms(streets: Sequence[Street], count: int, taken: Iterable[str]) -> list[Firm]:
    """Return firms; the same ones each time, whatever the day. No firm bears a name that is taken."""
    rolls, trades, known = dice("firms"), read_trades(), set(taken)
    by_zone = {trade.industry: [street for street in streets if street.zone in trade.zones] for trade in trades}
    limits = list(accumulate(trade.weight for trade in trades))
    firms = []
    for _ in range(count):
        trade = rolls.choices(trades, cum_weights=limits)[0]
        places = by_zone[trade.industry]
        street = rolls.choices(places, [place.weight for place in places])[0]
        firms.append(_firm(trade, street, rolls, known))
    return firms


def read_trades() -> list[Trade]:
    """Return the kinds of business."""
    return [
        Trade(
            industry=row["industry"],
            sole=float(row["sole"]) / 100,
            cooperative=float(row["cooperative"]) / 100,
            weight=float(row["weight"]),
            zones=frozenset(words(row["zones"])),
            attention=float(row["attention"]),
            shop=words(row["shop"]),
            company=words(row["company"]),
            society=words(row["society"]),
            lines={name: float(value) for name, value in (pair.split(":") for pair in words(row["lines"]))},
        )
        for row in read_rows("trades.csv")
    ]


def _firm(trade: Trade, street: Street, rolls: random.Random, taken: set[str]) -> Firm:
    kind = _kind(trade, rolls)
    tier = rolls.choices(_TIERS, _TIERS_OF_WATCHED if trade.attention > _WATCHED else _TIERS_OF_CALM)[0]
    uscc = invent(kind, street.district, rolls)
    hotspot = trade.industry.startswith(_HOTSPOT_TRADES) and rolls.random() < _HOTSPOTS
    attention = min(_MOST_ATTENTION, trade.attention * _DRAW[tier] * rolls.lognormvariate(0, 1.0))
    row = Enterprise(
        id=enterprise_id_of(uscc),
        uscc=uscc,
        name=_name(kind, trade, street, rolls, taken),
        kind=kind,
        district=street.district,
        street=street.code,
        address=f"深圳市{street.district_name}{street.name}{_address(kind, trade, rolls)}",
        industry=trade.industry,
        risk_tier=tier,
        latitude=round(street.latitude + rolls.gauss(0, _SPREAD_DEGREES), 6),
        longitude=round(street.longitude + rolls.gauss(0, _SPREAD_DEGREES), 6),
        status=EnterpriseStatus.CLOSED if rolls.random() < _CLOSED else EnterpriseStatus.ACTIVE,
    )
    return Firm(
        id=row.id,
        row=row,
        facts=enterprise_facts(row),
        trade=trade,
        attention=attention * (_HOTSPOT_DRAW if hotspot else 1),
        active=row.status is EnterpriseStatus.ACTIVE,
        hotspot=hotspot,
    )


def _kind(trade: Trade, rolls: random.Random) -> EnterpriseKind:
    lot = rolls.random()
    if lot < trade.sole:
        return EnterpriseKind.SOLE_TRADER
    if lot < trade.sole + trade.cooperative:
        return EnterpriseKind.COOPERATIVE
    return EnterpriseKind.ENTERPRISE


def _name(kind: EnterpriseKind, trade: Trade, street: Street, rolls: random.Random, taken: set[str]) -> str:
    """Return a name that no other firm of the city bears."""
    while True:
        if kind is EnterpriseKind.ENTERPRISE:
            name = f"深圳市{names.company_brand(rolls)}{rolls.choice(trade.company)}"
        elif kind is EnterpriseKind.SOLE_TRADER:
            name = f"深圳市{street.district_name}{names.shop_brand(rolls)}{rolls.choice(trade.shop)}"
        else:
            name = f"深圳市{street.district_name}{names.shop_brand(rolls)}{rolls.choice(trade.society)}专业合作社"
        if name not in taken and not names.is_famous(name):
            taken.add(name)
            return name


def _address(kind: EnterpriseKind, trade: Trade, rolls: random.Random) -> str:
    if trade.industry.startswith(("C", "N", "G5942", "G5431", "G5435")):
        return names.factory_address(rolls)
    if kind is EnterpriseKind.ENTERPRISE and trade.industry.startswith(("I", "M", "L", "E", "K", "H6241")):
        return names.office_address(rolls)
    return names.shop_address(rolls)
