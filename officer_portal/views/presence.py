"""Who is there: the own code for the firm to scan, confirming, naming who was forgotten, and who did not come."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from officer_portal.forms.presence import AbsentForm, NameForm
from officer_portal.this_device import this_device
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Permission
from supervision_code.queries.officers import OfficerChoice
from supervision_code.queries.presence import OfficerStanding, PresenceThere
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.forms import Form
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

presence = Blueprint("presence", __name__, url_prefix="/visits/<uuid:enterprise_id>/<uuid:visit_id>")
_CODE = "officer/presence/code.html"


@presence.get("/code")
@requires(Permission.VISIT_OPEN)
def code(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Show the own code, large, for the firm to scan."""
    return render(_CODE, **_code(enterprise_id, visit_id))


@presence.get("/code/live")
@requires(Permission.VISIT_OPEN)
def live(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Return the next code, as the page asks for it before this one is over."""
    return render(_CODE, partial="officer/presence/_live.html", **_code(enterprise_id, visit_id))


@presence.post("/presence/confirm")
@requires(Permission.VISIT_OPEN)
def confirm(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Confirm that one is there."""
    form, service, device = Form(), supervision().presence, this_device()
    if form.succeeds(lambda: service.confirm(current_actor(), enterprise_id, visit_id, device)):
        flash(t("officer-presence-confirmed-now"), "saved")
    else:
        flash(" ".join(form.problems), "problem")
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)


@presence.get("/presence/officers")
@requires(Permission.VISIT_OPEN)
def ask_name(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Ask who was forgotten."""
    return _name_page(enterprise_id, visit_id, NameForm(formdata=None), 200)


@presence.post("/presence/officers")
@requires(Permission.VISIT_OPEN)
def name(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Name a colleague who was forgotten."""
    form, service = NameForm(), supervision().presence
    form.offer(_others(_there(enterprise_id, visit_id)))
    officer_id = form.officer_id()
    if not form.validate() or officer_id is None:
        return _name_page(enterprise_id, visit_id, form, 422)
    if not form.succeeds(lambda: service.name(current_actor(), enterprise_id, visit_id, officer_id)):
        return _name_page(enterprise_id, visit_id, form, 409)
    flash(t("officer-presence-named-now"), "saved")
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)


@presence.get("/presence/officers/<uuid:officer_id>/absent")
@requires(Permission.VISIT_OPEN)
def ask_absent(enterprise_id: UUID, visit_id: UUID, officer_id: UUID) -> ResponseReturnValue:
    """Ask why a colleague who was named did not come."""
    return _absent_page(enterprise_id, visit_id, officer_id, AbsentForm(formdata=None), 200)


@presence.post("/presence/officers/<uuid:officer_id>/absent")
@requires(Permission.VISIT_OPEN)
def mark_absent(enterprise_id: UUID, visit_id: UUID, officer_id: UUID) -> ResponseReturnValue:
    """Say that a colleague who was named did not come."""
    _named(_there(enterprise_id, visit_id), officer_id)
    form, service, actor = AbsentForm(), supervision().presence, current_actor()
    if not form.validate():
        return _absent_page(enterprise_id, visit_id, officer_id, form, 422)
    if not form.succeeds(lambda: service.mark_absent(actor, enterprise_id, visit_id, officer_id, form.words())):
        return _absent_page(enterprise_id, visit_id, officer_id, form, 409)
    flash(t("officer-presence-absent-now"), "saved")
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)


def _code(enterprise_id: UUID, visit_id: UUID) -> dict[str, Any]:
    actor, services = current_actor(), supervision()
    there = _there(enterprise_id, visit_id)
    shown = services.presence.code(actor, enterprise_id, visit_id)
    drawn = services.queries.codes.svg(shown.address, t("officer-code-alternative", name=actor.name))
    return {
        "there": there,
        "picture": Markup(drawn),  # noqa: S704 drawn by us
        "seconds": max(5, shown.seconds // 2),
        "moment_shown": now(),
    }


def _there(enterprise_id: UUID, visit_id: UUID) -> PresenceThere:
    return supervision().queries.presence.of_agency(current_actor(), enterprise_id, visit_id)


def _others(there: PresenceThere) -> tuple[OfficerChoice, ...]:
    """Return the colleagues who could still be named."""
    named = {one.officer_id for one in there.officers}
    choices = supervision().queries.officers.choices(current_actor()).officers
    return tuple(one for one in choices if one.usable and one.id not in named)


def _named(there: PresenceThere, officer_id: UUID) -> OfficerStanding:
    found = next((one for one in there.officers if one.officer_id == officer_id and one.of_own_agency), None)
    if found is None:
        raise NoSuchRecord
    return found


def _name_page(enterprise_id: UUID, visit_id: UUID, form: NameForm, status: int) -> ResponseReturnValue:
    there = _there(enterprise_id, visit_id)
    form.offer(_others(there))
    return render("officer/presence/name.html", status=status, there=there, form=form)


def _absent_page(
    enterprise_id: UUID, visit_id: UUID, officer_id: UUID, form: AbsentForm, status: int
) -> ResponseReturnValue:
    there = _there(enterprise_id, visit_id)
    officer = _named(there, officer_id)
    return render("officer/presence/absent.html", status=status, there=there, officer=officer, form=form)
