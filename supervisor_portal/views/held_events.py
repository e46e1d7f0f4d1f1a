"""Held events: what machines sent and could not be recorded, with its bytes, until a supervisor has looked at it."""

from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.queries.held_events import HeldView
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.held_words import expectation, held_reason
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervisor_portal.addresses import chosen, cut
from supervisor_portal.forms.held_events import SeenForm
from supervisor_portal.list_filters import held_tabs

held_events = Blueprint("held_events", __name__, url_prefix="/held-events")


@held_events.get("/")
@requires(Permission.HELD_EVENTS_SEE)
def index() -> ResponseReturnValue:
    """Show the held events of the area."""
    view = chosen(HeldView, "state", HeldView.WAITING)
    return render(
        "supervisor/held_events/index.html",
        partial="supervisor/held_events/_rows.html",
        tabs=held_tabs(view),
        sentence=held_reason,
        found=supervision().queries.held_events.page(current_actor(), view, cut()),
    )


@held_events.get("/<uuid:held_id>")
@requires(Permission.HELD_EVENTS_SEE)
def show(held_id: UUID) -> ResponseReturnValue:
    """Show one held event with its bytes."""
    return _page(held_id, SeenForm(formdata=None))


@held_events.post("/<uuid:held_id>/seen")
@requires(Permission.HELD_EVENTS_SEE)
def mark_seen(held_id: UUID) -> ResponseReturnValue:
    """Note that somebody has looked at it."""
    form = SeenForm()
    note = form.note.data or ""
    service = supervision().held_events
    if not form.validate_on_submit() or not form.succeeds(lambda: service.mark_seen(current_actor(), held_id, note)):
        return _page(held_id, form, status=422)
    flash(t("supervisor-held-marked"), "saved")
    return see_other("held_events.index")


def _page(held_id: UUID, form: SeenForm, status: int = 200) -> ResponseReturnValue:
    return render(
        "supervisor/held_events/show.html",
        status=status,
        held=supervision().queries.held_events.show(current_actor(), held_id),
        sentence=held_reason,
        expectation=expectation,
        form=form,
    )
