"""The policy: every threshold with its basis, in the version in force or an earlier one."""

from itertools import groupby
from typing import Final

from flask import Blueprint
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render
from supervisor_portal.addresses import word
from supervisor_portal.policy_words import threshold_name, threshold_value

_RULES: Final = (
    "counting",
    "annual_cap",
    "visit_rate",
    "many_agencies",
    "repeat_check",
    "quiet_periods",
    "levels",
    "complaints",
    "alerts",
)
"""What a supervisor asks about first; the rest follows in the order of the file."""

policies = Blueprint("policies", __name__, url_prefix="/policy")


@policies.get("/")
@requires(Permission.POLICY_SEE)
def index() -> ResponseReturnValue:
    """Show the policy in force, or the version the address names."""
    policy = supervision().queries.policies.policy(current_actor(), word("version"))
    ordered = sorted(policy.thresholds, key=lambda one: (*_RULES, one.section).index(one.section))
    sections = [(name, list(rows)) for name, rows in groupby(ordered, key=lambda one: one.section)]
    return render(
        "supervisor/policy/index.html",
        policy=policy,
        sections=sections,
        threshold_name=threshold_name,
        threshold_value=threshold_value,
    )
