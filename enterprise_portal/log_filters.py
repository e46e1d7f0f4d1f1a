"""The filters of the log, which live in the address: year, kind and agency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from flask import url_for

from supervision_code.domain.visits import VisitKind
from supervision_code.queries.own_visits import LogFilters, OwnVisitsAsked
from supervision_code.web.forms import uuid_of
from supervision_code.web.messages import label, t

Chip: TypeAlias = tuple[str, str, bool]
_YEARS = {str(year): year for year in range(2000, 2101)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterRow:
    """One row of chips."""

    text: str
    chips: tuple[Chip, ...]


def asked_for(arguments: Mapping[str, str]) -> OwnVisitsAsked:
    """Read the filters of an address; what is no filter is left out."""
    kind = arguments.get("kind", "")
    return OwnVisitsAsked(
        year=_YEARS.get(arguments.get("year", "")),
        agency=arguments.get("agency", ""),
        kind=VisitKind(kind) if kind in set(VisitKind) else None,
        before=uuid_of(arguments.get("before", "")),
    )


def chips_of(asked: OwnVisitsAsked, filters: LogFilters) -> list[FilterRow]:
    """Return the rows of chips; a filter with a single value is no filter and has no row."""
    years = [(str(year), year) for year in filters.years]
    kinds = [(label(kind), kind) for kind in VisitKind]
    agencies = [(agency.name, agency.code) for agency in filters.agencies]
    rows = [
        _row("year", asked, t("enterprise-log-year"), years),
        _row("kind", asked, t("enterprise-log-kind"), kinds),
        _row("agency", asked, t("enterprise-log-agency"), agencies),
    ]
    return [row for row in rows if len(row.chips) > 2]  # noqa: PLR2004 "all" and one more


def chosen_of(rows: Sequence[FilterRow]) -> str:
    """Return what is chosen, in words; "all" when nothing is."""
    chosen = [text for row in rows for text, _, active in row.chips[1:] if active]
    return t("enterprise-list-mark").join(chosen) or t("enterprise-log-all")


def _row(name: str, asked: OwnVisitsAsked, text: str, choices: Sequence[tuple[str, object]]) -> FilterRow:
    present = getattr(asked, name) or None
    everything = (t("enterprise-log-all"), _address(asked, name, None), present is None)
    return FilterRow(
        text=text,
        chips=(everything, *((words, _address(asked, name, value), value == present) for words, value in choices)),
    )


def pages_of(asked: OwnVisitsAsked, older: UUID | None) -> tuple[str, str]:
    """Return where the newest page and the next older one of the same filters are; empty where there is none."""
    newest = "" if asked.before is None else _address(asked, "before", None)
    return newest, "" if older is None else _address(asked, "before", older)


def _address(asked: OwnVisitsAsked, name: str, value: object) -> str:
    wanted: dict[str, Any] = {"year": asked.year, "kind": asked.kind, "agency": asked.agency or None, name: value}
    return url_for("visits.index", **wanted)
