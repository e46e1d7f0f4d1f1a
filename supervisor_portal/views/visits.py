"""Visits of the area: the list, one visit whole, and answering what the firm says against it."""

from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Permission
from supervision_code.queries.area_visits import AreaVisitsAsked, VisitMark
from supervision_code.queries.voidings import VoidRequestRow
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervision_code.web.receipt_files import receipt_file
from supervisor_portal.addresses import chosen, cut, days, find_span, word
from supervisor_portal.forms.visits import DecideForm, KeepForm, VoidForm
from supervisor_portal.list_filters import visit_filters, visit_tabs

visits = Blueprint("visits", __name__, url_prefix="/visits")


@visits.get("/")
@requires(Permission.AREA_VISITS_SEE)
def index() -> ResponseReturnValue:
    """Show the visits of the area, the newest first."""
    asked, queries = _asked(), supervision().queries
    found = queries.area_visits.page(current_actor(), asked, cut())
    return render(
        "supervisor/visits/index.html",
        partial="supervisor/visits/_rows.html",
        asked=asked,
        found=found,
        tabs=visit_tabs(asked),
        filters=visit_filters(asked, found.agency, queries.districts.choices(current_actor())),
    )


@visits.get("/<uuid:enterprise_id>/<uuid:visit_id>")
@requires(Permission.AREA_VISITS_SEE)
def show(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Show one visit whole."""
    return visit_page(enterprise_id, visit_id)


@visits.get("/<uuid:enterprise_id>/<uuid:visit_id>/receipt")
@requires(Permission.AREA_VISITS_SEE)
def receipt(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Hand out the receipt of a visit."""
    return receipt_file(supervision().queries.receipts.file_of(current_actor(), enterprise_id, visit_id))


@visits.post("/<uuid:enterprise_id>/<uuid:visit_id>/disputes/<uuid:dispute_id>")
@requires(Permission.VISIT_VOID)
def keep(enterprise_id: UUID, visit_id: UUID, dispute_id: UUID) -> ResponseReturnValue:
    """Let the record stand and tell the firm why."""
    _require_dispute(enterprise_id, visit_id, dispute_id)
    form, service = KeepForm(), supervision().disputes
    if not form.validate_on_submit() or not form.succeeds(
        lambda: service.keep_record(current_actor(), enterprise_id, dispute_id, form.answer.data or "")
    ):
        return visit_page(enterprise_id, visit_id, keeping=form)
    flash(t("supervisor-dispute-answered"), "saved")
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)


def _require_dispute(enterprise_id: UUID, visit_id: UUID, dispute_id: UUID) -> None:
    """Raise NoSuchRecord unless the firm disputes this very visit."""
    visit = supervision().queries.area_visit_pages.visit(current_actor(), enterprise_id, visit_id)
    if dispute_id not in {dispute.id for dispute in visit.disputes}:
        raise NoSuchRecord


def _asked() -> AreaVisitsAsked:
    return AreaVisitsAsked(
        mark=chosen(VisitMark, "mark", VisitMark.ALL),
        agency=word("agency"),
        district=word("district"),
        days=days(),
        span=find_span(),
        words=word("q"),
    )


def visit_page(
    enterprise_id: UUID,
    visit_id: UUID,
    *,
    voiding: VoidForm | None = None,
    keeping: KeepForm | None = None,
    deciding: DecideForm | None = None,
) -> ResponseReturnValue:
    """Show one visit, with a form as it was sent where it was refused."""
    return render(
        "supervisor/visits/show.html",
        status=422 if voiding or keeping or deciding else 200,
        reported=supervision().queries.held_events.reported(current_actor(), enterprise_id, visit_id),
        visit=supervision().queries.area_visit_pages.visit(current_actor(), enterprise_id, visit_id),
        sealed=supervision().queries.receipts.of_visit(current_actor(), enterprise_id, visit_id),
        photos=supervision().queries.photos.of_visit(current_actor(), enterprise_id, visit_id),
        documents=supervision().queries.documents.of_visit(current_actor(), enterprise_id, visit_id),
        told=supervision().queries.notices.before(current_actor(), enterprise_id, visit_id),
        there=supervision().queries.presence.of_area(current_actor(), enterprise_id, visit_id),
        results=supervision().queries.results.of_visit(current_actor(), enterprise_id, visit_id),
        requests=_requests(enterprise_id, visit_id),
        voiding=voiding or VoidForm(formdata=None),
        deciding=deciding or DecideForm(formdata=None),
        keeping=keeping or KeepForm(formdata=None),
    )


def _requests(enterprise_id: UUID, visit_id: UUID) -> tuple[VoidRequestRow, ...]:
    actor = current_actor()
    if not actor.may(Permission.VISIT_VOID_ASK):
        return ()
    return supervision().queries.voidings.of_visit(actor, enterprise_id, visit_id)
