"""Visits: the lists of the officer and of the agency, one visit, leaving it with a result."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.checks import Checks
from officer_portal.forms.positions import claimed_position
from officer_portal.forms.visits import QUICK, ApprovalForm, CorrectionForm, LeavingForm, VoidingForm
from officer_portal.listings import listing_of
from supervision_code.domain.checklists import Point
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Permission
from supervision_code.queries.documents import offers
from supervision_code.queries.results import VisitResults
from supervision_code.queries.visit_pages import VisitPage
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.filters import minutes_between
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervision_code.web.receipt_files import receipt_file

visits = Blueprint("visits", __name__)
_LEAVE = "officer/visits/leave.html"
_CORRECT = "officer/visits/correct.html"


@visits.get("/visits")
@requires(Permission.AGENCY_VISITS_SEE)
def index() -> ResponseReturnValue:
    """List the officer's visits, or the agency's."""
    listing = listing_of(supervision().queries.visits, current_actor(), request.args)
    return render("officer/visits/index.html", partial="officer/visits/_list.html", listing=listing)


@visits.get("/visits/<uuid:enterprise_id>/<uuid:visit_id>")
@requires(Permission.AGENCY_VISITS_SEE)
def show(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Show one visit: number and time large while it is open."""
    return _page(_visit(enterprise_id, visit_id))


@visits.get("/visits/<uuid:enterprise_id>/<uuid:visit_id>/receipt")
@requires(Permission.AGENCY_VISITS_SEE)
def receipt(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Hand out the receipt of a visit."""
    return receipt_file(supervision().queries.receipts.file_of(current_actor(), enterprise_id, visit_id))


@visits.get("/visits/<uuid:enterprise_id>/<uuid:visit_id>/leave")
@requires(Permission.VISIT_CLOSE)
def leave(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Ask how the visit ended, or what the own agency found when it has ended."""
    visit = _visit(enterprise_id, visit_id)
    if not visit.own.result_awaited:
        return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)
    return _leave_page(visit, _offered(visit, LeavingForm(formdata=None)))


@visits.post("/visits/<uuid:enterprise_id>/<uuid:visit_id>/leave")
@requires(Permission.VISIT_CLOSE)
def end(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Put the end and the result on record; sent a second time, it shows what is on record and keeps what was typed."""
    visit = _visit(enterprise_id, visit_id)
    form = _offered(visit, LeavingForm())
    leaving = form.leaving(enterprise_id, visit_id, claimed_position(request.form))
    if leaving is None:
        form.outcome.data = None
    visits = supervision().visits
    if not form.validate() or leaving is None or not form.succeeds(lambda: visits.leave(current_actor(), leaving)):
        return _leave_page(visit, form, 422)
    return see_other("visits.done", enterprise_id=enterprise_id, visit_id=visit_id)


@visits.get("/visits/<uuid:enterprise_id>/<uuid:visit_id>/done")
@requires(Permission.VISIT_CLOSE)
def done(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Say that it is on record, and where to go next."""
    visit = _visit(enterprise_id, visit_id)
    if visit.own.result_awaited:
        return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)
    minutes = minutes_between(visit.started_at, visit.ended_at or now())
    days = supervision().in_force.policy.dispute_days
    return render("officer/visits/done.html", visit=visit, minutes=minutes, days=days)


