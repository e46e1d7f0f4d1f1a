"""Turns the tables of a policy file into a SupervisionPolicy, or tells everything that is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from supervision_code.domain.errors import DomainError
from supervision_code.domain.policy import (
    AlertTimes,
    AnnualCap,
    BasisStatus,
    ComplaintTimes,
    Confidentiality,
    CountedTypes,
    Counting,
    EvidenceLimits,
    FalseScanSigns,
    LegalBasis,
    Levels,
    LiveCodeTimes,
    RepeatCheck,
    SupervisionPolicy,
    TierCaps,
    WindowLimit,
)
from supervision_code.domain.policy_parsing_of_working_day import notice_rules, presence_times, reminder_times
from supervision_code.domain.quiet_period_parsing import parse_quiet_periods
from supervision_code.domain.registry import RiskTier
from supervision_code.domain.table_problems import Expected, Report, TableProblem
from supervision_code.domain.table_reading import Section
from supervision_code.domain.visits import InspectionType

_LONGEST_WINDOW_DAYS = 366
_LARGEST_COUNT = 1000
_BASIS = "basis"


class PolicyError(DomainError):
    """A policy cannot be used. Facts: ``key``, ``value``, ``expected``, ``detail`` of the first of ``problems``."""

    code = "policy-invalid"

    def __init__(self, problems: Sequence[TableProblem]) -> None:
        first = problems[0]
        super().__init__(key=first.key, value=first.value, expected=first.expected, detail=first.detail)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def parse_policy(tables: Mapping[str, object]) -> SupervisionPolicy:
    """Return the policy, or raise PolicyError naming every key that is missing, unknown, wrong or without a basis."""
    report = Report()
    top = Section(tables, report)
    policy = _policy(top)
    basis_table = top.section(_BASIS)
    policy = replace(policy, basis=_basis(basis_table))
    top.add_unknown_keys()
    if not report.problems:
        leaves = leaf_values(tables)
        _check_order(policy, leaves, report)
        _check_basis(policy, leaves, report)
    if report.problems:
        raise PolicyError(report.problems)
    return policy


def leaf_values(tables: Mapping[str, object]) -> Mapping[str, object]:
    """Return each threshold of a policy file by its dotted key, in the order of the file, without the bases."""
    return {key: value for key, value in _leaves(tables, "") if key.partition(".")[0] != _BASIS}


def _leaves(tables: Mapping[str, object], path: str) -> list[tuple[str, object]]:
    leaves: list[tuple[str, object]] = []
    for key, value in tables.items():
        dotted = f"{path}.{key}" if path else key
        leaves += _leaves(value, dotted) if isinstance(value, Mapping) else [(dotted, value)]
    return leaves


def _policy(top: Section) -> SupervisionPolicy:
    return SupervisionPolicy(
        officers_per_visit=top.whole("officers_per_visit", 1, 10),
        scan_valid_minutes=top.whole("scan_valid_minutes", 1, 1440),
        late_after_minutes=top.whole("late_after_minutes", 1, 1440),
        backfill_calendar_days=top.whole("backfill_calendar_days", 0, 366),
        dispute_days=top.whole("dispute_days", 0, 366),
        history_months=top.whole("history_months", 1, 120),
        counting=_counting(top.section("counting")),
        annual_cap=_annual_cap(top.section("annual_cap")),
        visit_rate=_window_limit(top.section("visit_rate")),
        many_agencies=_window_limit(top.section("many_agencies")),
        repeat_check=RepeatCheck(gap_days=top.section("repeat_check").whole("gap_days", 0, _LONGEST_WINDOW_DAYS)),
        quiet_periods=parse_quiet_periods(top),
        levels=_levels(top.section("levels")),
        evidence=_evidence(top.section("evidence")),
        live_code=_live_code(top.section("live_code")),
        complaints=_complaints(top.section("complaints")),
        alerts=AlertTimes(answer_working_days=top.section("alerts").whole("answer_working_days", 1, 250)),
        confidentiality=_confidentiality(top.section("confidentiality")),
        false_scan=_false_scan(top.section("false_scan")),
        notice=notice_rules(top.section("notice")),
        presence=presence_times(top.section("presence")),
        reminders=reminder_times(top.section("reminders")),
    )


def _counting(section: Section) -> Counting:
    agencies = section.optional_section("agencies")
    return Counting(
        default=_counted_types(section),
        agencies={}
        if agencies is None
        else {code: _counted_types(agencies.section(code)) for code in agencies.subkeys()},
    )


def _counted_types(section: Section) -> CountedTypes:
    return CountedTypes(
        types=section.choices("types", InspectionType),
        not_when_ordered_from_above=section.choices("not_when_ordered_from_above", InspectionType),
    )


def _annual_cap(section: Section) -> AnnualCap:
    agencies = section.optional_section("agencies")
    return AnnualCap(
        default=_tier_caps(section),
        agencies={} if agencies is None else {code: _agency_caps(agencies, code) for code in agencies.subkeys()},
    )


def _agency_caps(agencies: Section, code: str) -> TierCaps:
    """Read an agency's own cap: one number for every firm, or one for each tier."""
    if isinstance(agencies.table[code], Mapping):
        return _tier_caps(agencies.section(code))
    cap = agencies.whole(code, 0, _LARGEST_COUNT)
    return TierCaps(by_tier=dict.fromkeys(RiskTier, cap), unknown=cap)


