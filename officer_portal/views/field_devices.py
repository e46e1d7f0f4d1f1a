"""The officer's phones that work without network: the list, setting one up, ending one."""

from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from officer_portal.forms.field import PhoneForm
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

field_devices = Blueprint("field_devices", __name__, url_prefix="/field-devices")


@field_devices.get("/")
@requires(Permission.VISIT_OPEN)
def index() -> ResponseReturnValue:
    """Show the own phones, and the form that makes a phone of this one."""
    return _page(PhoneForm(formdata=None))


@field_devices.post("/")
@requires(Permission.VISIT_OPEN, fresh=True)
def set_up() -> ResponseReturnValue:
    """Make the phone a client and hand its token to the page, this once."""
    form = PhoneForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    given = form.carry_out(lambda: supervision().field_devices.set_up(current_actor(), form.phone()))
    if given is None:
        return _page(form, status=422)
    return render(
        "officer/field/given.html",
        given=given,
        public_key=form.public_key.data,
        certificate=_own_certificate(),
    )


@field_devices.post("/<uuid:client_id>/end")
@requires(Permission.ACCOUNT_SEE)
def end(client_id: UUID) -> ResponseReturnValue:
    """End the token of one phone."""
    supervision().field_devices.end(current_actor(), client_id)
    flash(t("officer-field-ended"), "saved")
    return see_other("field_devices.index")


def _own_certificate() -> str:
    own = supervision().queries.officers.own(current_actor())
    return own.certificate_no if own else ""


def _page(form: PhoneForm, status: int = 200) -> ResponseReturnValue:
    phones = supervision().queries.field_devices.own(current_actor())
    return render("officer/field/devices.html", status=status, form=form, phones=phones)
