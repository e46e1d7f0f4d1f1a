"""What stands in a list's address: filters, words, sort and place; anything unknown counts as not said."""

from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import request, url_for

from supervision_code.domain.periods import PERIODS, USUAL_PERIOD, Period
from supervision_code.queries.paging import Cut

_E = TypeVar("_E", bound=StrEnum)
_LONGEST_WORDS: Final = 80
PAGE: Final = 30
ANY_TIME: Final = 0


def chosen(vocabulary: type[_E], name: str, usual: _E) -> _E:
    """Return the member the address names, or the usual one."""
    return find_chosen(vocabulary, name) or usual


def find_chosen(vocabulary: type[_E], name: str) -> _E | None:
    """Return the member the address names, or None."""
    try:
        return vocabulary(request.args.get(name, ""))
    except ValueError:
        return None


def days(usual: int = USUAL_PERIOD) -> int:
    """Return the length of the period the address names, or the usual one."""
    text = request.args.get("days", "")
    return int(text) if text in {str(period) for period in (*PERIODS, ANY_TIME)} else usual


def find_span() -> Period | None:
    """Return the days from ``first`` to ``last`` that the address names, when they make sense."""
    try:
        first, last = (date.fromisoformat(request.args.get(name, "")) for name in ("first", "last"))
    except ValueError:
        return None
    return Period(first=first, last=last) if first <= last else None


def word(name: str) -> str:
    """Return a short text of the address."""
    return request.args.get(name, "").strip()[:_LONGEST_WORDS]


def find_id(name: str) -> str:
    """Return the id the address names, or nothing."""
    try:
        return str(UUID(request.args.get(name, "")))
    except ValueError:
        return ""


def cut() -> Cut:
    """Return the place in the list."""
    return Cut(at=request.args.get("at", ""), limit=PAGE)


def here(endpoint: str | None = None, /, **changes: Any) -> str:
    """Return this page's address with some of it changed; a change of filters goes back to the first page.

    ``endpoint``: another page that takes the same filters. What the address says in words that mean something to the
    making of addresses is no filter.
    """
    place = request.view_args or {}
    taken = {"at", "language", "endpoint", *place}
    wanted = {name: value for name, value in request.args.items() if name not in taken and not name.startswith("_")}
    wanted.update(changes)
    kept: dict[str, Any] = {name: str(value) for name, value in wanted.items() if value not in {None, ""}}
    return url_for(endpoint or str(request.endpoint), **place, **kept)
