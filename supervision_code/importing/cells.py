"""Reads single cells: each reader takes a text that is not empty and returns a plain value, or raises Refused."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from supervision_code.adapters import credit_codes
from supervision_code.importing.problems import ImportReason, Refused

Plain = str | int | float | None
"""What the staging file holds."""
Read = Callable[[str], Plain]

LIST_MARK: Final = ";"
_KEY: Final = re.compile(r"[^\s;,\"]+")
_INDUSTRY: Final = re.compile(r"[A-T][0-9]{0,4}", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.,]+(Z|z|[+-][0-9]{2}(:?[0-9]{2})?)?", re.ASCII)
_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2199
_MILLION: Final = 1_000_000


def text(most: int) -> Read:
    """Read a text of at most so many characters."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise Refused(ImportReason.TOO_LONG, most=most, length=len(cell))
        return cell

    return read


def key(most: int) -> Read:
    """Read a published code: nothing invisible, and no semicolon, comma or quote, which a list could not carry."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise Refused(ImportReason.TOO_LONG, most=most, length=len(cell))
        if _KEY.fullmatch(cell) is None or not cell.isprintable():
            raise Refused(ImportReason.BAD_KEY)
        return cell

    return read


def keys(most: int) -> Read:
    """Read a list of codes joined by semicolons; it comes back sorted, each code once."""
    one = key(most)

    @lru_cache(maxsize=4096)
    def read(cell: str) -> str:
        codes = {str(one(code)) for part in cell.split(LIST_MARK) if (code := part.strip())}
        return LIST_MARK.join(sorted(codes))

    return read


def word(vocabulary: type[StrEnum]) -> Read:
    """Read one word of a closed vocabulary."""
    known = {member.value: member.value for member in vocabulary}

    def read(cell: str) -> str:
        try:
            return known[cell]
        except KeyError:
            raise Refused(ImportReason.NOT_ONE_OF, choices=", ".join(known)) from None

    return read


def flag(cell: str) -> int:
    """Read ``true``, as spreadsheets also write it (TRUE)."""
    if cell.lower() != "true":
        raise Refused(ImportReason.TRUE_OR_EMPTY)
    return 1


def yes_or_no(cell: str) -> int:
    """Read ``true`` or ``false``, as spreadsheets also write them (TRUE, FALSE)."""
    try:
        return {"true": 1, "false": 0}[cell.lower()]
    except KeyError:
        raise Refused(ImportReason.NOT_ONE_OF, choices="true, false") from None


def day(cell: str) -> str:
    """Read a day such as 2026-01-31."""
    try:
        if _DAY.fullmatch(cell) is None:
            raise ValueError(cell)
        return date.fromisoformat(cell).isoformat()
    except ValueError:
        raise Refused(ImportReason.NOT_A_DAY) from None


@lru_cache(maxsize=4096)
def moment(cell: str) -> int:
    """Read a moment with its zone, such as 2026-01-31T09:00:00+08:00; microseconds since 1970-01-01 UTC come back."""
    try:
        if _MOMENT.fullmatch(cell) is None:
            raise ValueError(cell)
        read = datetime.fromisoformat(cell)
    except ValueError:
        raise Refused(ImportReason.NOT_A_MOMENT) from None
    if read.tzinfo is None:
        raise Refused(ImportReason.ZONE_MISSING)
    if not _FIRST_YEAR < read.year < _LAST_YEAR:
        raise Refused(ImportReason.OUT_OF_RANGE, low=f"{_FIRST_YEAR + 1}", high=f"{_LAST_YEAR - 1}")
    return round(read.timestamp() * _MILLION)


@lru_cache(maxsize=4096)
def moment_of(microseconds: int) -> datetime:
    """Return the aware UTC moment that ``moment`` read."""
    seconds, rest = divmod(microseconds, _MILLION)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


def number(low: int, high: int) -> Read:
    """Read a decimal number within bounds."""

    def read(cell: str) -> float:
        if _NUMBER.fullmatch(cell) is None:
            raise Refused(ImportReason.NOT_A_NUMBER)
        value = float(cell)
        if not low <= value <= high:
            raise Refused(ImportReason.OUT_OF_RANGE, low=str(low), high=str(high))
        return value

    return read


def industry(cell: str) -> str:
    """Read a GB/T 4754 code: the section letter and up to four digits."""
    code = cell.upper()
    if _INDUSTRY.fullmatch(code) is None:
        raise Refused(ImportReason.INDUSTRY_CODE)
    return code


@lru_cache(maxsize=2**16)
def credit_code(cell: str) -> str:
    """Read a unified social credit code; wide and small letters are mended, the check digit must be right."""
    code = credit_codes.normalise(cell)
    if not credit_codes.is_valid(code):
        raise Refused(ImportReason.CREDIT_CODE)
    return code
