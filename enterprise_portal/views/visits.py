"""The firm's log: every visit with who, why and what came of it, and the firm's answer to it."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from enterprise_portal.forms.visits import DisputeForm
from enterprise_portal.legal_bases import bases_of
from enterprise_portal.log_filters import asked_for, chips_of, chosen_of, pages_of
from supervision_code.domain.identifiers import NOBODY
from supervision_code.domain.permissions import Permission
from supervision_code.domain.visits import DisputeGround
from supervision_code.queries.own_visits import OwnVisitsAsked
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.forms import Form
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervision_code.web.receipt_files import receipt_file

visits = Blueprint("visits", __name__, url_prefix="/visits")


@visits.get("/")
@requires(Permission.OWN_VISITS_SEE)
def index() -> ResponseReturnValue:
    """Show the log, newest first."""
    actor, queries = current_actor(), supervision().queries.own_visits
    asked = asked_for(request.args)
    listed = queries.page(actor, asked)
    newest, older = pages_of(asked, listed.older)
    filters = chips_of(asked, queries.filters(actor))
    return render(
        "enterprise/visits/index.html",
        rows_of_log=listed.rows,
        newest=newest,
        older=older,
        filters=filters,
        chosen=chosen_of(filters),
        filtered=asked != OwnVisitsAsked(before=asked.before),
    )


@visits.get("/<uuid:visit_id>")
@requires(Permission.OWN_VISITS_SEE)
def visit(visit_id: UUID) -> ResponseReturnValue:
    """Show one visit."""
    return _page(visit_id, Form(), 200)


@visits.get("/<uuid:visit_id>/receipt")
@requires(Permission.OWN_VISITS_SEE)
def receipt(visit_id: UUID) -> ResponseReturnValue:
    """Hand out the receipt of a visit."""
    return receipt_file(supervision().queries.receipts.file_of(current_actor(), _own_firm(), visit_id))


@visits.post("/<uuid:visit_id>/confirm")
@requires(Permission.OWN_VISITS_ANSWER)
def confirm(visit_id: UUID) -> ResponseReturnValue:
    """Say that the record is right."""
    form, actor = Form(), current_actor()
    if not form.succeeds(lambda: supervision().answers.confirm(actor, visit_id)):
        return _page(visit_id, form, 409)
    flash(t("enterprise-visit-confirmed-now"), "saved")
    return see_other("visits.visit", visit_id=visit_id)


@visits.get("/<uuid:visit_id>/dispute")
@requires(Permission.OWN_VISITS_ANSWER)
def ask_dispute(visit_id: UUID) -> ResponseReturnValue:
    """Ask what is wrong with the record."""
    return _dispute_page(visit_id, DisputeForm(), 200)


@visits.post("/<uuid:visit_id>/dispute")
@requires(Permission.OWN_VISITS_ANSWER)
def dispute(visit_id: UUID) -> ResponseReturnValue:
    """Say what is wrong with the record, to the supervisor only."""
    form, actor = DisputeForm(), current_actor()
    if not form.validate_on_submit():
        return _dispute_page(visit_id, form, 422)
    ground, text = DisputeGround(form.ground.data), form.text.data or ""
    if not form.succeeds(lambda: supervision().answers.dispute(actor, visit_id, ground, text)):
        return _dispute_page(visit_id, form, 409)
    flash(t("enterprise-visit-disputed-now"), "saved")
    return see_other("visits.visit", visit_id=visit_id)


def _page(visit_id: UUID, form: Form, status: int) -> ResponseReturnValue:
    found = supervision().queries.own_visit_pages.visit(current_actor(), visit_id)
    policy = supervision().in_force.policy
    return render(
        "enterprise/visits/visit.html",
        status=status,
        found=found,
        form=form,
        policy=policy,
        bases=bases_of(found, policy),
        sealed=supervision().queries.receipts.of_visit(current_actor(), _own_firm(), visit_id),
        photos=supervision().queries.photos.of_visit(current_actor(), _own_firm(), visit_id),
        documents=supervision().queries.documents.of_visit(current_actor(), _own_firm(), visit_id),
        told=supervision().queries.own_notices.before(current_actor(), visit_id),
        results=supervision().queries.results.of_visit(current_actor(), _own_firm(), visit_id),
        there=supervision().queries.presence.of_firm(current_actor(), visit_id),
    )


def _own_firm() -> UUID:
    return current_actor().enterprise_id or NOBODY


def _dispute_page(visit_id: UUID, form: DisputeForm, status: int) -> ResponseReturnValue:
    found = supervision().queries.own_visit_pages.visit(current_actor(), visit_id)
    return render("enterprise/visits/dispute.html", status=status, found=found, form=form)
