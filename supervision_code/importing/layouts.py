"""The columns of a kind of file, and how a row of text becomes a row of plain values."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from supervision_code.importing.cells import Plain, Read
from supervision_code.importing.problems import FileRefused, ImportReason, Problem, Refused

Report = Callable[[Problem], None]
_HEADER_ROW: Final = 1
_MARK: Final = "\ufeff"
_REMARK: Final = re.compile(r"[（(][^）)]*[）)]$")
_LINE_BREAKS: Final = frozenset("\n\r\t")
_NOT_IN_TEXT: Final = frozenset({"Cc", "Cs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; ``lines`` allows line breaks in it, ``blank`` empty cells although the column must be there."""

    name: str
    read: Read
    required: bool = False
    empty: Plain = None
    lines: bool = False
    blank: bool = False


def required(name: str, read: Read, *, lines: bool = False) -> Column:
    """Return a column whose cells must not be empty."""
    return Column(name=name, read=read, required=True, lines=lines)


def present(name: str, read: Read, empty: Plain) -> Column:
    """Return a column that must be there though its cells may be empty, and what they then stand for."""
    return Column(name=name, read=read, required=True, empty=empty, blank=True)


def optional(name: str, read: Read, empty: Plain = None, *, lines: bool = False) -> Column:
    """Return a column that may be missing or empty, and what it then stands for."""
    return Column(name=name, read=read, empty=empty, lines=lines)


@dataclass(frozen=True, slots=True)
class Layout:
    """All columns of a kind. ``remarks``: what a name says in brackets is no part of it.

    The first column is the key, or the first ``keys`` of them together. ``most_rows``: more than so many are refused
    before any is looked at closely; None: as many as there are.
    """

    columns: tuple[Column, ...]
    remarks: bool = False
    keys: int = 1
    most_rows: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.columns)


class RowReader:
    """Reads the rows of one file whose column names are known; every problem goes to ``report``."""

    def __init__(self, layout: Layout, header: Sequence[str], report: Report) -> None:
        self._header = _read_header(layout, header)
        self._report = report
        places = {name: place for place, name in enumerate(self._header)}
        self._places = places
        self._plan = [(column, places.get(column.name)) for column in layout.columns]
        self._with_lines = frozenset(
            places[column.name] for column in layout.columns if column.lines and column.name in places
        )

    def read(self, row: int, cells: Sequence[str]) -> list[Plain] | None:
        """Return the values in the order of the layout, or None when a cell is wrong."""
        if len(cells) != len(self._header) and not self._fits(row, cells):
            return None
        if not "".join(cells).isprintable() and not self._is_clean(row, cells):
            return None
        return self._values(row, cells)

    def cell(self, cells: Sequence[str], column: str) -> str:
        """Return what stands in a column of a row."""
        return cells[self._places[column]] if column in self._places else ""

    def _values(self, row: int, cells: Sequence[str]) -> list[Plain] | None:
        values: list[Plain] = []
        right = True
        for column, place in self._plan:
            cell = cells[place] if place is not None else ""
            if not cell:
                values.append(column.empty)
                if column.required and not column.blank:
                    right = False
                    self._tell(row, column.name, cell, Refused(ImportReason.REQUIRED))
                continue
            try:
                values.append(column.read(cell))
            except Refused as refused:
                right = False
                self._tell(row, column.name, cell, refused)
        return values if right else None

    def _fits(self, row: int, cells: Sequence[str]) -> bool:
        """Say whether a longer row only has empty cells too many; anything else is told."""
        if len(cells) > len(self._header) and not any(cells[len(self._header) :]):
            return True
        self._tell(
            row, "", str(len(cells)), Refused(ImportReason.CELL_COUNT, expected=len(self._header), found=len(cells))
        )
        return False

    def _is_clean(self, row: int, cells: Sequence[str]) -> bool:
        clean = True
        for place, (name, cell) in enumerate(zip(self._header, cells, strict=False)):
            allowed = _LINE_BREAKS if place in self._with_lines else frozenset()
            if any(unicodedata.category(sign) in _NOT_IN_TEXT and sign not in allowed for sign in cell):
                clean = False
                self._tell(row, name, cell, Refused(ImportReason.CONTROL_CHARACTER))
        return clean

    def _tell(self, row: int, column: str, value: str, refused: Refused) -> None:
        self._report(Problem(row=row, column=column, value=value, reason=refused.reason, facts=refused.facts))


def _read_header(layout: Layout, header: Sequence[str]) -> list[str]:
    """Return the column names as given; raises FileRefused for unknown, repeated and missing ones."""
    names = [name.lstrip(_MARK).strip() for name in header]
    if layout.remarks:
        names = [_REMARK.sub("", name).strip() for name in names]
    while names and not names[-1]:
        names.pop()
    problems = [*_header_problems(layout, names)]
    if problems:
        raise FileRefused(*problems)
    return names


def _header_problems(layout: Layout, names: Sequence[str]) -> Iterator[Problem]:
    for place, name in enumerate(names):
        if name not in layout.names:
            yield _header_problem(name, ImportReason.UNKNOWN_COLUMN)
        elif name in names[:place]:
            yield _header_problem(name, ImportReason.REPEATED_COLUMN)
    for column in layout.columns:
        if column.required and column.name not in names:
            yield _header_problem(column.name, ImportReason.MISSING_COLUMN)


def _header_problem(name: str, reason: ImportReason) -> Problem:
    return Problem(
        row=_HEADER_ROW, column=name, value="" if reason is ImportReason.MISSING_COLUMN else name, reason=reason
    )
