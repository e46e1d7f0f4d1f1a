"""Findings that stand, one by one: what the figure of the overview counts."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.domain.permissions import Permission
from supervision_code.queries.findings import FindingsAsked
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render
from supervisor_portal.addresses import cut, days, find_chosen, find_span, word
from supervisor_portal.list_filters import finding_filters

findings = Blueprint("findings", __name__, url_prefix="/findings")


@findings.get("/")
@requires(Permission.ALERT_SEE)
def index() -> ResponseReturnValue:
    """Show the findings of the area, the newest first."""
    asked, queries = _asked(), supervision().queries
    found = queries.findings.page(current_actor(), asked, cut())
    return render(
        "supervisor/findings/index.html",
        partial="supervisor/findings/_rows.html",
        found=found,
        filters=finding_filters(asked, found.agency, queries.districts.choices(current_actor())),
    )


def _asked() -> FindingsAsked:
    return FindingsAsked(
        level=find_chosen(Level, "level"),
        rule=find_chosen(FrequencyRule, "rule"),
        agency=word("agency"),
        district=word("district"),
        days=days(),
        span=find_span(),
    )
