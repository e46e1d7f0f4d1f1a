"""Reads the cells of a year's plan as agencies write them: spans of days, shares, yes and no, lists of names."""

import json
import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Final

from supervision_code.importing.cells import Plain, Read
from supervision_code.importing.problems import ImportReason, Refused

_PARTS: Final = re.compile(r"[;；、\n]+")
_BETWEEN: Final = re.compile(r"\s*(?:至|到|~|～|—+|–|/(?=\d{4}-)|(?<=[日月\d])\s+-\s+|(?<=[日月])-)\s*")
_DAY: Final = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})日?", re.ASCII)
_MONTH: Final = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})月?", re.ASCII)
_YEAR: Final = re.compile(r"(\d{4})年?(?:全年|度|年度)?", re.ASCII)
_WHOLE: Final = re.compile(r"(\d{1,9})(?:户|家|个|次|次/年)?", re.ASCII)
_SHARE: Final = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*([%％]?)", re.ASCII)
_MOST_PERCENT: Final = 100


def chosen(words: Mapping[str, str]) -> Read:
    """Read one of these words; what each stands for comes back."""

    def read(cell: str) -> str:
        try:
            return words[cell]
        except KeyError:
            raise Refused(ImportReason.NOT_ONE_OF, choices="、".join(words)) from None

    return read


def parts(cell: str) -> str:
    """Read a list whose entries are parted by semicolons, 、 or line breaks; as JSON, each entry once."""
    found = dict.fromkeys(part.strip() for part in _PARTS.split(cell))
    return json.dumps([part for part in found if part], ensure_ascii=False)


def listed(value: Plain) -> list[str]:
    """Return the entries that ``parts`` read."""
    return [str(part) for part in json.loads(str(value))] if value else []


def whole(low: int, high: int) -> Read:
    """Read a whole number within bounds; what is counted may stand behind it (200户, 2次)."""

    def read(cell: str) -> int:
        found = _WHOLE.fullmatch(cell.replace(",", ""))
        if found is None:
            raise Refused(ImportReason.NOT_WHOLE, low=low, high=high)
        if not low <= int(found[1]) <= high:
            raise Refused(ImportReason.OUT_OF_RANGE, low=str(low), high=str(high))
        return int(found[1])

    return read


def share(cell: str) -> int:
    """Read a share in percent: 10%, 10, or 0.1 as a spreadsheet keeps a cell that shows 10%.

    A bare 1 is refused: it may be one percent that was typed or a hundred that a spreadsheet keeps so.
    """
    found = _SHARE.fullmatch(cell)
    if found is None:
        raise Refused(ImportReason.NOT_A_SHARE)
    number, marked = float(found[1]), bool(found[2])
    if not marked and number == 1:
        raise Refused(ImportReason.NOT_A_SHARE)
    percent = number if marked or number > 1 else number * _MOST_PERCENT
    if not 1 <= round(percent, 6) <= _MOST_PERCENT or round(percent, 6) != round(percent):
        raise Refused(ImportReason.NOT_A_SHARE)
    return round(percent)


def span(cell: str) -> str:
    """Read a span of days; it comes back as ``first/last``.

    Understood are days (2026-04-01至2026-06-30, 2026年4月1日-6月30日), months (2026年4月至6月), and a year (2026年).
    """
    text = cell.replace(" ", "") if "年" in cell or "月" in cell else cell.strip()
    whole_year = _YEAR.fullmatch(text)
    if whole_year is not None:
        return _joined(_made(int(whole_year[1]), 1, 1), _made(int(whole_year[1]), 12, 31))
    ends = _BETWEEN.split(text)
    if len(ends) > 2:  # noqa: PLR2004
        raise Refused(ImportReason.NOT_A_SPAN)
    first, year = _end(ends[0], None, last=False)
    last, _ = _end(ends[-1], year, last=True)
    return _joined(first, last)


def _end(text: str, year: int | None, *, last: bool) -> tuple[date, int]:
    """Return one end of a span, and its year; the second end may leave the year to the first."""
    found = _DAY.fullmatch(text)
    if found is not None:
        in_year = _year(found[1], year)
        return _made(in_year, int(found[2]), int(found[3])), in_year
    month = _MONTH.fullmatch(text)
    if month is None:
        raise Refused(ImportReason.NOT_A_SPAN)
    in_year, number = _year(month[1], year), int(month[2])
    if not 1 <= number <= 12:  # noqa: PLR2004
        raise Refused(ImportReason.NOT_A_SPAN)
    return _made(in_year, number, monthrange(in_year, number)[1] if last else 1), in_year


def _year(said: str | None, before: int | None) -> int:
    year = int(said) if said else before
    if year is None:
        raise Refused(ImportReason.NOT_A_SPAN)
    return year


def _made(year: int, month: int, day: int) -> date:
    if not 2000 <= year < 2200:  # noqa: PLR2004
        raise Refused(ImportReason.NOT_A_SPAN)
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(ImportReason.NOT_A_SPAN) from None


def _joined(first: date, last: date) -> str:
    if last < first:
        raise Refused(ImportReason.NOT_A_SPAN)
    return f"{first.isoformat()}/{last.isoformat()}"
