"""What can be wrong in a configuration file's tables, collected so that all of it can be told at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_LONGEST_VALUE_SHOWN = 60


class Expected(StrEnum):
    """What a file should hold at a key; the catalogue has a sentence for each."""

    PRESENT = "present"
    KNOWN_KEY = "known_key"
    WHOLE_NUMBER = "whole_number"
    NUMBER = "number"
    YES_OR_NO = "yes_or_no"
    TEXT = "text"
    DATE = "date"
    TABLE = "table"
    LIST = "list"
    ONE_OF = "one_of"
    AT_LEAST = "at_least"
    IN_YEAR = "in_year"
    UNIQUE = "unique"
    BASIS = "basis"
    TOML = "toml"


_IN_WORDS: Mapping[Expected, str] = {
    Expected.PRESENT: "this key is missing",
    Expected.KNOWN_KEY: "there is no such key",
    Expected.WHOLE_NUMBER: "expected a whole number, {detail}",
    Expected.NUMBER: "expected a number, {detail}",
    Expected.YES_OR_NO: "expected true or false",
    Expected.TEXT: "expected a text that is not empty",
    Expected.DATE: "expected a date such as 2026-01-31",
    Expected.TABLE: "expected a table",
    Expected.LIST: "expected a list",
    Expected.ONE_OF: "expected one of {detail}",
    Expected.AT_LEAST: "expected at least the value of {detail}",
    Expected.IN_YEAR: "expected a day of {detail}",
    Expected.UNIQUE: "this id is used twice",
    Expected.BASIS: "no legal basis is stated for this key",
    Expected.TOML: "this is no TOML: {detail}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProblem:
    """One thing wrong in a file: where, what stands there, and what is expected."""

    key: str
    value: str
    expected: Expected
    detail: str = ""

    def __str__(self) -> str:
        shown = f" = {self.value}" if self.value else ""
        return f"{self.key}{shown}: {_IN_WORDS[self.expected].format(detail=self.detail)}"


class Report:
    """Collects the problems of one file, so that all of them can be told at once."""

    def __init__(self) -> None:
        self.problems: list[TableProblem] = []

    def add(self, key: str, value: object, expected: Expected, detail: str = "") -> None:
        """Note one problem."""
        self.problems.append(TableProblem(key=key, value=_shown(value), expected=expected, detail=detail))


def _shown(value: object) -> str:
    if value is None:
        return ""
    try:
        return str(value)[:_LONGEST_VALUE_SHOWN]
    except ValueError:
        # Python refuses to write out whole numbers of thousands of digits; a file can hold them in hexadecimal.
        return "…"
