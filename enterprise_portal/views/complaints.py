"""My complaints: file one, with a visit or without, and follow it to the reply."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from enterprise_portal.complaint_progress import next_of, progress_of
from enterprise_portal.forms.complaints import ComplaintForm
from enterprise_portal.legal_bases import basis_text
from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Permission
from supervision_code.queries.own_visit_pages import OwnVisitPage
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.json_files import json_file
from supervision_code.web.messages import t

complaints = Blueprint("complaints", __name__, url_prefix="/complaints")

PAGE = 20


@complaints.get("/")
@requires(Permission.OWN_COMPLAINTS_SEE)
def index() -> ResponseReturnValue:
    """Show the firm's complaints, newest first."""
    after = request.args.get("after", "")
    listed = supervision().queries.complaints.page(current_actor(), after, PAGE)
    return render("enterprise/complaints/index.html", listed=listed, first_page=not after)


@complaints.get("/new")
@requires(Permission.OWN_COMPLAINTS_FILE)
def write() -> ResponseReturnValue:
    """Show the form; a visit in the address is what the complaint is about."""
    about = _about()
    return _form_page(_form(about), about, 200)


@complaints.post("/new")
@requires(Permission.OWN_COMPLAINTS_FILE)
def file() -> ResponseReturnValue:
    """File the complaint."""
    about, actor = _about(), current_actor()
    form = _form(about)
    if not form.validate_on_submit():
        return _form_page(form, about, 422)
    filing = form.filing(about.row.id if about else None)
    filed = form.carry_out(lambda: supervision().complaints.file(actor, filing))
    if filed is None:
        return _form_page(form, about, 422)
    return see_other("complaints.received", reference=filed.reference)


@complaints.get("/<reference>/received")
@requires(Permission.OWN_COMPLAINTS_SEE)
def received(reference: str) -> ResponseReturnValue:
    """Confirm that a complaint was received: its number, and by when the firm hears of it."""
    found = supervision().queries.complaints.complaint(current_actor(), reference)
    times = supervision().in_force.policy.complaints
    return render("enterprise/complaints/received.html", found=found, times=times)


@complaints.get("/<reference>")
@requires(Permission.OWN_COMPLAINTS_SEE)
def complaint(reference: str) -> ResponseReturnValue:
    """Show one complaint: how far it is, the reply, and what can be done next."""
    found = supervision().queries.complaints.complaint(current_actor(), reference)
    return render(
        "enterprise/complaints/complaint.html",
        found=found,
        progress=progress_of(found),
        next=next_of(found, day_of(now())),
        basis=basis_text(supervision().in_force.policy, "complaints"),
    )


@complaints.get("/<reference>/proof.json")
@requires(Permission.OWN_COMPLAINTS_SEE)
def proof(reference: str) -> ResponseReturnValue:
    """Send the proofs that the steps of this complaint stand in the ledger."""
    found = supervision().queries.confidential_proofs.own(current_actor(), reference)
    return json_file(f"{found['complaint']}-proof", found)


@complaints.post("/<reference>/letters/<uuid:letter_id>")
@requires(Permission.OWN_COMPLAINTS_FILE)
def answer_letter(reference: str, letter_id: UUID) -> ResponseReturnValue:
    """Say whether the supervisor may write this to the agency."""
    agrees = request.form.get("answer") == "agree"
    supervision().letters.answer(current_actor(), reference, letter_id, agrees=agrees)
    flash(t("enterprise-letter-agreed" if agrees else "enterprise-letter-refused"), "saved")
    return see_other("complaints.complaint", reference=reference)


def _about() -> OwnVisitPage | None:
    """Return the visit the address names; a foreign one is as unknown as none at all."""
    wanted = request.args.get("visit", "")
    if not wanted:
        return None
    return supervision().queries.own_visit_pages.visit(current_actor(), _identifier(wanted))


def _identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _form(about: OwnVisitPage | None) -> ComplaintForm:
    ground = request.args.get("ground", "")
    if about is not None:
        return ComplaintForm.about_visit([(part.code, part.agency) for part in about.parts], ground)
    return ComplaintForm.about_any(supervision().queries.complaints.blamable(current_actor()), ground)


def _form_page(form: ComplaintForm, about: OwnVisitPage | None, status: int) -> ResponseReturnValue:
    today = day_of(now()).isoformat()
    return render("enterprise/complaints/write.html", status=status, form=form, about=about, latest=today)
