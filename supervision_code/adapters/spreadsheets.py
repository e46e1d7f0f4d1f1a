"""Spreadsheets (XLSX): read through python-calamine, every cell as text; written through XlsxWriter, the same way."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

import python_calamine
import xlsxwriter

MOST_BYTES: Final = 64 * 2**20
MOST_UNPACKED_BYTES: Final = 512 * 2**20
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 64
_MAGIC: Final = b"PK\x03\x04"
_READ_AT_ONCE: Final = 2**20
_CELL: Final = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_LONGEST_CELL_NAME: Final = 16
_LONGEST_CELL: Final = 32_767
_CREATED: Final = datetime(2026, 1, 1)  # noqa: DTZ001 - the format knows no zones
"""What every workbook says of its making, so that the same content is the same file."""


class SpreadsheetFault(StrEnum):
    """Why a spreadsheet is not read."""

    BROKEN = "broken"
    TOO_LARGE = "too_large"


class SpreadsheetRefused(Exception):
    """The file is no spreadsheet that can be read, or would take too much memory."""

    def __init__(self, fault: SpreadsheetFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def is_spreadsheet(head: bytes) -> bool:
    """Say whether a file that begins like this is a packed spreadsheet."""
    return head.startswith(_MAGIC)


def rows_of(path: Path) -> Iterator[list[str]]:
    """Yield the rows of the first sheet, each cell as text; raises SpreadsheetRefused before the first row."""
    _require_harmless(path)
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.iter_rows()
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise SpreadsheetRefused(SpreadsheetFault.BROKEN) from error
    for row in rows:
        yield [text_of(value) for value in row]


def text_of(value: object) -> str:
    """Return what a person reads in a cell: days as 2026-01-31, numbers with the 15 digits a spreadsheet keeps."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return format(value, ".15g")
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet to be written: column names, rows of texts, and by column the words a cell can be chosen from.

    ``notes``: by column what stands in the box beside its name.
    """

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[str]] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def workbook_of(sheet: Sheet) -> bytes:
    """Return the workbook with this one sheet; every cell is text, so that nothing in it is ever calculated.

    The same sheet gives the same bytes.
    """
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _CREATED})
        page = book.add_worksheet(sheet.title[:31])
        text, head = book.add_format({"num_format": "@", "text_wrap": True}), book.add_format({"bold": True})
        page.freeze_panes(1, 0)
        for place, name in enumerate(sheet.columns):
            page.set_column(place, place, _column_width(name), text)
            page.write_string(0, place, name, head)
            if name in sheet.notes:
                page.write_comment(0, place, sheet.notes[name])
            if name in sheet.choices:
                page.data_validation(1, place, 1000, place, {"validate": "list", "source": list(sheet.choices[name])})
        for number, row in enumerate(sheet.rows, start=1):
            for place, cell in enumerate(row):
                page.write_string(number, place, cell[:_LONGEST_CELL], text)
    return packed.getvalue()


def _column_width(name: str) -> int:
    """Return the width of a column in digits; a Chinese sign is as wide as two."""
    return max(10, min(40, 3 * len(name) + 2))


def _require_harmless(path: Path) -> None:
    """Refuse what would unpack to more than we hold, or spans more cells than any register has columns and rows."""
    if path.stat().st_size > MOST_BYTES:
        raise SpreadsheetRefused(SpreadsheetFault.TOO_LARGE)
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED_BYTES:
                raise SpreadsheetRefused(SpreadsheetFault.TOO_LARGE)
            for part in parts.infolist():
                _walk(parts, part)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise SpreadsheetRefused(SpreadsheetFault.BROKEN) from error


def _walk(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read one part to its end, which proves its stated size, and look at the place of every cell in a sheet."""
    is_sheet = part.filename.startswith("xl/worksheets/")
    rest = b""
    with parts.open(part) as stream:
        while chunk := stream.read(_READ_AT_ONCE):
            if is_sheet:
                seen = rest + chunk
                _require_small(seen)
                rest = seen[-_LONGEST_CELL_NAME:]


def _require_small(sheet: bytes) -> None:
    for letters, digits in _CELL.findall(sheet):
        if int(digits) > MOST_ROWS + 1 or _column(letters) > MOST_COLUMNS:
            raise SpreadsheetRefused(SpreadsheetFault.TOO_LARGE)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
