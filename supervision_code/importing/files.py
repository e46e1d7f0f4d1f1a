"""Opens a file as rows of text: CSV in UTF-8 (with or without mark) or GB 18030, and XLSX."""

import codecs
import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from supervision_code.adapters import spreadsheets
from supervision_code.adapters.spreadsheets import SpreadsheetFault, SpreadsheetRefused
from supervision_code.importing.problems import FileRefused, ImportReason, Problem

Row = list[str]
Progress = Callable[[float], None]
"""Is told how much of the work is done, from 0 to 1."""

_OLD_SPREADSHEET: Final = b"\xd0\xcf\x11\xe0"
_READ_AT_ONCE: Final = 2**20
_TELL_EVERY: Final = 1000
_SPREADSHEET_FAULTS: Final = {
    SpreadsheetFault.BROKEN: ImportReason.SPREADSHEET_BROKEN,
    SpreadsheetFault.TOO_LARGE: ImportReason.SPREADSHEET_TOO_LARGE,
}


def ignore(_: float) -> None:
    """Tell nobody."""


def read_rows(path: Path, progress: Progress = ignore) -> Iterator[tuple[int, Row]]:
    """Yield each row that is not blank with its number, the column names first; raises FileRefused."""
    with _opened(path, progress) as rows:
        for number, row in enumerate(rows, start=1):
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield number, cells


@contextmanager
def _opened(path: Path, progress: Progress) -> Iterator[Iterator[Row]]:
    try:
        head = _head(path)
        if head.startswith(_OLD_SPREADSHEET):
            raise _refused(ImportReason.OLD_SPREADSHEET)
        if spreadsheets.is_spreadsheet(head):
            yield spreadsheets.rows_of(path)
            return
        with path.open(encoding=_encoding(path), newline="") as file:
            yield _csv_rows(file, path.stat().st_size, progress)
    except SpreadsheetRefused as error:
        raise _refused(_SPREADSHEET_FAULTS[error.fault]) from error
    except OSError as error:
        raise _refused(ImportReason.NOT_READABLE) from error


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(8)


def _csv_rows(file: TextIO, size: int, progress: Progress) -> Iterator[Row]:
    # The text layer reads ahead by a few kilobytes; for a progress bar that is near enough.
    reader = csv.reader(file, strict=True)
    try:
        for count, row in enumerate(reader):
            if count % _TELL_EVERY == 0:
                progress(min(file.buffer.tell() / max(size, 1), 1.0))
            yield row
    except csv.Error as error:
        line = reader.line_num
        problem = Problem(row=line, column="", value="", reason=ImportReason.BAD_QUOTES, facts={"line": str(line)})
        raise FileRefused(problem) from error


def _encoding(path: Path) -> str:
    """Tell the encoding by reading the file once: whatever is UTF-8 all through is meant so, else GB 18030."""
    for encoding in ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return "utf-8-sig" if encoding == "utf-8" else encoding
    raise _refused(ImportReason.NOT_TEXT)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_READ_AT_ONCE):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refused(reason: ImportReason) -> FileRefused:
    return FileRefused(Problem(row=0, column="", value="", reason=reason))
