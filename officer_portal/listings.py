"""The list of visits with its filters, all of which live in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeVar

from flask import url_for

from supervision_code.domain.permissions import Actor, Permission, Role
from supervision_code.domain.visits import VisitKind, VisitState
from supervision_code.queries.paging import Cut
from supervision_code.queries.visits import ListedVisit, VisitQueries, VisitsAsked, VisitScope
from supervision_code.web.messages import label, t

_PAGE: Final = 20
_KEPT: Final = ("scope", "state", "kind", "approval", "q")
_E = TypeVar("_E", bound=Enum)
Chip = tuple[str, str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list and the addresses around it."""

    visits: Sequence[ListedVisit]
    words: str
    tabs: Sequence[tuple[str, str, bool, int]]
    chips: Sequence[Chip]
    kept: Mapping[str, str]
    """The filters as they stand, for the search form."""
    filtered: bool
    newer: str
    older: str


def listing_of(queries: VisitQueries, actor: Actor, arguments: Mapping[str, str]) -> Listing:
    """Return the page that an address asks for; what an address says wrongly is left out."""
    usual = VisitScope.AGENCY if actor.role is Role.AGENCY_MANAGER else VisitScope.MINE
    scope = _word(VisitScope, arguments.get("scope")) or usual
    state, kind = _word(VisitState, arguments.get("state")), _word(VisitKind, arguments.get("kind"))
    words, cut = arguments.get("q", "").strip()[:80], Cut(at=arguments.get("at", ""), limit=_PAGE)
    due = arguments.get("approval") == "due" and actor.may(Permission.VISIT_APPROVE)
    asked = VisitsAsked(scope=scope, state=state, kind=kind, words=words, unapproved=due, cut=cut)
    found = queries.page(actor, asked)
    kept = {name: arguments[name] for name in _KEPT if arguments.get(name)}
    return Listing(
        visits=found.rows,
        words=words,
        tabs=[(label(each), _address(kept, scope=each.value), each is scope, 0) for each in VisitScope],
        chips=[*_chips(kept, state, kind, due=due), *([_approval(kept)] if due else [])],
        kept={name: value for name, value in kept.items() if name != "q"},
        filtered=bool(state or kind or words or due),
        newer=_address(kept, at=found.newer) if found.newer else "",
        older=_address(kept, at=found.older) if found.older else "",
    )


def _chips(kept: Mapping[str, str], state: VisitState | None, kind: VisitKind | None, *, due: bool) -> list[Chip]:
    nothing_said = state is None and kind is None and not due
    everything = (t("officer-visit-all"), _address(kept, state="", kind="", approval=""), nothing_said)
    states = [
        (label(each), _address(kept, state="" if each is state else each.value), each is state) for each in VisitState
    ]
    kinds = [(label(each), _address(kept, kind="" if each is kind else each.value), each is kind) for each in VisitKind]
    return [everything, *states, *kinds]


def _approval(kept: Mapping[str, str]) -> Chip:
    return t("officer-today-approve"), _address(kept, approval=""), True


def _address(kept: Mapping[str, str], **changed: str) -> str:
    wanted: dict[str, Any] = {name: value for name, value in {**kept, **changed}.items() if value}
    return url_for("visits.index", **wanted)


def _word(words: type[_E], text: str | None) -> _E | None:
    return next((word for word in words if word.value == text), None)
