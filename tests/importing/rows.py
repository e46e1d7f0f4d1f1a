"""One good row of each kind of file; a test says only what differs."""

from collections.abc import Mapping
from typing import Final

from supervision_code.importing.kinds import ImportKind
from tests.factories.registry import credit_code

FIRM: Final = credit_code(101)
OTHER_FIRM: Final = credit_code(102)

DISTRICT: Final = {"code": "XA", "name": "新区", "level": "district", "parent": "440300"}
AGENCY: Final = {"code": "SCJG", "name": "市场监督管理局", "level": "city", "district": "440300", "parent": ""}
OFFICER: Final = {
    "certificate_no": "SCJG-1",
    "name": "林晓东",
    "agency": "SCJG",
    "status": "valid",
    "valid_until": "2028-12-31",
}
ITEM: Final = {
    "code": "food",
    "agency": "SCJG",
    "name": "食品经营检查",
    "legal_basis": "",
    "method": "on_site",
    "combinable": "true",
}
ENTERPRISE: Final = {
    "uscc": FIRM,
    "name": "深圳市南园小厨餐饮有限公司",
    "kind": "enterprise",
    "district": "440304",
    "street": "440304001",
    "address": "南园路12号",
    "industry": "H6210",
    "risk_tier": "A",
    "latitude": "22.5339",
    "longitude": "114.0926",
    "status": "active",
}
CHECKLIST: Final = {
    "item": "food",
    "position": "1",
    "text": "食品经营许可证在有效期内并悬挂公示",
    "basis": "《食品经营许可和备案管理办法》第四十条",
    "kind": "yes_no",
}
INSPECTION: Final = {
    "source_ref": "R-1",
    "joint_ref": "",
    "uscc": FIRM,
    "started_at": "2026-03-02T09:00:00+08:00",
    "ended_at": "2026-03-02T10:00:00+08:00",
    "kind": "inspection",
    "agency": "SCJG",
    "type": "routine",
    "items": "food",
    "officers": "SCJG-1;SCJG-2",
    "ordered_from_above": "",
    "emergency": "",
    "result": "未发现问题",
}
COMPLAINT: Final = {
    "source_ref": "C-1",
    "received_at": "2026-03-03T08:30:00+08:00",
    "uscc": FIRM,
    "agency": "SCJG",
    "ground": "no_scan",
    "text": "没有扫码就进店检查。",
    "channel": "hotline_12345",
}

GOOD: Final[Mapping[ImportKind, Mapping[str, str]]] = {
    ImportKind.DISTRICTS: DISTRICT,
    ImportKind.AGENCIES: AGENCY,
    ImportKind.OFFICERS: OFFICER,
    ImportKind.ITEMS: ITEM,
    ImportKind.CHECKLISTS: CHECKLIST,
    ImportKind.ENTERPRISES: ENTERPRISE,
    ImportKind.INSPECTIONS: INSPECTION,
    ImportKind.COMPLAINTS: COMPLAINT,
}
REGISTERS: Final[Mapping[ImportKind, list[dict[str, str]]]] = {
    ImportKind.AGENCIES: [AGENCY, {**AGENCY, "code": "XFJY", "name": "消防救援支队"}],
    ImportKind.OFFICERS: [
        OFFICER,
        {**OFFICER, "certificate_no": "SCJG-2", "name": "周建华"},
        {**OFFICER, "certificate_no": "XFJY-1", "name": "郑志鹏", "agency": "XFJY"},
    ],
    ImportKind.ITEMS: [ITEM, {**ITEM, "code": "fire", "agency": "XFJY", "name": "消防检查"}],
    ImportKind.ENTERPRISES: [ENTERPRISE, {**ENTERPRISE, "uscc": OTHER_FIRM, "name": "深圳市罗湖布行"}],
}
