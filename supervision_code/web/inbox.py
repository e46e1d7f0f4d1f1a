"""The inbox: messages to the firm, the officer, the agency or the supervisors of an area; the same in all portals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.queries.inbox import MessageRow
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.filters import day
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

inbox = Blueprint("inbox", __name__, url_prefix="/inbox")

PAGE: Final = 20
_DAYS: Final = frozenset({"until", "from_day"})
"""Facts that are days, written as people say them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """A message in the reader's language."""

    text: str
    address: str
    at: datetime
    unread: bool


@inbox.get("/")
@requires(Permission.OWN_INBOX_SEE)
def index() -> ResponseReturnValue:
    """Show the messages, newest first."""
    before, queries = _before(), supervision().queries.inbox
    found = queries.messages(current_actor(), before, PAGE + 1)
    return render(
        "shared/inbox.html",
        messages=[shown(row) for row in found[:PAGE]],
        older=found[PAGE - 1].id if len(found) > PAGE else None,
        first_page=before is None,
        unread=queries.unread(current_actor()),
    )


@inbox.post("/read")
@requires(Permission.OWN_INBOX_SEE)
def mark_read() -> ResponseReturnValue:
    """Mark all messages as read."""
    supervision().inbox.mark_read(current_actor())
    return see_other("inbox.index")


def shown(row: MessageRow) -> ShownMessage:
    """Return a message as its reader sees it; links lead inside the reader's portal."""
    return ShownMessage(
        text=t(row.key, **_said(row.facts)),
        address=request.script_root + row.link if row.link else "",
        at=row.at,
        unread=row.read_at is None,
    )


def _said(facts: Mapping[str, str | int]) -> dict[str, str | int]:
    return {
        name: day(date.fromisoformat(str(value))) if name in _DAYS and value else value for name, value in facts.items()
    }


def _before() -> UUID | None:
    try:
        return UUID(request.args["before"])
    except (KeyError, ValueError):
        return None
