"""Joint visits (综合查一次): how many visits coming together avoids, by agency, district and month, one by one."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.queries.saved_visits import SavedRow, SavingsAsked
from supervision_code.queries.savings import SavedState
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render
from supervision_code.web.messages import label, t
from supervisor_portal.addresses import cut, find_chosen, word
from supervisor_portal.exports import csv_file
from supervisor_portal.list_filters import saving_filters

joint_visits = Blueprint("joint_visits", __name__, url_prefix="/joint-visits")
_COLUMNS = ("firm", "uscc", "district", "avoided", "lead", "joint-day", "saved-state")


@joint_visits.get("/")
@requires(Permission.AREA_VISITS_SEE)
def index() -> ResponseReturnValue:
    """Show the numbers, each with its list."""
    found = supervision().queries.savings.overview(current_actor())
    return render("supervisor/joint_visits/index.html", found=found, states=list(SavedState))


@joint_visits.get("/avoided")
@requires(Permission.AREA_VISITS_SEE)
def avoided() -> ResponseReturnValue:
    """List the visits avoided, the latest day first."""
    asked, queries = _asked(), supervision().queries
    found = queries.saved_visits.page(current_actor(), asked, cut())
    return render(
        "supervisor/joint_visits/avoided.html",
        partial="supervisor/joint_visits/_rows.html",
        found=found,
        filters=saving_filters(asked, found.agency, queries.districts.choices(current_actor())),
    )


@joint_visits.get("/avoided.csv")
@requires(Permission.AREA_VISITS_SEE)
def export() -> ResponseReturnValue:
    """Send what the list shows as a file."""
    found = supervision().queries.saved_visits.export(current_actor(), _asked())
    return csv_file("joint-visits", [t(f"supervisor-column-{name}") for name in _COLUMNS], map(_cells, found))


def _asked() -> SavingsAsked:
    return SavingsAsked(
        state=find_chosen(SavedState, "state"), agency=word("agency"), district=word("district"), month=_month()
    )


def _month() -> date | None:
    try:
        return date.fromisoformat(f"{word('month')}-01")
    except ValueError:
        return None


def _cells(row: SavedRow) -> list[object]:
    return [row.firm, row.uscc, row.district, row.agency, row.lead, row.day.isoformat(), label(row.state)]