def _tier_caps(section: Section) -> TierCaps:
    return TierCaps(
        by_tier={tier: section.whole(tier.value, 0, _LARGEST_COUNT) for tier in RiskTier},
        unknown=section.whole("unknown", 0, _LARGEST_COUNT),
    )


def _window_limit(section: Section) -> WindowLimit:
    return WindowLimit(
        window_days=section.whole("window_days", 1, _LONGEST_WINDOW_DAYS),
        limit=section.whole("limit", 0, _LARGEST_COUNT),
    )


def _levels(section: Section) -> Levels:
    return Levels(orange=section.fraction("orange", 1, 100), red=section.fraction("red", 1, 100))


def _evidence(section: Section) -> EvidenceLimits:
    return EvidenceLimits(
        position_metres=section.whole("position_metres", 1, 10_000),
        accuracy_metres=section.whole("accuracy_metres", 1, 10_000),
        minutes_apart=section.whole("minutes_apart", 0, 1440),
        implausible_accuracy_metres=section.whole("implausible_accuracy_metres", 1, 100_000),
    )


def _live_code(section: Section) -> LiveCodeTimes:
    return LiveCodeTimes(
        life_seconds=section.whole("life_seconds", 5, 3600),
        refresh_seconds=section.whole("refresh_seconds", 5, 3600),
    )


def _complaints(section: Section) -> ComplaintTimes:
    return ComplaintTimes(
        accept_working_days=section.whole("accept_working_days", 1, 250),
        decide_days=section.whole("decide_days", 1, 366),
        extension_days=section.whole("extension_days", 0, 366),
        reply_working_days=section.whole("reply_working_days", 1, 250),
    )


def _confidentiality(section: Section) -> Confidentiality:
    return Confidentiality(
        retaliation_days=section.whole("retaliation_days", 0, 366),
        anonymity_firms=section.whole("anonymity_firms", 1, 1000),
        smallest_ratings=section.whole("smallest_ratings", 1, 1000),
        smallest_rating_firms=section.whole("smallest_rating_firms", 1, 1000),
        rating_step=section.fraction("rating_step", 0, 1),
    )


def _false_scan(section: Section) -> FalseScanSigns:
    return FalseScanSigns(
        speed_km_per_hour=section.whole("speed_km_per_hour", 1, 1000),
        cluster_arrivals=section.whole("cluster_arrivals", 2, 1000),
        cluster_minutes=section.whole("cluster_minutes", 1, 1440),
        shortest_visit_minutes=section.whole("shortest_visit_minutes", 0, 1440),
        backfill_share_factor=section.fraction("backfill_share_factor", 1, 100),
    )


def _basis(section: Section) -> Mapping[str, LegalBasis]:
    bases: dict[str, LegalBasis] = {}
    for key in section.subkeys():
        entry = section.section(key)
        bases[key] = LegalBasis(
            text_zh=entry.text("text_zh"),
            text_en=entry.text("text_en"),
            status=entry.choice("status", BasisStatus),
            source=entry.text("source"),
        )
    return bases


def _check_order(policy: SupervisionPolicy, leaves: Mapping[str, object], report: Report) -> None:
    """Note what must not be less than something else and is."""
    if policy.levels.red < policy.levels.orange:
        report.add("levels.red", leaves["levels.red"], Expected.AT_LEAST, "levels.orange")
    if policy.live_code.life_seconds < policy.live_code.refresh_seconds:
        value = policy.live_code.life_seconds
        report.add("live_code.life_seconds", value, Expected.AT_LEAST, "live_code.refresh_seconds")
    for index, period in enumerate(policy.quiet_periods):
        if period.first_day and period.last_day and period.last_day < period.first_day:
            key = f"quiet_periods[{index}]"
            report.add(f"{key}.last_day", period.last_day, Expected.AT_LEAST, f"{key}.first_day")


def _check_basis(policy: SupervisionPolicy, leaves: Mapping[str, object], report: Report) -> None:
    """Note each threshold without a basis, and each basis of something that is not there."""
    for key in leaves:
        if policy.basis_of(key) is None:
            report.add(key, None, Expected.BASIS)
    for key in policy.basis:
        if not any(leaf == key or leaf.startswith(f"{key}.") for leaf in leaves):
            report.add(f'{_BASIS}."{key}"', None, Expected.KNOWN_KEY)
