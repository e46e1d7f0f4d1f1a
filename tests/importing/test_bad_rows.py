"""Each thing that can be wrong in a row is told with its row, its column and its reason, and nothing is stored."""

from typing import Final

import pytest

from supervision_code.importing.imports import ImportResult
from supervision_code.importing.kinds import ImportKind
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.visits import Visit
from tests.factories.registry import credit_code
from tests.importing.conftest import Desk
from tests.importing.rows import AGENCY, COMPLAINT, DISTRICT, FIRM, GOOD, INSPECTION

UNKNOWN_FIRM: Final = credit_code(999)
K = ImportKind

BAD_CELLS: Final = [
    (K.DISTRICTS, "code", "", "required"),
    (K.DISTRICTS, "code", "A B", "bad_key"),
    (K.DISTRICTS, "level", "province", "not_one_of"),
    (K.DISTRICTS, "parent", "NOWHERE", "no_such_district"),
    (K.DISTRICTS, "parent", "440304001", "parent_level"),
    (K.AGENCIES, "name", "", "required"),
    (K.AGENCIES, "name", "局" * 161, "too_long"),
    (K.AGENCIES, "name", "市监\x07局", "control_character"),
    (K.AGENCIES, "level", "City", "not_one_of"),
    (K.AGENCIES, "district", "440399", "no_such_district"),
    (K.AGENCIES, "parent", "NOBODY", "no_such_agency"),
    (K.AGENCIES, "parent", "SCJG", "parent_circle"),
    (K.OFFICERS, "agency", "NOBODY", "no_such_agency"),
    (K.OFFICERS, "status", "ok", "not_one_of"),
    (K.OFFICERS, "valid_until", "31.12.2028", "not_a_day"),
    (K.OFFICERS, "valid_until", "2027-02-29", "not_a_day"),
    (K.OFFICERS, "certificate_no", "A;B", "bad_key"),
    (K.ITEMS, "agency", "NOBODY", "no_such_agency"),
    (K.ITEMS, "method", "by_phone", "not_one_of"),
    (K.ITEMS, "code", "food,drink", "bad_key"),
    (K.ENTERPRISES, "uscc", FIRM[:-1] + ("0" if FIRM[-1] != "0" else "1"), "credit_code"),
    (K.ENTERPRISES, "uscc", "9.1440300000001E+17", "credit_code"),
    (K.ENTERPRISES, "kind", "ltd", "not_one_of"),
    (K.ENTERPRISES, "district", "440399", "no_such_district"),
    (K.ENTERPRISES, "street", "440304999", "no_such_district"),
    (K.ENTERPRISES, "street", "440303001", "street_outside"),
    (K.ENTERPRISES, "industry", "6210", "industry_code"),
    (K.ENTERPRISES, "risk_tier", "E", "not_one_of"),
    (K.ENTERPRISES, "latitude", "91", "out_of_range"),
    (K.ENTERPRISES, "latitude", "north", "not_a_number"),
    (K.ENTERPRISES, "latitude", "nan", "not_a_number"),
    (K.ENTERPRISES, "longitude", "-180.5", "out_of_range"),
    (K.ENTERPRISES, "longitude", "", "both_or_none"),
    (K.ENTERPRISES, "latitude", "", "both_or_none"),
    (K.ENTERPRISES, "status", "", "required"),
    (K.INSPECTIONS, "source_ref", "", "required"),
    (K.INSPECTIONS, "uscc", UNKNOWN_FIRM, "no_such_enterprise"),
    (K.INSPECTIONS, "uscc", "123", "credit_code"),
    (K.INSPECTIONS, "started_at", "2026-03-02T09:00:00", "zone_missing"),
    (K.INSPECTIONS, "started_at", "2026-03-02", "not_a_moment"),
    (K.INSPECTIONS, "started_at", "02/03/2026 09:00", "not_a_moment"),
    (K.INSPECTIONS, "started_at", "2026-02-30T09:00:00+08:00", "not_a_moment"),
    (K.INSPECTIONS, "started_at", "1969-03-02T09:00:00+08:00", "out_of_range"),
    (K.INSPECTIONS, "started_at", "9999-12-31T23:59:59-12:00", "out_of_range"),
    (K.INSPECTIONS, "ended_at", "2026-03-02T08:59:59+08:00", "ended_before_start"),
    (K.INSPECTIONS, "kind", "visit", "not_one_of"),
    (K.INSPECTIONS, "agency", "NOBODY", "no_such_agency"),
    (K.INSPECTIONS, "type", "", "required"),
    (K.INSPECTIONS, "type", "special", "not_one_of"),
    (K.ITEMS, "combinable", "maybe", "not_one_of"),
    (K.INSPECTIONS, "items", "food;noise", "no_such_item"),
    (K.INSPECTIONS, "items", "fire", "item_of_other_agency"),
    (K.INSPECTIONS, "officers", "SCJG-1;SCJG-9", "no_such_officer"),
    (K.INSPECTIONS, "ordered_from_above", "yes", "true_or_empty"),
    (K.INSPECTIONS, "emergency", "false", "true_or_empty"),
    (K.INSPECTIONS, "result", "好" * 2001, "too_long"),
    (K.COMPLAINTS, "received_at", "2026-03-03T08:30:00", "zone_missing"),
    (K.COMPLAINTS, "uscc", UNKNOWN_FIRM, "no_such_enterprise"),
    (K.COMPLAINTS, "agency", "NOBODY", "no_such_agency"),
    (K.COMPLAINTS, "ground", "noise", "not_one_of"),
    (K.COMPLAINTS, "text", "", "required"),
    (K.COMPLAINTS, "channel", "fax", "not_one_of"),
]


