"""Alerts a supervisor asked the agency about: the list, one with its proof, and the answer."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.alerts import AnswerForm
from supervision_code.domain.alerts import AlertState
from supervision_code.domain.permissions import Permission
from supervision_code.queries.paging import Cut
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

alerts = Blueprint("alerts", __name__)
_PAGE = "officer/alerts/show.html"


@alerts.get("/alerts")
@requires(Permission.AGENCY_ALERTS_SEE)
def index() -> ResponseReturnValue:
    """List what the agency was asked about, what waits for an answer first."""
    found = supervision().queries.agency_alerts.page(current_actor(), Cut(at=request.args.get("at", "")))
    return render("officer/alerts/index.html", found=found)


@alerts.get("/alerts/<uuid:enterprise_id>/<uuid:alert_id>")
@requires(Permission.AGENCY_ALERTS_SEE)
def show(enterprise_id: UUID, alert_id: UUID) -> ResponseReturnValue:
    """Show one alert with its proof."""
    return _page(enterprise_id, alert_id, AnswerForm(), 200)


@alerts.post("/alerts/<uuid:enterprise_id>/<uuid:alert_id>")
@requires(Permission.AGENCY_ALERTS_ANSWER)
def answer(enterprise_id: UUID, alert_id: UUID) -> ResponseReturnValue:
    """Answer for the agency."""
    form = AnswerForm()
    if not form.validate_on_submit() or not form.carry_out(lambda: _answer(enterprise_id, alert_id, form)):
        return _page(enterprise_id, alert_id, form, 422)
    flash(t("officer-alert-answered"), "saved")
    return see_other("alerts.show", enterprise_id=enterprise_id, alert_id=alert_id)


def _answer(enterprise_id: UUID, alert_id: UUID, form: AnswerForm) -> bool:
    supervision().alerts.answer(current_actor(), enterprise_id, alert_id, form.text.data or "")
    return True


def _page(enterprise_id: UUID, alert_id: UUID, form: AnswerForm, status: int) -> ResponseReturnValue:
    case = supervision().queries.agency_alerts.alert(current_actor(), enterprise_id, alert_id)
    return render(_PAGE, status=status, case=case, form=form, asked=case.alert.state is AlertState.ASKED)
