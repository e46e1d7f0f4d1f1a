"""The words of the policy pages: what a value is called and counted in, what changed, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy import LegalBasis, SupervisionPolicy
from supervision_code.domain.policy_editing import EditableValue
from supervision_code.domain.policy_listing import Threshold
from supervision_code.domain.quiet_periods import QuietPeriod
from supervision_code.domain.table_problems import TableProblem
from supervision_code.domain.visits import InspectionType
from supervision_code.web.messages import has_message, label, t

_UNITS: Final[Mapping[str, str]] = {
    "officers_per_visit": "people",
    "scan_valid_minutes": "minutes",
    "late_after_minutes": "minutes",
    "backfill_calendar_days": "calendar-days",
    "dispute_days": "days",
    "history_months": "months",
    "visit_rate.window_days": "days",
    "many_agencies.window_days": "days",
    "many_agencies.limit": "agencies",
    "repeat_check.gap_days": "days",
    "levels.orange": "multiple",
    "levels.red": "multiple",
    "evidence.position_metres": "metres",
    "evidence.accuracy_metres": "metres",
    "evidence.minutes_apart": "minutes",
    "evidence.implausible_accuracy_metres": "metres",
    "live_code.life_seconds": "seconds",
    "live_code.refresh_seconds": "seconds",
    "complaints.accept_working_days": "working-days",
    "complaints.decide_days": "days",
    "complaints.extension_days": "days",
    "complaints.reply_working_days": "working-days",
    "alerts.answer_working_days": "working-days",
    "notice.lead_working_days": "working-days",
    "notice.answer_working_days": "working-days",
    "presence.confirm_minutes": "minutes",
    "presence.join_minutes": "minutes",
    "presence.officer_code_seconds": "seconds",
    "reminders.notice_days": "days",
    "reminders.backfill_days": "days",
    "reminders.rectification_days": "days",
    "reminders.certificate_days": "days",
    "confidentiality.retaliation_days": "days",
    "confidentiality.anonymity_firms": "firms",
    "confidentiality.smallest_ratings": "ratings",
    "confidentiality.smallest_rating_firms": "firms",
    "confidentiality.rating_step": "points",
    "false_scan.speed_km_per_hour": "speed",
    "false_scan.cluster_minutes": "minutes",
    "false_scan.shortest_visit_minutes": "minutes",
    "false_scan.backfill_share_factor": "multiple",
}
"""What a threshold is counted in, by its dotted key; the rest are times."""


def may_publish(actor: Actor) -> bool:
    """Say whether to show an actor the ways to another policy; the services decide whether they may be gone."""
    return actor.may(Permission.POLICY_PUBLISH) and actor.district is None


def threshold_value(threshold: Threshold) -> str:
    """Return the value of a threshold with its unit."""
    value = threshold.value
    if isinstance(value, QuietPeriod):
        return value.name
    if isinstance(value, tuple):
        return t("supervisor-comma").join(label(one) for one in value) or t("policy-value-none")
    unit = _UNITS.get(threshold.key, "times")
    return t(f"policy-unit-{unit}", value=value if isinstance(value, int) else float(value))


def threshold_name(threshold: Threshold, agencies: Mapping[str, str]) -> str:
    """Return what a threshold is called; an answer for one agency carries its name."""
    return _of_agency(t(_message(threshold.key)), threshold.agency, agencies)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueField:
    """A value of a draft as a form shows it."""

    value: EditableValue
    name: str
    unit: str
    choices: Sequence[tuple[str, str]]
    """Words to choose from, for a set."""
    basis: LegalBasis | None


def values_by_section(
    values: Sequence[EditableValue], policy: SupervisionPolicy, agencies: Mapping[str, str]
) -> list[tuple[str, list[ValueField]]]:
    """Return the values of a draft by the table they stand in."""
    return [
        (section, [_field(value, policy, agencies) for value in of_section])
        for section, of_section in groupby(values, key=lambda value: value.path[0])
    ]


def problem_sentence(problem: TableProblem) -> str:
    """Return what is wrong with a policy at one key."""
    key = _message(problem.key)
    name = t("policy-problem-named", name=t(key), key=problem.key) if has_message(key) else problem.key
    what = t(f"policy-problem-{problem.expected.value.replace('_', '-')}", detail=problem.detail)
    return t("policy-problem", name=name, what=what, value=problem.value or "-")


def _field(value: EditableValue, policy: SupervisionPolicy, agencies: Mapping[str, str]) -> ValueField:
    """Name a value; one for a single agency stands in the file under ``agencies`` and the agency's code."""
    agency, path = "", value.path
    if len(path) > 2 and path[1] == "agencies":  # noqa: PLR2004 - section, "agencies", code
        agency, path = path[2], (path[0], *path[3:])
    key = ".".join(path)
    return ValueField(
        value=value,
        name=_of_agency(
            t(_message(key) if len(path) > 1 or not agency else "policy-annual-cap-every"), agency, agencies
        ),
        unit=t(f"policy-counted-in-{_UNITS.get(key, 'times')}"),
        choices=[(str(one.value), label(one)) for one in InspectionType] if value.is_set else (),
        basis=policy.basis_of(key),
    )


def _message(key: str) -> str:
    return f"policy-{key.lower().replace('.', '-').replace('_', '-')}"


def _of_agency(name: str, agency: str, agencies: Mapping[str, str]) -> str:
    return t("policy-of-agency", name=name, agency=agencies.get(agency, agency)) if agency else name
