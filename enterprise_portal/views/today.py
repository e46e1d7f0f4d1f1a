"""Today: who is here now, what waits for an answer, and the code; at most five things, the most urgent first."""

from typing import Final

from flask import Blueprint
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render

today = Blueprint("today", __name__)

MOST: Final = 4
"""With the code itself five things."""


@today.get("/")
@requires(Permission.OWN_VISITS_SEE)
def index() -> ResponseReturnValue:
    """Show what is urgent; what finds no room stands in the log and among the complaints."""
    actor, queries = current_actor(), supervision().queries
    under_way = queries.own_visits.under_way(actor)[:MOST]
    awaiting = queries.own_visits.awaiting_answer(actor)[: MOST - len(under_way)]
    answered = queries.complaints.answered_lately(actor)[: MOST - len(under_way) - len(awaiting)]
    return render(
        "enterprise/today/index.html",
        under_way=under_way,
        awaiting=awaiting,
        answered=answered,
        firm=queries.accounts.own(actor).belongs_to,
        officers=supervision().in_force.policy.officers_per_visit,
        unread=queries.inbox.unread(actor),
    )
