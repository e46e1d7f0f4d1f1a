"""Registers: files add and change, never remove; the areas of Shenzhen are there from the start."""

from collections import Counter

import pytest
from sqlalchemy import select

from supervision_code.domain.findings import FindingState
from supervision_code.domain.permissions import Role
from supervision_code.domain.registry import CertificateStatus, DistrictLevel
from supervision_code.importing.districts import SHENZHEN
from supervision_code.importing.kinds import ImportKind
from supervision_code.importing.seeding import seed_districts
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.registry import Agency, District, Enterprise, InspectionItem, Officer
from supervision_code.persistence.models.results import ChecklistPoint
from supervision_code.persistence.models.rollups import AreaDay
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.services.accounts import NewAccount
from tests.importing.conftest import Desk
from tests.importing.rows import AGENCY, CHECKLIST, DISTRICT, ENTERPRISE, GOOD, INSPECTION, ITEM, OFFICER

K = ImportKind


def test_the_city_has_its_nine_districts_two_areas_74_streets_and_four_towns(empty_desk: Desk) -> None:
    areas = empty_desk.read(select(District.code, District.name, District.level, District.parent))
    levels = Counter(level for _, _, level, _ in areas)
    assert levels == {DistrictLevel.CITY: 1, DistrictLevel.DISTRICT: 11, DistrictLevel.STREET: 78}
    streets = Counter(parent for _, name, level, parent in areas if name.endswith("街道"))
    assert sum(streets.values()) == 74
    assert streets == {
        "440303": 10,
        "440304": 10,
        "440305": 8,
        "440306": 10,
        "440307": 11,
        "440308": 4,
        "440309": 6,
        "440310": 6,
        "440311": 6,
        "SZ-DAPENG": 3,
    }
    towns = {name for _, name, _, parent in areas if parent == "SZ-SHENSHAN"}
    assert towns == {"鹅埠镇", "小漠镇", "鲘门镇", "赤石镇"}
    assert len({name for _, name, *_ in areas}) == len(areas)


def test_the_seed_leaves_alone_what_an_operator_changed(empty_desk: Desk) -> None:
    empty_desk.load(K.DISTRICTS, {**DISTRICT, "code": "440311", "name": "光明新区"})
    assert seed_districts(empty_desk.supervision.database) == 0
    assert empty_desk.read(select(District.name).where(District.code == "440311")) == [("光明新区",)]


def test_the_seed_is_a_good_file_of_districts(empty_desk: Desk) -> None:
    result = empty_desk.load_file(K.DISTRICTS, SHENZHEN)
    assert (result.tally.new, result.tally.changed, result.tally.unchanged) == (0, 0, 90)


@pytest.mark.parametrize("kind", [K.DISTRICTS, K.AGENCIES, K.OFFICERS, K.ITEMS, K.ENTERPRISES])
def test_the_same_file_again_changes_nothing(desk: Desk, kind: ImportKind) -> None:
    desk.load(kind, GOOD[kind])
    tally = desk.load(kind, GOOD[kind]).tally
    assert (tally.new, tally.changed, tally.unchanged) == (0, 0, 1)


@pytest.mark.parametrize("kind", [K.DISTRICTS, K.AGENCIES, K.OFFICERS, K.ITEMS, K.ENTERPRISES])
def test_other_content_under_the_same_key_is_an_update(desk: Desk, kind: ImportKind) -> None:
    desk.load(kind, GOOD[kind])
    tally = desk.load(kind, {**GOOD[kind], "name": "新的名字"}).tally
    assert (tally.new, tally.changed, tally.unchanged) == (0, 1, 0)
    tally = desk.load(kind, {**GOOD[kind], "name": "新的名字"}).tally
    assert (tally.new, tally.changed, tally.unchanged) == (0, 0, 1)


def test_children_may_stand_before_their_parents(empty_desk: Desk) -> None:
    rows = [{**AGENCY, "code": code, "parent": parent} for code, parent in [("C", "B"), ("B", "A"), ("A", "")]]
    assert empty_desk.load(K.AGENCIES, *rows).tally.new == 3
    assert empty_desk.read(select(Agency.code, Agency.parent).order_by(Agency.code)) == [
        ("A", None),
        ("B", "A"),
        ("C", "B"),
    ]


