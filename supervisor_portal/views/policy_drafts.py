"""Drafts of a policy, for supervisors of the whole city: drawing up, trying, publishing; the last asks who is there."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.queries.policy_drafts import DraftPage
from supervision_code.services.policies import Order
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.filters import moment
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervisor_portal.forms.policies import PublishForm, UploadForm, ValuesForm
from supervisor_portal.policy_words import values_by_section

policy_drafts = Blueprint("policy_drafts", __name__, url_prefix="/policy/drafts")
_UPLOAD = "supervisor/policy/upload.html"


@policy_drafts.post("/")
@requires(Permission.POLICY_PUBLISH)
def begin() -> ResponseReturnValue:
    """Begin a draft with the policy in force."""
    draft_id = supervision().policy_drafts.begin(current_actor())
    return see_other("policy_drafts.values", draft_id=draft_id)


@policy_drafts.get("/upload")
@requires(Permission.POLICY_PUBLISH)
def upload() -> ResponseReturnValue:
    """Show the form for a file; only to those who may publish."""
    supervision().queries.policy_drafts.open_ones(current_actor())
    return render(_UPLOAD, form=UploadForm(formdata=None))


@policy_drafts.post("/upload")
@requires(Permission.POLICY_PUBLISH)
def take_file() -> ResponseReturnValue:
    """Begin a draft with the policy in a file, or say everything that is wrong with it."""
    form, service = UploadForm(), supervision().policy_drafts
    draft_id = None
    if form.validate_on_submit():
        draft_id = form.carry_out(lambda: service.begin(current_actor(), form.text()))
    if draft_id is None:
        return render(_UPLOAD, status=422, form=form)
    return see_other("policy_drafts.show", draft_id=draft_id)


@policy_drafts.get("/<uuid:draft_id>")
@requires(Permission.POLICY_PUBLISH)
def show(draft_id: UUID) -> ResponseReturnValue:
    """Show what a draft changes, and what trying it showed."""
    return render("supervisor/policy/draft.html", partial="supervisor/policy/_trial.html", draft=_draft(draft_id))


@policy_drafts.get("/<uuid:draft_id>/values")
@requires(Permission.POLICY_PUBLISH)
def values(draft_id: UUID) -> ResponseReturnValue:
    """Show the form with every value."""
    draft = _draft(draft_id)
    return _values_page(draft, ValuesForm(formdata=None, seen=draft.sha256), {})


@policy_drafts.post("/<uuid:draft_id>/values")
@requires(Permission.POLICY_PUBLISH)
def change(draft_id: UUID) -> ResponseReturnValue:
    """Take over the values, or say of each what is wrong with it."""
    draft, form, service = _draft(draft_id), ValuesForm(), supervision().policy_drafts
    sent, actor = form.sent(draft.values), current_actor()
    done = form.validate_on_submit() and form.succeeds(
        lambda: service.change(actor, draft_id, sent, form.seen.data or "")
    )
    if done:
        return see_other("policy_drafts.show", draft_id=draft_id)
    return _values_page(draft, form, sent, 422)


@policy_drafts.post("/<uuid:draft_id>/trial")
@requires(Permission.POLICY_PUBLISH)
def try_out(draft_id: UUID) -> ResponseReturnValue:
    """Try the draft over the last twelve months, or let the worker do so."""
    supervision().policy_trials.order(current_actor(), draft_id)
    return see_other("policy_drafts.show", draft_id=draft_id)


@policy_drafts.post("/<uuid:draft_id>/given-up")
@requires(Permission.POLICY_PUBLISH)
def give_up(draft_id: UUID) -> ResponseReturnValue:
    """Give the draft up."""
    supervision().policy_drafts.give_up(current_actor(), draft_id)
    flash(t("supervisor-policy-given-up"), "saved")
    return see_other("policies.index")


@policy_drafts.get("/<uuid:draft_id>/publish")
@requires(Permission.POLICY_PUBLISH, fresh=True)
def decide(draft_id: UUID) -> ResponseReturnValue:
    """Ask from when and why."""
    draft = _draft(draft_id)
    form = PublishForm(formdata=None, upon=draft.upon, seen=draft.sha256)
    return render("supervisor/policy/publish.html", draft=draft, form=form)


@policy_drafts.post("/<uuid:draft_id>/publish")
@requires(Permission.POLICY_PUBLISH, fresh=True)
def publish(draft_id: UUID) -> ResponseReturnValue:
    """Publish the draft."""
    draft, form, service = _draft(draft_id), PublishForm(), supervision().policies
    begins = None
    if form.validate_on_submit():
        begins = form.carry_out(lambda: service.order(current_actor(), _order(draft_id, form)))
    if begins is None:
        return render("supervisor/policy/publish.html", status=422, draft=draft, form=form)
    flash(t("supervisor-policy-published-now", moment=moment(begins)), "saved")
    return see_other("policies.index")


def _order(draft_id: UUID, form: PublishForm) -> Order:
    return Order(
        draft_id=draft_id,
        from_day=form.day(),
        reason=form.reason.data or "",
        upon=form.upon.data or 0,
        seen=form.seen.data or "",
    )


def _draft(draft_id: UUID) -> DraftPage:
    return supervision().queries.policy_drafts.draft(current_actor(), draft_id)


def _values_page(
    draft: DraftPage, form: ValuesForm, sent: Mapping[str, str | Sequence[str]], status: int = 200
) -> ResponseReturnValue:
    sections = values_by_section(draft.values, draft.policy, draft.agencies)
    return render(
        "supervisor/policy/values.html",
        status=status,
        draft=draft,
        form=form,
        sections=sections,
        sent=sent,
    )
