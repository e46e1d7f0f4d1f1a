"""Joint visits (综合查一次): those that wait for the agency's answer, and the answers."""

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.proposals import AcceptForm
from officer_portal.proposal_batches import agree, batch_of, places_in
from officer_portal.proposals import Proposal, proposal_of
from supervision_code.domain.permissions import Permission
from supervision_code.queries.paging import Cut
from supervision_code.queries.proposals import ProposalView
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

proposals = Blueprint("proposals", __name__)
_PAGE = "officer/proposals/show.html"
_LONGEST_NUMBER = 9
_ONE = "/proposals/<uuid:enterprise_id>/<uuid:plan_id>"


@proposals.get("/proposals")
@requires(Permission.VISIT_PLAN)
def index() -> ResponseReturnValue:
    """List what waits for an answer, what was agreed to, or the tasks that found no day."""
    view = next((view for view in ProposalView if view.value == request.args.get("view")), ProposalView.WAITING)
    found = supervision().queries.proposals.page(current_actor(), view, Cut(at=request.args.get("at", "")))
    return render("officer/proposals/index.html", found=found, view=view, views=list(ProposalView))


@proposals.get("/proposals/together")
@requires(Permission.VISIT_PLAN)
def together() -> ResponseReturnValue:
    """Name those that reach and break nothing, before they are agreed to in one go."""
    at, passed = request.args.get("at", ""), _number(request.args.get("passed", ""))
    return render("officer/proposals/together.html", batch=batch_of(supervision(), current_actor(), at, passed))


@proposals.post("/proposals/together")
@requires(Permission.VISIT_PLAN)
def agree_together() -> ResponseReturnValue:
    """Agree to those that were shown, and go on with those that were not looked at yet."""
    at, passed = request.form.get("at", ""), _number(request.form.get("passed", ""))
    answered = agree(supervision(), current_actor(), places_in(request.form.get("places", "")))
    flash(t("officer-proposals-agreed", number=answered.done), "saved")
    if answered.changed:
        flash(t("officer-proposals-changed", number=answered.changed), "warning")
    return (
        see_other("proposals.together", at=at, passed=passed + answered.changed) if at else see_other("proposals.index")
    )


@proposals.get(_ONE)
@requires(Permission.VISIT_PLAN)
def show(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Show one joint visit."""
    return render(_PAGE, proposal=_proposal(enterprise_id, plan_id))


@proposals.post(f"{_ONE}/accept")
@requires(Permission.VISIT_PLAN)
def accept(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Agree to lead."""
    proposal, service = _proposal(enterprise_id, plan_id), supervision().proposals
    form = proposal.accept
    wanted = _day(form)
    if not form.validate_on_submit() or not form.succeeds(
        lambda: service.accept(current_actor(), enterprise_id, plan_id, wanted)
    ):
        return render(_PAGE, status=422, proposal=proposal)
    flash(t("officer-proposal-accepted"), "saved")
    return see_other("planned_visits.show", enterprise_id=enterprise_id, plan_id=plan_id)


@proposals.post(f"{_ONE}/join")
@requires(Permission.VISIT_PLAN)
def join(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Come along."""
    supervision().proposals.join(current_actor(), enterprise_id, plan_id)
    flash(t("officer-proposal-joined"), "saved")
    return see_other("proposals.show", enterprise_id=enterprise_id, plan_id=plan_id)


@proposals.post(f"{_ONE}/hand-over")
@requires(Permission.VISIT_PLAN)
def hand_over(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Let another agency lead."""
    proposal, service = _proposal(enterprise_id, plan_id), supervision().proposals
    form = proposal.hand_over
    if not form.validate_on_submit() or not form.succeeds(
        lambda: service.hand_over(current_actor(), enterprise_id, plan_id, form.agency.data)
    ):
        return render(_PAGE, status=422, proposal=proposal)
    flash(t("officer-proposal-handed-over"), "saved")
    return see_other("proposals.show", enterprise_id=enterprise_id, plan_id=plan_id)


@proposals.post(f"{_ONE}/decline")
@requires(Permission.VISIT_PLAN)
def decline(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Do not come together with these agencies."""
    proposal, service = _proposal(enterprise_id, plan_id), supervision().proposals
    form = proposal.decline
    if not form.validate_on_submit() or not form.succeeds(
        lambda: service.decline(current_actor(), enterprise_id, plan_id, form.reason.data or "")
    ):
        return render(_PAGE, status=422, proposal=proposal)
    flash(t("officer-proposal-declined"), "saved")
    return see_other("proposals.index")


def _proposal(enterprise_id: UUID, plan_id: UUID) -> Proposal:
    return proposal_of(supervision(), current_actor(), enterprise_id, plan_id)


def _number(text: str) -> int:
    """Return the number in an address or a field, 0 where there is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _LONGEST_NUMBER else 0


def _day(form: AcceptForm) -> date | None:
    """Return the day that was chosen, None where none was; nonsense is a day that is never offered."""
    try:
        return date.fromisoformat(form.day.data) if form.day.data else None
    except ValueError:
        return date.min
