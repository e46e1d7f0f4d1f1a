"""Reads a configuration file's tables: every key must be there, be known, have the right type and lie in its range."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import isfinite
from typing import TypeGuard, TypeVar

from supervision_code.domain.table_problems import Expected, Report

Choice = TypeVar("Choice", bound=StrEnum)

_MOST_DECIMALS = 6


class Section:
    """One table of a file. Each reader returns the value, or notes a problem and returns a harmless stand-in."""

    def __init__(self, table: Mapping[str, object], report: Report, path: str = "", *, silent: bool = False) -> None:
        self.table = table
        self._report = report
        self._path = path
        self._silent = silent
        self._read: set[str] = set()
        self._inner: list[Section] = []

    def path_of(self, key: str) -> str:
        """Return the dotted key."""
        return f"{self._path}.{key}" if self._path else key

    def add_unknown_keys(self) -> None:
        """Note every key, here and in the tables below, that nobody asked for."""
        for key, value in self.table.items():
            if key not in self._read:
                self._report.add(self.path_of(key), value, Expected.KNOWN_KEY)
        for section in self._inner:
            section.add_unknown_keys()

    def has(self, key: str) -> bool:
        """Say whether an optional key is given."""
        return key in self.table

    def problem(self, key: str, expected: Expected, detail: str = "") -> None:
        """Note a problem at a key of this table."""
        if not self._silent:
            self._report.add(self.path_of(key), self.table.get(key), expected, detail)

    def _take(self, key: str) -> object:
        self._read.add(key)
        if key not in self.table:
            self.problem(key, Expected.PRESENT)
        return self.table.get(key)

    def whole(self, key: str, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``."""
        value = self._take(key)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        if key in self.table:
            self.problem(key, Expected.WHOLE_NUMBER, f"{low}–{high}")
        return low

    def fraction(self, key: str, low: int, high: int) -> Fraction:
        """Return an exact fraction; 1.5 in the file is three halves, not a float."""
        value = self._take(key)
        if _is_finite_number(value) and low <= value <= high and _is_short(value):
            return Fraction(str(value))
        if key in self.table:
            self.problem(key, Expected.NUMBER, f"{low}–{high}")
        return Fraction(low)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self._take(key)
        if isinstance(value, bool):
            return value
        if key in self.table:
            self.problem(key, Expected.YES_OR_NO)
        return False

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return value
        if key in self.table:
            self.problem(key, Expected.TEXT)
        return ""

    def day(self, key: str) -> date:
        """Return a date; a moment is not one."""
        value = self._take(key)
        if _is_date(value):
            return value
        if key in self.table:
            self.problem(key, Expected.DATE)
        return date.min

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """Return one value of a closed vocabulary."""
        value = self._take(key)
        if isinstance(value, str) and value in set(choices):
            return choices(value)
        if key in self.table:
            self.problem(key, Expected.ONE_OF, ", ".join(choices))
        return next(iter(choices))

    def items(self, key: str) -> Sequence[object]:
        """Return a list of anything."""
        value = self._take(key)
        if isinstance(value, list | tuple):
            return value
        if key in self.table:
            self.problem(key, Expected.LIST)
        return ()

    def choices(self, key: str, choices: type[Choice]) -> frozenset[Choice]:
        """Return a set of values of a closed vocabulary."""
        values = self.items(key)
        if all(isinstance(value, str) and value in set(choices) for value in values):
            return frozenset(choices(str(value)) for value in values)
        self.problem(key, Expected.ONE_OF, ", ".join(choices))
        return frozenset()

    def names(self, key: str) -> frozenset[str]:
        """Return a set of texts: codes of districts, industries, agencies, firms."""
        values = self.items(key)
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.problem(key, Expected.TEXT)
        return frozenset(str(value) for value in values)

    def wholes(self, key: str, low: int, high: int) -> frozenset[int]:
        """Return a set of whole numbers from ``low`` to ``high``."""
        values = [value for value in self.items(key) if isinstance(value, int) and not isinstance(value, bool)]
        right = len(values) == len(self.items(key)) and all(low <= value <= high for value in values)
        if not (values and right):
            self.problem(key, Expected.WHOLE_NUMBER, f"{low}–{high}")
        return frozenset(values)

    def dates(self, key: str) -> frozenset[date]:
        """Return a set of dates."""
        values = [value for value in self.items(key) if _is_date(value)]
        if len(values) != len(self.items(key)):
            self.problem(key, Expected.DATE)
        return frozenset(values)

    def section(self, key: str) -> "Section":
        """Return the table at a key; when there is none, one problem is noted and its fields stay silent."""
        value = self._take(key)
        if isinstance(value, Mapping):
            return self._open(value, self.path_of(key))
        if key in self.table:
            self.problem(key, Expected.TABLE)
        return Section({}, self._report, self.path_of(key), silent=True)

    def _open(self, table: Mapping[str, object], path: str) -> "Section":
        section = Section(table, self._report, path)
        self._inner.append(section)
        return section

    def optional_section(self, key: str) -> "Section | None":
        """Return the table at a key that may be left out."""
        return self.section(key) if self.has(key) else None

    def sections(self, key: str) -> Iterator["Section"]:
        """Return the tables of a list of tables."""
        for index, value in enumerate(self.items(key)):
            path = f"{self.path_of(key)}[{index}]"
            if isinstance(value, Mapping):
                yield self._open(value, path)
            else:
                self._report.add(path, value, Expected.TABLE)

    def subkeys(self) -> list[str]:
        """Return the keys of a table whose keys are names (agency codes); asking marks none as read."""
        return list(self.table)


def _is_finite_number(value: object) -> TypeGuard[int | float | Decimal]:
    if isinstance(value, bool):
        return False
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) or (isinstance(value, float) and isfinite(value))


def _is_short(value: float | Decimal) -> bool:
    """Say whether a number has at most six digits after the point, so that nobody can ask for 1e-99999999."""
    number = Decimal(str(value))
    return number == round(number, _MOST_DECIMALS)


def _is_date(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)
