"""Spreadsheets (XLSX) through python-calamine, the only door to it; every cell is handed on as text."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

import python_calamine

MOST_BYTES: Final = 64 * 2**20
MOST_UNPACKED_BYTES: Final = 512 * 2**20
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 64
_MAGIC: Final = b"PK\x03\x04"
_READ_AT_ONCE: Final = 2**20
_CELL: Final = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_LONGEST_CELL_NAME: Final = 16


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