def test_what_a_later_file_leaves_empty_is_emptied(desk: Desk) -> None:
    desk.load(K.ENTERPRISES, {**ENTERPRISE, "street": "", "risk_tier": "", "latitude": "", "longitude": ""})
    columns = (Enterprise.street, Enterprise.risk_tier, Enterprise.latitude, Enterprise.longitude)
    assert desk.read(select(*columns).where(Enterprise.uscc == ENTERPRISE["uscc"])) == [(None, None, None, None)]


def test_an_account_follows_its_officer_to_another_agency(desk: Desk) -> None:
    wanted = NewAccount(username="lin", name="林晓东", role=Role.OFFICER, certificate_no="SCJG-1")
    desk.supervision.accounts.add(None, wanted)
    desk.load(K.OFFICERS, {**OFFICER, "agency": "XFJY", "status": "suspended"})
    assert desk.read(select(Account.agency)) == [("XFJY",)]
    state = desk.read(select(Officer.status).where(Officer.certificate_no == "SCJG-1"))
    assert state == [(CertificateStatus.SUSPENDED,)]


def test_findings_follow_a_firm_to_another_risk_tier(desk: Desk) -> None:
    desk.load(
        K.INSPECTIONS,
        INSPECTION,
        {**INSPECTION, "source_ref": "R-2", "started_at": "2026-06-02T09:00:00+08:00", "ended_at": ""},
    )
    standing = select(Finding.rule, Finding.limit).where(Finding.state == FindingState.STANDING)
    assert desk.read(standing) == [("annual_cap", 1)]
    desk.load(K.ENTERPRISES, {**ENTERPRISE, "risk_tier": "D"})
    assert desk.read(standing) == []


def test_an_import_is_on_the_trail(desk: Desk) -> None:
    notes = desk.read(select(TrailEntry.note).where(TrailEntry.action == "import:agencies"))
    assert notes == [("new 2, changed 0, unchanged 0",)]


def test_a_firm_that_moves_takes_its_counts_and_alerts_along(desk: Desk) -> None:
    desk.load(K.INSPECTIONS, INSPECTION, {**INSPECTION, "source_ref": "MOVE-2"})
    desk.supervision.rollups.fold_all()
    counted = set(desk.read(select(AreaDay.district).where(AreaDay.value != 0)))
    assert counted == {(ENTERPRISE["district"],), (ENTERPRISE["street"],)}
    desk.load(K.ENTERPRISES, {**ENTERPRISE, "district": "440309", "street": ""})
    desk.supervision.rollups.fold_all()
    assert set(desk.read(select(AreaDay.district).where(AreaDay.value != 0))) == {("440309",)}
    assert set(desk.read(select(Alert.district))) == {("440309",)}


@pytest.mark.parametrize(("cell", "combinable"), [("", True), ("true", True), ("FALSE", False)])
def test_an_item_says_whether_it_may_be_inspected_together_with_others(
    empty_desk: Desk, cell: str, combinable: bool
) -> None:
    empty_desk.load(K.AGENCIES, AGENCY)
    empty_desk.load(K.ITEMS, {**ITEM, "combinable": cell})
    assert empty_desk.read(select(InspectionItem.combinable)) == [(combinable,)]


def test_a_file_of_checklists_says_the_whole_list_of_each_item_in_it(desk: Desk) -> None:
    second = {**CHECKLIST, "position": "2", "text": "冷藏温度", "kind": "number"}
    desk.load(K.CHECKLISTS, CHECKLIST, second)

    again = desk.load(K.CHECKLISTS, {**CHECKLIST, "text": "许可证在有效期内"})

    assert (again.tally.new, again.tally.changed) == (0, 1)
    assert desk.read(select(ChecklistPoint.position, ChecklistPoint.text)) == [(1, "许可证在有效期内")]


def test_a_point_stands_once_in_a_file_and_belongs_to_an_item_on_record(desk: Desk) -> None:
    result = desk.load(K.CHECKLISTS, CHECKLIST, CHECKLIST, {**CHECKLIST, "item": "nothing"})

    assert not result.stored
    assert [(problem.row, problem.column) for problem in desk.problems] == [(3, "item"), (4, "item")]
