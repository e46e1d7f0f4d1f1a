"""The page that asks who is signed in to confirm it, when nothing was being sent: it leads on to where he was going."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.confirming import confirm_page
from supervision_code.web.current import current_portal
from supervision_code.web.factor_forms import ConfirmForm
from supervision_code.web.htmx import go_to, safe_next, see_other
from supervision_code.web.steps import note_confirmed

confirm = Blueprint("confirm", __name__, url_prefix="/account/confirm")


@confirm.get("/")
@requires(Permission.ACCOUNT_SEE)
def form() -> ResponseReturnValue:
    """Ask."""
    return confirm_page(ConfirmForm(), status=200, kept=[])


@confirm.post("/")
@requires(Permission.ACCOUNT_SEE)
def answer() -> ResponseReturnValue:
    """Check the answer and lead on."""
    form = ConfirmForm()
    if not form.validate() or not form.holds():
        return confirm_page(form, status=422, kept=[("csrf_token", request.form.get("csrf_token", ""))])
    note_confirmed()
    return go_to(safe_next()) if safe_next() else see_other(current_portal().home)
