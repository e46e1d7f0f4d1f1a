"""Scanning: by camera, from a picture, typed in, or by searching for the firm with a reason."""

from collections.abc import Callable

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.positions import claimed_position
from officer_portal.forms.scan import ChosenForm, NoScanReason, PictureForm, ReasonForm, ScanForm, SearchForm, TypedForm
from officer_portal.open_duties import scans_due
from officer_portal.this_device import this_device
from supervision_code.domain.codes import Refusal
from supervision_code.domain.errors import CodeRefused, NoSuchRecord
from supervision_code.domain.evidence import Position
from supervision_code.domain.permissions import Permission
from supervision_code.services.presence import ConfirmedVisit
from supervision_code.services.scans import ScanRef
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.errors import sentence_of
from supervision_code.web.forms import Form
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

scan = Blueprint("scan", __name__)
_SCAN = "officer/scan/index.html"
_BROUGHT = "officer/scan/brought.html"
_TYPED = "officer/scan/typed.html"
_SEARCH = "officer/scan/search.html"
_Found = ScanRef | ConfirmedVisit | Refusal


@scan.get("/scan")
@requires(Permission.SCAN)
def index() -> ResponseReturnValue:
    """Show what the camera sees, or take up a text that the phone's own camera brought here by the code's page."""
    brought = request.args.get("text", "")
    if brought:
        return render(_BROUGHT, form=ScanForm(formdata=None, text=brought))
    return render(_SCAN, form=ScanForm(formdata=None), trouble="")


@scan.post("/scan")
@requires(Permission.SCAN)
def read() -> ResponseReturnValue:
    """Take the text the camera read."""
    form = ScanForm()
    if not form.validate_on_submit():
        return render(_SCAN, status=422, form=form, trouble=t("officer-scan-text-missing"))
    return _arrive(form, _SCAN, lambda: _recognise(form.text.data or ""))


@scan.post("/scan/picture")
@requires(Permission.SCAN)
def read_picture() -> ResponseReturnValue:
    """Take the code in a picture."""
    form = PictureForm()
    picture = form.picture.data
    if not form.validate_on_submit() or picture is None:
        return render(_SCAN, status=422, form=ScanForm(formdata=None), trouble=t("officer-scan-picture-missing"))
    content = picture.read()
    picture.close()
    return _arrive(form, _SCAN, lambda: _recognise(supervision().scans.read_picture(current_actor(), content)))


@scan.get("/scan/typed")
@requires(Permission.SCAN)
def typed() -> ResponseReturnValue:
    """Ask for the text and why it is not scanned."""
    return render(_TYPED, form=TypedForm(formdata=None), trouble="")


@scan.post("/scan/typed")
@requires(Permission.SCAN)
def take_typed() -> ResponseReturnValue:
    """Take a text that was typed or pasted in."""
    form = TypedForm()
    if not _reason_given(form):
        return render(_TYPED, status=422, form=form, trouble="")
    text, reason = form.text.data or "", form.words()
    found = form.carry_out(lambda: supervision().scans.typed(current_actor(), text, reason, _position()))
    if found is Refusal.NO_CREDIT_CODE and form.looks_like_a_credit_code():
        form.text.errors = [t("officer-scan-typed-wrong")]
        return render(_TYPED, status=422, form=form, trouble="")
    return _answer(form, _TYPED, found)


@scan.get("/scan/search")
@requires(Permission.ENTERPRISE_SEARCH)
def search() -> ResponseReturnValue:
    """Ask for the firm and why there was nothing to scan; the address may bring the reason of an outage."""
    return render(_SEARCH, form=SearchForm(formdata=None, reason=request.args.get("reason")), found=None)


@scan.post("/scan/search")
@requires(Permission.ENTERPRISE_SEARCH)
def find() -> ResponseReturnValue:
    """Show the firms found by name or credit code, once a reason is given."""
    form = SearchForm()
    if not _reason_given(form):
        return render(_SEARCH, status=422, form=form, found=None)
    found = supervision().queries.enterprises.search(current_actor(), form.q.data or "")
    return render(_SEARCH, form=form, found=found)


@scan.post("/scan/search/firm")
@requires(Permission.ENTERPRISE_SEARCH)
def choose() -> ResponseReturnValue:
    """Go to a firm that was found."""
    form = ChosenForm()
    firm = form.enterprise_id()
    if firm is None:
        raise NoSuchRecord
    reference = supervision().scans.by_search(current_actor(), firm, form.words())
    outage = form.reason.data == NoScanReason.OUTAGE
    return _to_firm(reference, exception="network_outage" if outage else None)


def _recognise(text: str) -> ScanRef | ConfirmedVisit | Refusal:
    """Take the code of a colleague as confirming that one is there, and any other as arriving at a firm."""
    confirmed = supervision().presence.confirm_by_code(current_actor(), text, this_device())
    return confirmed or supervision().scans.recognise(current_actor(), text, _position())


def _position() -> Position | None:
    return claimed_position(request.form)


def _arrive(form: Form, page: str, look: Callable[[], _Found]) -> ResponseReturnValue:
    return _answer(form, page, form.carry_out(look))


def _answer(form: Form, page: str, found: _Found | None) -> ResponseReturnValue:
    if isinstance(found, ScanRef):
        return _to_visit_that_owed(found) or _to_firm(found)
    if isinstance(found, ConfirmedVisit):
        flash(t("officer-presence-confirmed-now"), "saved")
        return see_other("visits.show", enterprise_id=found.enterprise_id, visit_id=found.visit_id)
    trouble = sentence_of(CodeRefused(refusal=found.value)) if found else " ".join(_problems(form))
    return render(page, status=422, form=form if page == _TYPED else ScanForm(formdata=None), trouble=trouble)


def _problems(form: Form) -> list[str]:
    return [*form.problems, *(str(text) for field in form for text in field.errors)]


def _reason_given(form: ReasonForm) -> bool:
    fine = form.validate()
    if form.reason.data == NoScanReason.OTHER and not form.more.data:
        form.more.errors = [t("officer-scan-reason-more-missing")]
        return False
    return fine


def _to_visit_that_owed(found: ScanRef) -> ResponseReturnValue | None:
    """Let the scan end the one that an emergency here owes, and go back to that visit; else nothing."""
    if found.enterprise_id not in {duty.enterprise_id for duty in scans_due()}:
        return None
    visit_id = supervision().duties.fulfil(current_actor(), found.enterprise_id, found.scan_id)
    if visit_id is None:
        return None
    flash(t("duty-scanned-now"), "saved")
    return see_other("visits.show", enterprise_id=found.enterprise_id, visit_id=visit_id)


def _to_firm(found: ScanRef, exception: str | None = None) -> ResponseReturnValue:
    return see_other("arrivals.show", enterprise_id=found.enterprise_id, scan_id=found.scan_id, exception=exception)
