"""Agencies: how often they came and how well that is proven, in a list, a file and one by one."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.domain.registry import AgencyLevel
from supervision_code.queries.agencies import AgenciesAsked, AgencyRow, AgencySort
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render
from supervision_code.web.messages import label, t
from supervisor_portal.addresses import chosen, days, find_chosen, word
from supervisor_portal.exports import csv_file
from supervisor_portal.list_filters import agency_filters, period_chips

agencies = Blueprint("agencies", __name__, url_prefix="/agencies")

_COLUMNS = (
    "agency",
    "agency-level",
    "district",
    "visits",
    "inspections",
    "services",
    "evidence-0",
    "evidence-1",
    "evidence-2",
    "evidence-3",
    "evidence-4",
    "late",
    "findings",
    "disputes",
)


@agencies.get("/")
@requires(Permission.REGISTER_SEE)
def index() -> ResponseReturnValue:
    """Show the agencies that came to the area."""
    asked = _asked()
    return render(
        "supervisor/agencies/index.html",
        partial="supervisor/agencies/_rows.html",
        asked=asked,
        filters=agency_filters(asked),
        found=supervision().queries.agencies.list(current_actor(), asked),
    )


@agencies.get("/agencies.csv")
@requires(Permission.REGISTER_SEE)
def export() -> ResponseReturnValue:
    """Send what the list shows as a file."""
    found = supervision().queries.agencies.list(current_actor(), _asked())
    header = [t(f"supervisor-column-{name}") for name in _COLUMNS]
    return csv_file("agencies", header, [_cells(row) for row in found.rows])


@agencies.get("/<code>")
@requires(Permission.REGISTER_SEE)
def show(code: str) -> ResponseReturnValue:
    """Show one agency."""
    length = days()
    seen = supervision().queries.agency_pages.agency(current_actor(), code, length)
    return render("supervisor/agencies/show.html", seen=seen, periods=period_chips(length))


def _asked() -> AgenciesAsked:
    return AgenciesAsked(
        days=days(),
        level=find_chosen(AgencyLevel, "level"),
        words=word("q"),
        sort=chosen(AgencySort, "sort", AgencySort.VISITS),
        only_active=word("all") != "yes",
    )


def _cells(row: AgencyRow) -> list[object]:
    counted = row.counted
    return [
        row.name,
        label(row.level),
        row.district,
        counted.visits,
        counted.inspections,
        counted.service_visits,
        *counted.evidence,
        counted.late,
        counted.findings,
        counted.disputes,
    ]
