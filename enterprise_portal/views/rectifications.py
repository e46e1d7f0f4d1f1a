"""What the firm is to put right: the list, one order, and the report that it is done."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from enterprise_portal.forms.rectifications import ReportForm
from supervision_code.domain.permissions import Permission
from supervision_code.queries.paging import Cut
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

rectifications = Blueprint("rectifications", __name__, url_prefix="/rectifications")


@rectifications.get("")
@requires(Permission.OWN_VISITS_SEE)
def index() -> ResponseReturnValue:
    """List what is open, or what is settled."""
    waiting = request.args.get("view") != "over"
    cut = Cut(at=request.args.get("at", ""))
    found = supervision().queries.rectifications.of_firm(current_actor(), cut, waiting=waiting)
    return render("enterprise/rectifications/index.html", found=found, waiting=waiting)


@rectifications.get("/<uuid:rectification_id>")
@requires(Permission.OWN_VISITS_SEE)
def show(rectification_id: UUID) -> ResponseReturnValue:
    """Show one order, with the form of the report until it is reported."""
    return _page(rectification_id, ReportForm(formdata=None), 200)


@rectifications.post("/<uuid:rectification_id>/report")
@requires(Permission.OWN_VISITS_ANSWER)
def report(rectification_id: UUID) -> ResponseReturnValue:
    """Report that it is done."""
    form, service = ReportForm(), supervision().rectifications
    if not form.validate_on_submit() or not form.succeeds(
        lambda: service.report(current_actor(), rectification_id, form.report.data or "")
    ):
        return _page(rectification_id, form, 422)
    flash(t("enterprise-rectification-reported-now"), "saved")
    return see_other("rectifications.show", rectification_id=rectification_id)


def _page(rectification_id: UUID, form: ReportForm, status: int) -> ResponseReturnValue:
    one = supervision().queries.rectifications.for_firm(current_actor(), rectification_id)
    return render("enterprise/rectifications/show.html", status=status, one=one, form=form)
