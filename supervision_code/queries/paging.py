"""Pages by key: a list is cut behind a row, so that a page far back costs no more than the first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import Row, Select, SQLColumnExpression, tuple_
from sqlalchemy.orm import Session

AnySelect: TypeAlias = Select[*tuple[Any, ...]]
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
_OLDER, _NEWER = "o", "n"
_MARK: Final = "~"
_LARGEST: Final = 2**31


def _number(text: str) -> int:
    value = int(text)
    if abs(value) >= _LARGEST:
        raise ValueError(text)
    return value


def _word(text: str) -> str:
    if "\0" in text:
        raise ValueError(text)
    return text


def _moment(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(text)
    return value.astimezone(UTC)


_READ: Final[Mapping[type[Any], Callable[[str], Any]]] = {
    int: _number,
    str: _word,
    date: date.fromisoformat,
    datetime: _moment,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a list is ordered by: a key of one kind that is never empty, and an id that decides between equals."""

    key: SQLColumnExpression[Any]
    kind: type[Any]
    id: SQLColumnExpression[Any]
    descending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where in the list to look: what an address says, and how many rows to return."""

    at: str = ""
    limit: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The rows of one page, and the addresses of its neighbours, empty where there is none."""

    rows: tuple[AnyRow, ...]
    newer: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    direction: str
    key: Any
    id: UUID


def fetch(session: Session, query: AnySelect, order: Order, cut: Cut) -> Fetched:
    """Return one page of a query; rows carry ``page_key`` and ``page_id`` behind their own columns.

    A place that makes no sense, from an address somebody changed, is the beginning.
    """
    place = _read(cut.at, order.kind)
    backwards = place is not None and place.direction == _NEWER
    descending = order.descending != backwards
    keyed = query.add_columns(order.key.label("page_key"), order.id.label("page_id"))
    if place is not None:
        here = tuple_(order.key, order.id)
        there = (place.key, place.id)
        keyed = keyed.where(here < there if descending else here > there)
    ends = (order.key.desc(), order.id.desc()) if descending else (order.key.asc(), order.id.asc())
    found = list(session.execute(keyed.order_by(*ends).limit(cut.limit + 1)))
    more, rows = len(found) > cut.limit, found[: cut.limit]
    if backwards:
        rows.reverse()
    return Fetched(
        rows=tuple(rows),
        newer=_text(_NEWER, rows[0]) if rows and (more if backwards else place is not None) else "",
        older=_text(_OLDER, rows[-1]) if rows and (more or backwards) else "",
    )


def _read(text: str, kind: type[Any]) -> _Place | None:
    direction, _, rest = text.partition(_MARK)
    key, _, identifier = rest.rpartition(_MARK)
    if direction not in {_OLDER, _NEWER}:
        return None
    try:
        return _Place(direction=direction, key=_READ[kind](key), id=UUID(identifier))
    except (ValueError, OverflowError):
        return None


def _text(direction: str, row: AnyRow) -> str:
    key = row.page_key
    shown = key.isoformat() if isinstance(key, date) else str(key)
    return f"{direction}{_MARK}{shown}{_MARK}{row.page_id}"