@pytest.mark.parametrize(("kind", "column", "value", "reason"), BAD_CELLS)
def test_a_bad_cell_is_told_and_nothing_is_stored(
    desk: Desk, kind: ImportKind, column: str, value: str, reason: str
) -> None:
    good = GOOD[kind]
    key = next(iter(good))
    second = {**good, key: credit_code(300) if key == "uscc" else f"{good[key]}-b"}
    result = desk.load(kind, second, {**good, column: value})
    assert (3, column, reason) in desk.reasons
    assert not result.stored
    assert nothing_new(desk, kind, second[key])


def nothing_new(desk: Desk, kind: ImportKind, key: str) -> bool:
    """Say whether the good row before the bad one was kept out as well: it would be known when sent again."""
    result = desk.load(kind, {**GOOD[kind], next(iter(GOOD[kind])): key})
    return result == ImportResult(tally=result.tally, problems=0, stored=True) and result.tally.new == 1


def test_every_problem_of_a_row_is_told(desk: Desk) -> None:
    desk.load(K.INSPECTIONS, {**INSPECTION, "kind": "x", "type": "y", "started_at": "z"})
    assert desk.reasons == [
        (2, "started_at", "not_a_moment"),
        (2, "kind", "not_one_of"),
        (2, "type", "not_one_of"),
    ]


def test_the_value_told_is_what_stands_in_the_file(desk: Desk) -> None:
    desk.load(K.INSPECTIONS, {**INSPECTION, "ended_at": "2026-03-02T00:00:00Z"})
    assert [(p.column, p.value) for p in desk.problems] == [("ended_at", "2026-03-02T00:00:00Z")]


@pytest.mark.parametrize("kind", [K.AGENCIES, K.OFFICERS, K.ITEMS, K.ENTERPRISES, K.INSPECTIONS, K.COMPLAINTS])
def test_a_key_stands_only_once_in_a_file(desk: Desk, kind: ImportKind) -> None:
    result = desk.load(kind, GOOD[kind], GOOD[kind])
    assert [(p.row, p.reason.value, p.facts) for p in desk.problems] == [(3, "repeated_key", {"first": "2"})]
    assert not result.stored


def test_parents_in_a_circle_are_refused_with_all_that_hangs_on_them(desk: Desk) -> None:
    result = desk.load(
        K.AGENCIES,
        {**AGENCY, "code": "A", "parent": "B"},
        {**AGENCY, "code": "B", "parent": "A"},
        {**AGENCY, "code": "C", "parent": "B"},
        {**AGENCY, "code": "D", "parent": "SCJG"},
        skip_bad=True,
    )
    assert desk.reasons == [
        (2, "parent", "parent_circle"),
        (3, "parent", "parent_circle"),
        (4, "parent", "no_such_agency"),
    ]
    assert result.tally.new == 1


def test_a_district_cannot_come_under_its_own_street(desk: Desk) -> None:
    desk.load(K.DISTRICTS, {**DISTRICT, "code": "440304", "name": "福田区", "parent": "440304001"})
    assert desk.reasons == [(2, "parent", "parent_level")]


def test_rows_with_missing_or_surplus_cells_are_told(desk: Desk) -> None:
    path = desk.folder / "short.csv"
    path.write_text("code,agency,name\na1,SCJG\na2,SCJG,甲,乙\na3,SCJG,丙,,\n", encoding="utf-8")
    desk.load_file(K.ITEMS, path)
    assert desk.reasons == [(2, "", "cell_count"), (3, "", "cell_count")]


def test_with_skip_bad_the_good_rows_are_stored_and_the_others_told_as_they_stand(desk: Desk) -> None:
    bad = {**INSPECTION, "source_ref": "R-2", "type": "special"}
    result = desk.load(K.INSPECTIONS, INSPECTION, bad, {**INSPECTION, "source_ref": "R-3"}, skip_bad=True)
    assert result.stored
    assert (result.tally.new, result.problems) == (2, 1)
    assert desk.count(Visit) == 2
    header, row = desk.rejected
    assert header[1:] == list(bad)
    assert row == ["3", *bad.values()]


def test_complaints_and_inspections_on_record_do_not_change(desk: Desk) -> None:
    desk.load(K.COMPLAINTS, COMPLAINT)
    desk.load(K.INSPECTIONS, INSPECTION)
    assert not desk.load(K.COMPLAINTS, {**COMPLAINT, "text": "改了主意。"}).stored
    assert desk.reasons == [(2, "source_ref", "other_content")]
    assert not desk.load(K.INSPECTIONS, {**INSPECTION, "result": "发现问题"}).stored
    assert desk.reasons == [(2, "source_ref", "other_content")]
    assert (desk.count(Complaint), desk.count(Visit)) == (1, 1)
