"""The policy: every threshold with its basis, in the version in force or another one, and what each version changed."""

from itertools import groupby
from typing import Final

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render
from supervisor_portal.addresses import word
from supervisor_portal.policy_words import may_publish

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
    actor = current_actor()
    policy = supervision().queries.policies.policy(actor, word("version"))
    ordered = sorted(policy.thresholds, key=lambda one: (*_RULES, one.section).index(one.section))
    sections = [(name, list(rows)) for name, rows in groupby(ordered, key=lambda one: one.section)]
    return render(
        "supervisor/policy/index.html",
        policy=policy,
        sections=sections,
        drafts=supervision().queries.policy_drafts.open_ones(actor) if may_publish(actor) else None,
    )


@policies.get("/publications/<int:number>")
@requires(Permission.POLICY_SEE)
def publication(number: int) -> ResponseReturnValue:
    """Show who published a version, when and why, and what it changed against the one before."""
    found = supervision().queries.policies.publication(current_actor(), number)
    return render("supervisor/policy/publication.html", found=found)


@policies.get("/<sha256>.toml")
@requires(Permission.POLICY_SEE)
def text(sha256: str) -> ResponseReturnValue:
    """Hand out the text of a version, to be kept or to be worked on."""
    found = supervision().queries.policies.text(current_actor(), sha256)
    return Response(
        found,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="policy-{sha256[:12]}.toml"'},
    )
