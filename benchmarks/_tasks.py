"""A city of open tasks: agencies, their items, firms (some without joint visits), and what is to be inspected there."""

import random
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from supervision_code.adapters.credit_codes import check_digit
from supervision_code.domain.days import day_number, day_of
from supervision_code.domain.identifiers import enterprise_id_of, new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.registry import (
    AgencyLevel,
    DistrictLevel,
    EnterpriseKind,
    EnterpriseStatus,
    ItemMethod,
    RiskTier,
)
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.notices import FirmWish
from supervision_code.persistence.models.registry import Agency, District, Enterprise, InspectionItem
from supervision_code.product import Supervision

_AGENCIES: Final = [f"A{number:02}" for number in range(30)]
_DISTRICTS: Final = [f"4403{number:02}" for number in range(3, 13)]
QUIET: Final = f"""
[[quiet_periods]]
id = "bench"
name = "测量"
legal_basis = "测量"
days_of_month = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
[quiet_periods.covers]
districts = ["{_DISTRICTS[0]}"]
[quiet_periods.exempt]
types = ["campaign"]
"""


def fill(supervision: Supervision, number: int) -> None:
    """Store so many open tasks, by chance that is the same each time, at a third as many firms."""
    chance, now = random.Random(2026), supervision.clock.now()
    firms = [_firm(index, chance) for index in range(number // 3)]
    with supervision.database.begin() as session:
        session.add(District(code="440300", name="深圳市", level=DistrictLevel.CITY, parent=None))
        session.flush()
        for code in _DISTRICTS:
            session.add(District(code=code, name=code, level=DistrictLevel.DISTRICT, parent="440300"))
        session.flush()
        for code in _AGENCIES:
            session.add(Agency(code=code, name=code, level=AgencyLevel.CITY, district="440300", parent=None))
        session.flush()
        insert_rows(session, InspectionItem.__table__, [row for code in _AGENCIES for row in _items(code)])
        insert_rows(session, Enterprise.__table__, firms)
        opted_out = [
            {"enterprise_id": firm["id"], "since": now, "wished_by": UUID(int=1)}
            for firm in firms
            if chance.random() < 0.03
        ]
        insert_rows(session, FirmWish.__table__, opted_out)
        today = day_of(now)
        tasks = [_task(chance.choice(firms)["id"], chance, today, now) for _ in range(number)]
        insert_rows(session, InspectionTask.__table__, tasks)


def _items(agency: str) -> list[dict[str, Any]]:
    """Twenty items each, of which one cannot be combined."""
    return [
        {
            "code": f"{agency}-{number}",
            "agency": agency,
            "name": f"事项{number}",
            "legal_basis": "",
            "method": ItemMethod.ON_SITE,
            "combinable": number > 0,
        }
        for number in range(20)
    ]


def _firm(number: int, chance: random.Random) -> dict[str, Any]:
    code = f"91440300{number + 1:09d}"
    code += check_digit(code)
    return {
        "id": enterprise_id_of(code),
        "uscc": code,
        "name": f"测量{number}",
        "kind": EnterpriseKind.ENTERPRISE,
        "district": chance.choice(_DISTRICTS),
        "street": None,
        "address": "",
        "industry": "C1300",
        "risk_tier": RiskTier.B,
        "latitude": None,
        "longitude": None,
        "status": EnterpriseStatus.ACTIVE,
    }


def _task(firm: UUID, chance: random.Random, today: date, now: Any) -> dict[str, Any]:
    agency = chance.choice(_AGENCIES)
    first = today + timedelta(days=chance.randrange(-20, 200))
    last = first + timedelta(days=chance.choice((30, 60, 90, 120)))
    # One in twenty names the item that cannot be combined.
    items = sorted({f"{agency}-{0 if chance.random() < 0.05 else chance.randrange(1, 20)}"})
    return {
        "enterprise_id": firm,
        "id": new_id(now),
        "inspection_plan_id": None,
        "agency": agency,
        "type": InspectionType.CAMPAIGN if chance.random() < 0.2 else InspectionType.ROUTINE,
        "items": ";".join(items),
        "ordered_from_above": False,
        "may_be_joint": chance.random() > 0.05,
        "first_day": day_number(first),
        "last_day": day_number(last),
        "state": TaskState.OPEN,
        "planned_visit_id": None,
        "without_notice": "双随机抽查" if chance.random() < 0.02 else "",
        "made_at": now,
        "ended_at": None,
        "dropped_reason": "",
    }
