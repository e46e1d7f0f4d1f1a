"""The steps of a plan on the agency's side: laid before the head, approved, given back, published, ended."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from officer_portal.forms.inspection_plans import ReasonForm
from officer_portal.views.inspection_plans import page_of
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import see_other
from supervision_code.web.messages import t

inspection_plan_steps = Blueprint("inspection_plan_steps", __name__, url_prefix="/inspection-plans")


@inspection_plan_steps.post("/<uuid:inspection_plan_id>/submit")
@requires(Permission.PLAN_DRAFT)
def submit(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Lay the draft before the head."""
    supervision().inspection_plans.submit(current_actor(), inspection_plan_id)
    return _done(inspection_plan_id, t("officer-inspection-plan-submitted"))


@inspection_plan_steps.post("/<uuid:inspection_plan_id>/approve")
@requires(Permission.PLAN_APPROVE)
def approve(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Approve what somebody else drafted; it goes to the supervisors to be filed."""
    supervision().inspection_plans.approve(current_actor(), inspection_plan_id)
    return _done(inspection_plan_id, t("officer-inspection-plan-approved"))


@inspection_plan_steps.post("/<uuid:inspection_plan_id>/publish")
@requires(Permission.PLAN_APPROVE)
def publish(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Publish the filed plan; its firms get their tasks."""
    supervision().inspection_plans.publish(current_actor(), inspection_plan_id)
    return _done(inspection_plan_id, t("officer-inspection-plan-published"))


@inspection_plan_steps.post("/<uuid:inspection_plan_id>/close")
@requires(Permission.PLAN_APPROVE)
def close(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Close a plan whose period is over."""
    supervision().inspection_plans.close(current_actor(), inspection_plan_id)
    return _done(inspection_plan_id, t("officer-inspection-plan-closed"))


@inspection_plan_steps.post("/<uuid:inspection_plan_id>/return")
@requires(Permission.PLAN_APPROVE)
def send_back(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Give a submitted plan back with the reason."""
    service = supervision().inspection_plans
    return _with_reason(inspection_plan_id, "return", service.send_back, t("officer-inspection-plan-returned"))


@inspection_plan_steps.post("/<uuid:inspection_plan_id>/withdraw")
@requires(Permission.PLAN_DRAFT)
def withdraw(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Withdraw a plan with the reason."""
    service = supervision().inspection_plans
    return _with_reason(inspection_plan_id, "withdraw", service.withdraw, t("officer-inspection-plan-withdrawn"))


def _with_reason(plan_id: UUID, step: str, act: Callable[..., None], said: str) -> ResponseReturnValue:
    supervision().queries.inspection_plan_pages.own(current_actor(), plan_id)
    form = ReasonForm()
    done = form.validate_on_submit() and form.succeeds(lambda: act(current_actor(), plan_id, form.reason.data or ""))
    return _done(plan_id, said) if done else page_of(plan_id, form, step)


def _done(plan_id: UUID, said: str) -> ResponseReturnValue:
    flash(said, "saved")
    return see_other("inspection_plans.show", inspection_plan_id=plan_id)
