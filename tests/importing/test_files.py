"""Files as they come: encodings, spreadsheets, columns in any order, and files that are none."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from sqlalchemy import select

from supervision_code.importing.kinds import ImportKind
from supervision_code.persistence.models.registry import Agency, Enterprise, InspectionItem, Officer
from supervision_code.persistence.models.visits import Visit
from tests.importing.conftest import Desk
from tests.importing.rows import AGENCY, ENTERPRISE, INSPECTION, ITEM

K = ImportKind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_chinese_is_read_in_every_usual_encoding(empty_desk: Desk, encoding: str) -> None:
    path = empty_desk.write("agencies.csv", [AGENCY, {**AGENCY, "code": "XFJY", "name": "消防救援支队"}], encoding)
    assert empty_desk.load_file(K.AGENCIES, path).stored
    assert empty_desk.read(select(Agency.name).order_by(Agency.code)) == [("市场监督管理局",), ("消防救援支队",)]


def test_gb_18030_with_its_own_mark_is_read(empty_desk: Desk) -> None:
    path = empty_desk.folder / "marked.csv"
    path.write_bytes("\ufeffcode,name,level,district\nA,监管局,city,440300\n".encode("gb18030"))
    assert empty_desk.load_file(K.AGENCIES, path).stored


def test_columns_come_in_any_order_and_optional_ones_may_be_missing(desk: Desk) -> None:
    desk.load(K.ITEMS, {"name": "噪声检查", "agency": "SCJG", "code": "noise"})
    found = desk.read(select(InspectionItem.name, InspectionItem.method).where(InspectionItem.code == "noise"))
    assert found == [("噪声检查", "on_site")]


def test_blank_rows_blanks_around_cells_and_line_breaks_in_results_are_fine(desk: Desk) -> None:
    path = desk.write("log.csv", [{**INSPECTION, "agency": "  SCJG ", "result": "第一行\n第二行"}])
    path.write_bytes(path.read_bytes() + b"\r\n,,,,,,,,,,,,\r\n\r\n")
    assert desk.load_file(K.INSPECTIONS, path).stored, desk.problems
    assert desk.read(select(Visit.result)) == [("第一行\n第二行",)]


def test_credit_codes_are_mended_where_only_width_and_case_differ(desk: Desk) -> None:
    code = ENTERPRISE["uscc"]
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code.lower())
    assert desk.load(K.ENTERPRISES, {**ENTERPRISE, "uscc": wide}).tally.unchanged == 1


def test_a_firm_without_a_name_goes_by_its_credit_code(desk: Desk) -> None:
    assert desk.load(K.ENTERPRISES, {**ENTERPRISE, "name": ""}).tally.changed == 1
    names = desk.read(select(Enterprise.name).where(Enterprise.uscc == ENTERPRISE["uscc"]))
    assert names == [(ENTERPRISE["uscc"],)]


HEADER_PROBLEMS = [
    ("code,name,level,district,boss\n", [("boss", "unknown_column")]),
    ("code,name,level\n", [("district", "missing_column")]),
    ("code,name,name,level,district\n", [("name", "repeated_column")]),
    ("Code,name,level,district\n", [("Code", "unknown_column"), ("code", "missing_column")]),
    ("code;name;level;district\n", [("code;name;level;district", "unknown_column")]),
]


@pytest.mark.parametrize(("header", "expected"), HEADER_PROBLEMS)
def test_wrong_columns_end_the_import_before_the_first_row(
    empty_desk: Desk, header: str, expected: list[tuple[str, str]]
) -> None:
    path = empty_desk.folder / "agencies.csv"
    path.write_text(header + "A,甲,city,440300\n", encoding="utf-8")
    problems = empty_desk.refusal(K.AGENCIES, path)
    told = [(problem.row, problem.column, problem.reason.value) for problem in problems]
    assert told[: len(expected)] == [(1, column, reason) for column, reason in expected]


FILES_THAT_ARE_NONE: list[tuple[bytes, str]] = [
    (b"", "empty_file"),
    (b"\n\n", "empty_file"),
    ("code,name\n".encode("utf-16"), "not_text"),
    (b"code,name\n\xff\xff\xff\n", "not_text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "old_spreadsheet"),
    (b"PK\x03\x04 no zip at all", "spreadsheet_broken"),
    (b'code,name,level,district\nA,"open,city,440300\n', "bad_quotes"),
    (b'code,name,level,district\nA,"a"b,city,440300\n', "bad_quotes"),
]


@pytest.mark.parametrize(("content", "reason"), FILES_THAT_ARE_NONE)
def test_what_is_no_table_is_refused_with_its_reason(empty_desk: Desk, content: bytes, reason: str) -> None:
    path = empty_desk.folder / "agencies.csv"
    path.write_bytes(content)
    assert [problem.reason.value for problem in empty_desk.refusal(K.AGENCIES, path)] == [reason]


def write_sheet(path: Path, *rows: list[Any]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                else:
                    sheet.write(row, column, cell)
    return path


def test_a_spreadsheet_is_read_with_its_numbers_days_and_flags_as_text(desk: Desk) -> None:
    officers = write_sheet(
        desk.folder / "officers.xlsx",
        ["certificate_no", "name", "agency", "status", "valid_until"],
        [44030012, "何文静", "SCJG", "valid", date(2029, 1, 31)],
    )
    assert desk.load_file(K.OFFICERS, officers).stored, desk.problems
    found = desk.read(select(Officer.name, Officer.valid_until).where(Officer.certificate_no == "44030012"))
    assert found == [("何文静", date(2029, 1, 31))]
    log = write_sheet(
        desk.folder / "log.xlsx",
        ["source_ref", "uscc", "started_at", "kind", "agency", "type", "emergency"],
        [17, INSPECTION["uscc"], INSPECTION["started_at"], "inspection", "SCJG", "case", True],
    )
    assert desk.load_file(K.INSPECTIONS, log).stored, desk.problems


def test_a_credit_code_that_a_spreadsheet_has_rounded_is_no_credit_code(desk: Desk) -> None:
    sheet = write_sheet(
        desk.folder / "firms.xlsx",
        ["uscc", "name", "kind", "district", "status"],
        [914403000000000276, "COSI", "enterprise", "440304", "active"],
    )
    desk.load_file(K.ENTERPRISES, sheet)
    assert [(p.column, p.value, p.reason.value) for p in desk.problems] == [("uscc", "9.14403e+17", "credit_code")]


def test_a_moment_without_a_zone_in_a_spreadsheet_is_told(desk: Desk) -> None:
    sheet = write_sheet(
        desk.folder / "log.xlsx",
        ["source_ref", "uscc", "started_at", "kind", "agency", "type"],
        ["R-1", INSPECTION["uscc"], "2026-03-02 09:00", "inspection", "SCJG", "case"],
    )
    desk.load_file(K.INSPECTIONS, sheet)
    assert desk.reasons == [(2, "started_at", "zone_missing")]


def test_blank_rows_in_a_spreadsheet_keep_the_numbers_of_the_others(desk: Desk) -> None:
    sheet = write_sheet(
        desk.folder / "items.xlsx", ["code", "agency", "name"], [], [], ["n1", "NOBODY", "噪声"], ["n2", "SCJG", "排水"]
    )
    desk.load_file(K.ITEMS, sheet, skip_bad=True)
    assert desk.reasons == [(4, "agency", "no_such_agency")]
    assert desk.rejected[1] == ["4", "n1", "NOBODY", "噪声"]


@pytest.mark.parametrize("place", [(250_000, 0), (0, 200)])
def test_a_sheet_that_spans_too_many_cells_is_refused_before_it_is_opened(desk: Desk, place: tuple[int, int]) -> None:
    path = desk.folder / "wide.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(*place, "x")
    assert [problem.reason.value for problem in desk.refusal(K.ITEMS, path)] == ["spreadsheet_too_large"]


def test_a_sheet_that_unpacks_to_very_much_is_refused(desk: Desk) -> None:
    path = desk.folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(600):
            part.write(bytes(2**20))
    assert [problem.reason.value for problem in desk.refusal(K.ITEMS, path)] == ["spreadsheet_too_large"]


def test_a_spreadsheet_cut_short_is_refused(desk: Desk) -> None:
    path = write_sheet(desk.folder / "items.xlsx", list(ITEM), list(ITEM.values()))
    path.write_bytes(path.read_bytes()[:-200])
    assert [problem.reason.value for problem in desk.refusal(K.ITEMS, path)] == ["spreadsheet_broken"]


def test_a_file_that_is_gone_is_told(desk: Desk) -> None:
    assert [p.reason.value for p in desk.refusal(K.ITEMS, desk.folder / "nowhere.csv")] == ["not_readable"]
