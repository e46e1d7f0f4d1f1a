"""The overview: five figures, what to act on today, and the area at a glance."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.htmx import render
from supervision_code.web.messages import t
from supervisor_portal.addresses import days
from supervisor_portal.list_filters import period_chips
from supervisor_portal.overview_words import overview_figures, trend_label, work_line
from supervisor_portal.tile_map import tile_map

overview = Blueprint("overview", __name__, url_prefix="/overview")


@overview.get("/")
@requires(Permission.OVERVIEW_SEE)
def index() -> ResponseReturnValue:
    """Show the own area."""
    actor, length, queries = current_actor(), days(), supervision().queries
    seen, today = queries.overview.overview(actor, length), day_of(now())
    return render(
        "supervisor/overview/index.html",
        seen=seen,
        days=length,
        periods=period_chips(length),
        work=queries.work_list.waiting(actor),
        saved=queries.savings.really_avoided(actor, today.replace(day=1), today),
        month=f"{today:%Y-%m}",
        figures=overview_figures(seen, length),
        work_line=work_line,
        trend_label=trend_label,
        tiles=tile_map(seen.areas) if actor.district is None else None,
    )


@overview.get("/trend.json")
@requires(Permission.OVERVIEW_SEE)
def trend() -> ResponseReturnValue:
    """Return the trend for the chart."""
    steps = supervision().queries.overview.trend(current_actor(), days())
    return jsonify(
        labels=[trend_label(step) for step in steps],
        visits={"name": t("supervisor-trend-visits"), "values": [step.visits for step in steps]},
        findings={"name": t("supervisor-trend-findings"), "values": [step.findings for step in steps]},
    )
