"""Today: who is here, who is coming, what waits for an answer, and the code; at most five things, the urgent first."""

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
_COMING: Final = 2
"""Notices among them; the others are one tap away."""


@today.get("/")
@requires(Permission.OWN_VISITS_SEE)
def index() -> ResponseReturnValue:
    """Show what is urgent; what finds no room stands in the log and among the complaints."""
    actor, queries = current_actor(), supervision().queries
    under_way = queries.own_visits.under_way(actor)[:MOST]
    to_put_right = queries.rectifications.to_report(actor)[: MOST - len(under_way)]
    room = MOST - len(under_way) - len(to_put_right)
    coming = queries.own_notices.coming(actor, _COMING)[:room]
    awaiting = queries.own_visits.awaiting_answer(actor)[: room - len(coming)]
    answered = queries.complaints.answered_lately(actor)[: room - len(coming) - len(awaiting)]
    return render(
        "enterprise/today/index.html",
        to_put_right=to_put_right,
        under_way=under_way,
        coming=coming,
        awaiting=awaiting,
        answered=answered,
        firm=queries.accounts.own(actor).belongs_to,
        officers=supervision().in_force.policy.officers_per_visit,
        unread=queries.inbox.unread(actor),
    )
