"""The list of tasks with its filters, all of which live in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from supervision_code.domain.permissions import Actor
from supervision_code.queries.inspection_tasks import InspectionTaskQueries, TaskRow, TasksAsked, TaskView
from supervision_code.queries.paging import Cut
from supervision_code.web.forms import uuid_of
from supervision_code.web.messages import label

_PAGE: Final = 20
_KEPT: Final = ("view", "plan", "q")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskListing:
    """One page of the list and the addresses around it."""

    tasks: Sequence[TaskRow]
    view: TaskView
    words: str
    plan: str
    """Title of the plan the list is narrowed to, empty for all."""
    tabs: Sequence[tuple[str, str, bool, int]]
    kept: Mapping[str, str]
    every_plan: str
    newer: str
    older: str


def task_listing_of(queries: InspectionTaskQueries, actor: Actor, arguments: Mapping[str, str]) -> TaskListing:
    """Return the page that an address asks for; what an address says wrongly is left out."""
    view = next((each for each in TaskView if each.value == arguments.get("view")), TaskView.OPEN)
    words, cut = arguments.get("q", "").strip()[:80], Cut(at=arguments.get("at", ""), limit=_PAGE)
    plan = uuid_of(arguments.get("plan", ""))
    found = queries.page(actor, TasksAsked(view=view, plan_id=plan, words=words, cut=cut))
    kept = {name: arguments[name] for name in _KEPT if arguments.get(name)}
    return TaskListing(
        tasks=found.rows,
        view=view,
        words=words,
        plan=found.plan,
        tabs=[
            (label(each), _address(kept, view=each.value), each is view, found.numbers.get(each, 0))
            for each in TaskView
        ],
        kept={name: value for name, value in kept.items() if name != "q"},
        every_plan=_address(kept, plan=""),
        newer=_address(kept, at=found.newer) if found.newer else "",
        older=_address(kept, at=found.older) if found.older else "",
    )


def _address(kept: Mapping[str, str], **changed: str) -> str:
    wanted: dict[str, Any] = {name: value for name, value in {**kept, **changed}.items() if value}
    return url_for("inspection_tasks.index", **wanted)