@visits.get("/visits/<uuid:enterprise_id>/<uuid:visit_id>/correct")
@requires(Permission.VISIT_CLOSE)
def ask_correction(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Show the own agency's result, to be corrected by a further version."""
    visit, form = _visit(enterprise_id, visit_id), CorrectionForm(formdata=None)
    found = _results(visit).newest_of(visit.own.agency)
    if found is None:
        raise NoSuchRecord
    form.show(found)
    form.offer(visit.kind, Checks(_points(visit), {}, found.checks), all_of_them=True)
    return render(_CORRECT, visit=visit, form=form, newest=found)


@visits.post("/visits/<uuid:enterprise_id>/<uuid:visit_id>/correct")
@requires(Permission.VISIT_CLOSE)
def correct(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Keep the further version; when another came first, show that one and keep what was typed."""
    visit, form = _visit(enterprise_id, visit_id), CorrectionForm()
    form.offer(visit.kind, Checks(_points(visit), request.form), all_of_them=True)
    correction, service = form.correction(enterprise_id, visit_id), supervision().visits
    fine = form.validate() and correction is not None
    if not fine or correction is None or not form.succeeds(lambda: service.correct(current_actor(), correction)):
        newest = _results(visit).newest_of(visit.own.agency)
        return render(_CORRECT, status=422, visit=visit, form=form, newest=newest)
    flash(t("officer-correct-done"), "saved")
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)


@visits.post("/visits/<uuid:enterprise_id>/<uuid:visit_id>/void")
@requires(Permission.VISIT_VOID_ASK)
def ask_voiding(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Ask supervisors to void the visit; somebody there decides."""
    visit, form, service = _visit(enterprise_id, visit_id), VoidingForm(), supervision().voidings
    if not form.validate_on_submit() or not form.carry_out(
        lambda: service.ask(current_actor(), enterprise_id, visit_id, form.reason.data or "")
    ):
        return _page(visit, voiding=form)
    flash(t("officer-void-asked"), "saved")
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)


@visits.post("/visits/<uuid:enterprise_id>/<uuid:visit_id>/approve")
@requires(Permission.VISIT_APPROVE)
def approve(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Approve an emergency afterwards."""
    visit, form, service = _visit(enterprise_id, visit_id), ApprovalForm(), supervision().duties
    if not form.validate_on_submit() or not form.succeeds(
        lambda: service.approve(current_actor(), enterprise_id, visit_id, form.note.data or "")
    ):
        return _page(visit, approving=form)
    flash(t("officer-approve-done"), "saved")
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)


def _page(
    visit: VisitPage, *, voiding: VoidingForm | None = None, approving: ApprovalForm | None = None
) -> ResponseReturnValue:
    actor, queries, where = current_actor(), supervision().queries, (visit.enterprise_id, visit.id)
    return render(
        "officer/visits/show.html",
        status=422 if voiding or approving else 200,
        visit=visit,
        minutes=minutes_between(visit.started_at, now()),
        sealed=queries.receipts.of_visit(actor, *where),
        there=queries.presence.of_agency(actor, *where),
        done_as_well=queries.inspection_tasks.done_as_well(actor, *where),
        results=_results(visit),
        photos=queries.photos.of_visit(actor, *where),
        documents=(papers := queries.documents.of_visit(actor, *where)),
        offered=offers(papers, before=False),
        requests=queries.voidings.of_visit(actor, *where),
        voiding=voiding or VoidingForm(formdata=None),
        approving=approving or ApprovalForm(formdata=None),
    )


def _leave_page(visit: VisitPage, form: LeavingForm, status: int = 200) -> ResponseReturnValue:
    recorded = None if visit.own.result_awaited else _results(visit).of(visit.own.agency)
    minutes = minutes_between(visit.started_at, now())
    return render(
        _LEAVE, status=status, visit=visit, form=form, quick=QUICK[visit.kind], minutes=minutes, recorded=recorded
    )


def _offered(visit: VisitPage, form: LeavingForm) -> LeavingForm:
    form.offer(visit.kind, Checks(_points(visit), request.form), all_of_them=visit.duties.scan_due)
    return form


def _points(visit: VisitPage) -> tuple[Point, ...]:
    return supervision().queries.checklists.of_items(visit.own.items)


def _results(visit: VisitPage) -> VisitResults:
    return supervision().queries.results.of_visit(current_actor(), visit.enterprise_id, visit.id)


def _visit(enterprise_id: UUID, visit_id: UUID) -> VisitPage:
    return supervision().queries.visit_pages.visit(current_actor(), enterprise_id, visit_id)
