"""The words of the policy page: what a threshold is called and what it is counted in."""

from collections.abc import Mapping
from typing import Final

from supervision_code.domain.policy_listing import Threshold
from supervision_code.domain.quiet_periods import QuietPeriod
from supervision_code.web.messages import label, t

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
    name = t(f"policy-{threshold.key.lower().replace('.', '-').replace('_', '-')}")
    if not threshold.agency:
        return name
    return t("policy-of-agency", name=name, agency=agencies.get(threshold.agency, threshold.agency))
