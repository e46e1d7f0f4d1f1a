"""The calendar: weeks and days of the agency and of each officer."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from officer_portal.calendar_sheets import Sheet, day_sheet, week_sheet
from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Permission
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.htmx import render

calendar = Blueprint("calendar", __name__, url_prefix="/calendar")


@calendar.get("/")
@requires(Permission.VISIT_PLAN)
def index() -> ResponseReturnValue:
    """Show a week."""
    return _page("officer/calendar/index.html", week_sheet(current_actor(), request.args, day_of(now())))


@calendar.get("/day")
@requires(Permission.VISIT_PLAN)
def day() -> ResponseReturnValue:
    """Show one day by time."""
    return _page("officer/calendar/day.html", day_sheet(current_actor(), request.args, day_of(now())))


def _page(template: str, sheet: Sheet) -> ResponseReturnValue:
    span = supervision().queries.calendars.span(current_actor(), sheet.first, sheet.days, sheet.officer)
    return render(template, sheet=sheet, span=span, today=day_of(now()), halves=list(HalfDay))
