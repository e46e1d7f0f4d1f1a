"""The small restaurant in Huaqiangbei that the demonstration accounts have to do with."""

from collections.abc import Sequence
from typing import Final

from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.registry import EnterpriseKind, EnterpriseStatus, RiskTier
from supervision_code.importing.demo.city import Firm, Street
from supervision_code.importing.demo.credit import invent
from supervision_code.importing.demo.firms import read_trades
from supervision_code.importing.demo.tables import dice
from supervision_code.persistence.log import enterprise_facts
from supervision_code.persistence.models.registry import Enterprise

SHOP_NAME: Final = "深圳市福田区巷口阿棠湘菜馆"
_STREET: Final = "华强北街道"
_TRADE: Final = "H6210"


def build_shop(streets: Sequence[Street]) -> Firm:
    """Return the restaurant."""
    street = next(street for street in streets if street.name == _STREET)
    uscc = invent(EnterpriseKind.SOLE_TRADER, street.district, dice("shop"))
    row = Enterprise(
        id=enterprise_id_of(uscc),
        uscc=uscc,
        name=SHOP_NAME,
        kind=EnterpriseKind.SOLE_TRADER,
        district=street.district,
        street=street.code,
        address=f"深圳市{street.district_name}{street.name}康乐路36号一层108铺",
        industry=_TRADE,
        risk_tier=RiskTier.C,
        latitude=round(street.latitude + 0.0012, 6),
        longitude=round(street.longitude - 0.0008, 6),
        status=EnterpriseStatus.ACTIVE,
    )
    trade = next(trade for trade in read_trades() if trade.industry == _TRADE)
    return Firm(id=row.id, row=row, facts=enterprise_facts(row), trade=trade, attention=0, active=True, hotspot=False)
