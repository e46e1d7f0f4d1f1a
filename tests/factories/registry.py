"""Builds districts, agencies, officers, items and firms."""

from datetime import date
from itertools import count
from typing import Final

from supervision_code.adapters.credit_codes import check_digit
from supervision_code.domain.identifiers import enterprise_id_of, new_id
from supervision_code.domain.registry import (
    AgencyLevel,
    CertificateStatus,
    DistrictLevel,
    EnterpriseKind,
    EnterpriseStatus,
    ItemMethod,
    RiskTier,
)
from supervision_code.persistence.models.registry import Agency, District, Enterprise, InspectionItem, Officer
from tests.support.clock import FRIDAY_TEN

CITY: Final = "440300"
FUTIAN: Final = "440304"
LONGHUA: Final = "440309"
FUTIAN_STREET: Final = "440304001"
LONGHUA_STREET: Final = "440309001"

_number = count(1)


def build_districts() -> list[District]:
    """The city, two of its districts and a street in each."""
    return [
        build_district(CITY, "深圳市", DistrictLevel.CITY),
        build_district(FUTIAN, "福田区", DistrictLevel.DISTRICT, CITY),
        build_district(LONGHUA, "龙华区", DistrictLevel.DISTRICT, CITY),
        build_district(FUTIAN_STREET, "南园街道", DistrictLevel.STREET, FUTIAN),
        build_district(LONGHUA_STREET, "观湖街道", DistrictLevel.STREET, LONGHUA),
    ]


def build_district(code: str, name: str, level: DistrictLevel, parent: str | None = None) -> District:
    return District(code=code, name=name, level=level, parent=parent)


def build_agency(
    code: str,
    name: str = "",
    *,
    level: AgencyLevel = AgencyLevel.DISTRICT,
    district: str = FUTIAN,
    parent: str | None = None,
) -> Agency:
    return Agency(code=code, name=name or f"{code}局", level=level, district=district, parent=parent)


def build_officer(
    agency: str,
    name: str = "王小明",
    *,
    certificate_no: str = "",
    status: CertificateStatus = CertificateStatus.VALID,
    valid_until: date | None = date(2028, 12, 31),
) -> Officer:
    return Officer(
        id=new_id(FRIDAY_TEN),
        certificate_no=certificate_no or f"4403{next(_number):06d}",
        name=name,
        agency=agency,
        status=status,
        valid_until=valid_until,
    )


def build_item(
    code: str,
    agency: str,
    name: str = "",
    *,
    legal_basis: str = "《中华人民共和国食品安全法》第一百一十条",
    method: ItemMethod = ItemMethod.ON_SITE,
) -> InspectionItem:
    return InspectionItem(code=code, agency=agency, name=name or f"{code}检查", legal_basis=legal_basis, method=method)


def credit_code(number: int) -> str:
    """A credit code with a right check digit; another number gives another code."""
    body = f"91440300{number:09d}"
    return body + check_digit(body)


def build_enterprise(
    name: str = "深圳市南园小厨餐饮有限公司",
    *,
    uscc: str = "",
    kind: EnterpriseKind = EnterpriseKind.ENTERPRISE,
    district: str = FUTIAN,
    street: str | None = FUTIAN_STREET,
    address: str = "福田区南园路12号一楼",
    industry: str = "H6210",
    risk_tier: RiskTier | None = RiskTier.B,
    latitude: float | None = 22.5339,
    longitude: float | None = 114.0926,
    status: EnterpriseStatus = EnterpriseStatus.ACTIVE,
) -> Enterprise:
    code = uscc or credit_code(next(_number))
    return Enterprise(
        id=enterprise_id_of(code),
        uscc=code,
        name=name,
        kind=kind,
        district=district,
        street=street,
        address=address,
        industry=industry,
        risk_tier=risk_tier,
        latitude=latitude,
        longitude=longitude,
        status=status,
    )
