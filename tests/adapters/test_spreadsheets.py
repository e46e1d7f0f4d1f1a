"""Spreadsheets that are written: the same content is the same file."""

import io
import re
import zipfile

from supervision_code.adapters.spreadsheets import Sheet, workbook_of


def test_a_workbook_says_nothing_of_when_it_was_made() -> None:
    book = workbook_of(Sheet(title="计划", columns=["事项"], rows=[["消防"]], notes={"事项": "必填"}))
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        days = set(re.findall(rb"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}", b"".join(map(parts.read, parts.namelist()))))
        packed = {part.date_time for part in parts.infolist()}
    assert days == {b"2026-01-01T00:00:00"}
    assert packed == {(1980, 1, 1, 0, 0, 0)}
