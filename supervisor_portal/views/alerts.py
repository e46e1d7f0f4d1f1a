"""Alerts: the list with its filters and its file, one alert with its proof, and the steps of its handling."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from supervision_code.domain.alerts import Settlement
from supervision_code.domain.days import SHANGHAI, date_of
from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.domain.permissions import Permission
from supervision_code.queries.alert_pages import AlertPage
from supervision_code.queries.alert_rows import AlertRow
from supervision_code.queries.alerts import AlertsAsked, AlertSort, AlertView
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.filters import day
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import label, t
from supervisor_portal.addresses import ANY_TIME, chosen, cut, days, find_chosen, word
from supervisor_portal.exports import csv_file
from supervisor_portal.forms.alerts import AskForm, SettleForm
from supervisor_portal.list_filters import alert_filters, alert_tabs
from supervisor_portal.words import broken_rule

alerts = Blueprint("alerts", __name__, url_prefix="/alerts")

_COLUMNS = ("level", "state", "settlement", "rules", "firm", "uscc", "district", "agency", "day", "number", "raised")


@alerts.get("/")
@requires(Permission.ALERT_SEE)
def index() -> ResponseReturnValue:
    """Show the alerts of the area, red ones first."""
    asked, queries = _asked(), supervision().queries
    found = queries.alerts.page(current_actor(), asked, cut())
    return render(
        "supervisor/alerts/index.html",
        partial="supervisor/alerts/_rows.html",
        asked=asked,
        found=found,
        tabs=alert_tabs(asked),
        filters=alert_filters(asked, found.agency, queries.districts.choices(current_actor())),
    )


@alerts.get("/alerts.csv")
@requires(Permission.ALERT_SEE)
def export() -> ResponseReturnValue:
    """Send what the list shows as a file."""
    rows = supervision().queries.alerts.export(current_actor(), _asked())
    return csv_file("alerts", [t(f"supervisor-column-{name}") for name in _COLUMNS], _cells(rows))


@alerts.get("/<uuid:enterprise_id>/<uuid:alert_id>")
@requires(Permission.ALERT_SEE)
def show(enterprise_id: UUID, alert_id: UUID) -> ResponseReturnValue:
    """Show one alert with its proof and the next step."""
    return _page(enterprise_id, alert_id)


@alerts.post("/<uuid:enterprise_id>/<uuid:alert_id>/take")
@requires(Permission.ALERT_HANDLE)
def take(enterprise_id: UUID, alert_id: UUID) -> ResponseReturnValue:
    """Take the alert on."""
    supervision().alerts.take(current_actor(), enterprise_id, alert_id)
    flash(t("supervisor-alert-taken"), "saved")
    return see_other("alerts.show", enterprise_id=enterprise_id, alert_id=alert_id)


@alerts.post("/<uuid:enterprise_id>/<uuid:alert_id>/ask")
@requires(Permission.ALERT_HANDLE)
def ask(enterprise_id: UUID, alert_id: UUID) -> ResponseReturnValue:
    """Ask an agency that came."""
    form, service = AskForm(), supervision().alerts
    form.agency.choices = list(_alert(enterprise_id, alert_id).agencies)
    if not form.validate_on_submit():
        return _page(enterprise_id, alert_id, ask=form)
    until = form.carry_out(
        lambda: service.ask(current_actor(), enterprise_id, alert_id, form.agency.data, form.text.data or "")
    )
    if until is None:
        return _page(enterprise_id, alert_id, ask=form)
    flash(t("supervisor-alert-asked", until=day(until)), "saved")
    return see_other("alerts.show", enterprise_id=enterprise_id, alert_id=alert_id)


@alerts.post("/<uuid:enterprise_id>/<uuid:alert_id>/settle")
@requires(Permission.ALERT_HANDLE)
def settle(enterprise_id: UUID, alert_id: UUID) -> ResponseReturnValue:
    """Settle the alert with a reason."""
    form, service = SettleForm(), supervision().alerts
    if not form.validate_on_submit() or not form.succeeds(
        lambda: service.settle(
            current_actor(), enterprise_id, alert_id, Settlement(form.settlement.data), form.reason.data or ""
        )
    ):
        return _page(enterprise_id, alert_id, settle=form)
    flash(t("supervisor-alert-settled"), "saved")
    return see_other("alerts.show", enterprise_id=enterprise_id, alert_id=alert_id)


def _asked() -> AlertsAsked:
    return AlertsAsked(
        view=chosen(AlertView, "state", AlertView.UNFINISHED),
        level=find_chosen(Level, "level"),
        rule=find_chosen(FrequencyRule, "rule"),
        agency=word("agency"),
        district=word("district"),
        days=days(ANY_TIME),
        words=word("q"),
        sort=chosen(AlertSort, "sort", AlertSort.LEVEL),
    )


def _alert(enterprise_id: UUID, alert_id: UUID) -> AlertPage:
    return supervision().queries.alert_pages.alert(current_actor(), enterprise_id, alert_id)


def _page(
    enterprise_id: UUID, alert_id: UUID, *, ask: AskForm | None = None, settle: SettleForm | None = None
) -> ResponseReturnValue:
    """Show the alert; a form that was not accepted comes back with what is wrong."""
    alert = _alert(enterprise_id, alert_id)
    asking, settling = ask or AskForm(formdata=None), settle or SettleForm(formdata=None)
    asking.agency.choices = list(alert.agencies)
    status = 422 if ask or settle else 200
    return render("supervisor/alerts/show.html", status=status, alert=alert, ask=asking, settle=settling)


def _cells(rows: Iterator[AlertRow]) -> Iterator[list[object]]:
    for row in rows:
        yield [
            label(row.level),
            label(row.state),
            label(row.settlement) if row.settlement else "",
            t("supervisor-semicolon").join(broken_rule(broken) for broken in row.broken),
            row.firm,
            row.uscc,
            row.district,
            row.agency,
            date_of(row.day).isoformat(),
            row.number,
            row.raised_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        ]
