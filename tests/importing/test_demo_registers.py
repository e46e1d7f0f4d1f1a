import re

import pytest
from sqlalchemy import func, select

from supervision_code.adapters import credit_codes
from supervision_code.domain.days import day_of
from supervision_code.domain.registry import AgencyLevel, CertificateStatus, EnterpriseKind, EnterpriseStatus
from supervision_code.importing.demo.agencies import build_agencies
from supervision_code.importing.demo.tables import read_rows
from supervision_code.persistence.models.codes import SupervisionCode
from supervision_code.persistence.models.registry import Agency, District, Enterprise, InspectionItem, Officer
from supervision_code.product import Supervision
from tests.importing.demo_cities import SMALL
from tests.support.clock import FRIDAY_TEN

FAMOUS = (
    "华为",
    "腾讯",
    "比亚迪",
    "万科",
    "平安",
    "大疆",
    "中兴",
    "顺丰",
    "招商",
    "迈瑞",
    "海底捞",
    "奈雪",
    "喜茶",
    "沃尔玛",
    "星巴克",
)


def test_the_city_has_the_firms_agencies_and_officers_asked_for(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Enterprise)) == SMALL.firms
        assert session.scalar(select(func.count()).select_from(Agency)) == 30
        assert set(session.scalars(select(Agency.level))) == set(AgencyLevel)
        officers = session.scalar(select(func.count()).select_from(Officer)) or 0
    assert SMALL.officers <= officers < SMALL.officers * 1.5


def test_every_credit_code_is_right_and_of_shenzhen(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        codes = session.scalars(select(Enterprise.uscc)).all()
    assert len(set(codes)) == len(codes)
    assert all(credit_codes.is_valid(code) and code[2:6] == "4403" for code in codes)


def test_no_firm_bears_a_famous_name_or_that_of_another(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        names = session.scalars(select(Enterprise.name)).all()
    assert len(set(names)) == len(names)
    assert not [name for name in names if any(famous in name for famous in FAMOUS)]


def test_firms_of_every_kind_lie_in_their_street_inside_shenzhen(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        firms = session.scalars(select(Enterprise)).all()
        parents = dict(session.execute(select(District.code, District.parent)).all())
    assert {firm.kind for firm in firms} >= {EnterpriseKind.ENTERPRISE, EnterpriseKind.SOLE_TRADER}
    for firm in firms:
        assert firm.street is not None
        assert parents[firm.street] == firm.district
        assert 22.44 < (firm.latitude or 0) < 22.95
        assert 113.74 < (firm.longitude or 0) < 115.3
        assert re.fullmatch(r"[A-T]\d{4}", firm.industry)


def test_every_street_of_the_table_is_a_real_one(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        names = dict(session.execute(select(District.code, District.name)).all())
        streets = session.execute(select(District.parent, District.name).where(District.level == "street"))
        real = {(names[parent or ""], name) for parent, name in streets}
    assert {(row["district"], row["street"]) for row in read_rows("streets.csv")} == real


def test_every_agency_has_published_items_and_enough_officers(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        agencies = set(session.scalars(select(Agency.code)))
        items = session.scalars(select(InspectionItem)).all()
        officers = session.scalars(select(Officer).where(Officer.status == CertificateStatus.VALID)).all()
    assert {item.agency for item in items} == agencies
    assert all("《" in item.legal_basis for item in items)
    for agency in agencies:
        assert sum(officer.agency == agency for officer in officers) >= 4


def test_certificates_are_in_every_state(small_city: Supervision) -> None:
    today = day_of(FRIDAY_TEN)
    with small_city.database.read() as session:
        areas = session.scalars(select(District)).all()
    officers = [one for agency in build_agencies(areas, 300, today).values() for one in agency.officers]
    assert len(officers) == pytest.approx(300, abs=5)
    assert {officer.status for officer in officers} == set(CertificateStatus)
    left = [(officer.valid_until - today).days for officer in officers if officer.valid_until]
    assert any(days < 0 for days in left)
    assert any(0 <= days < 60 for days in left)


def test_every_firm_in_business_has_a_code(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        active = set(session.scalars(select(Enterprise.id).where(Enterprise.status == EnterpriseStatus.ACTIVE)))
        assert set(session.scalars(select(SupervisionCode.enterprise_id))) == active
