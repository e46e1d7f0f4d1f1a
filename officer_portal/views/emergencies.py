"""An emergency: find the firm, say why, inspect at once, and scan before leaving."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from officer_portal.forms.emergencies import ChosenEmergencyForm, EmergencyForm
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other

emergencies = Blueprint("emergencies", __name__, url_prefix="/emergency")
_PAGE = "officer/duties/emergency.html"


@emergencies.get("")
@requires(Permission.ENTERPRISE_SEARCH)
def index() -> ResponseReturnValue:
    """Ask what happened and for the firm."""
    return render(_PAGE, form=EmergencyForm(formdata=None), found=None)


@emergencies.post("")
@requires(Permission.ENTERPRISE_SEARCH)
def find() -> ResponseReturnValue:
    """Show the firms found, once it is said what happened."""
    form = EmergencyForm()
    if not form.validate_on_submit():
        return render(_PAGE, status=422, form=form, found=None)
    found = supervision().queries.enterprises.search(current_actor(), form.q.data or "")
    return render(_PAGE, form=form, found=found)


@emergencies.post("/firm")
@requires(Permission.ENTERPRISE_SEARCH)
def choose() -> ResponseReturnValue:
    """Go to the firm that was found, with what happened written down."""
    form = ChosenEmergencyForm()
    firm = form.enterprise_id()
    if firm is None or not form.validate_on_submit():
        raise NoSuchRecord
    found = supervision().scans.by_search(current_actor(), firm, form.words())
    where = {"enterprise_id": found.enterprise_id, "scan_id": found.scan_id}
    return see_other("arrivals.show", exception=form.kind.data, **where)
