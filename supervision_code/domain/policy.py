"""The supervision policy: every threshold as a named field, each with its legal basis."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from supervision_code.domain.quiet_periods import QuietPeriod
from supervision_code.domain.registry import RiskTier
from supervision_code.domain.visits import InspectionType


class BasisStatus(StrEnum):
    """How well the basis of a threshold is known."""

    PRIMARY = "primary"
    REPORTED = "reported"
    DERIVED = "derived"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """Where a threshold comes from, in both languages, and whether the source text was read."""

    text_zh: str
    text_en: str
    status: BasisStatus
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTypes:
    """Which inspection types count, and which of them do not when ordered from above."""

    types: frozenset[InspectionType]
    not_when_ordered_from_above: frozenset[InspectionType]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What counts as an inspection, with other answers for single agencies (by agency code)."""

    default: CountedTypes
    agencies: Mapping[str, CountedTypes] = field(default_factory=dict)

    def of(self, agency: str) -> CountedTypes:
        """Return what counts for an agency."""
        return self.agencies.get(agency, self.default)


@dataclass(frozen=True, slots=True, kw_only=True)
class TierCaps:
    """A number for each risk tier, and for firms whose tier is not known."""

    by_tier: Mapping[RiskTier, int]
    unknown: int

    def of(self, tier: RiskTier | None) -> int:
        """Return the number for a tier."""
        return self.unknown if tier is None else self.by_tier[tier]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualCap:
    """The most inspections one agency may make at one firm in a calendar year."""

    default: TierCaps
    agencies: Mapping[str, TierCaps] = field(default_factory=dict)

    def of(self, agency: str, tier: RiskTier | None) -> int:
        """Return the cap of an agency at a firm of that tier."""
        return self.agencies.get(agency, self.default).of(tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLimit:
    """At most ``limit`` within ``window_days`` days, the last day included."""

    window_days: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatCheck:
    """The days that must lie between two checks of the same item by the same agency."""

    gap_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """From which excess a finding is orange or red."""

    orange: Fraction
    red: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLimits:
    """What a position must satisfy to support a scan."""

    position_metres: int
    accuracy_metres: int
    minutes_apart: int
    implausible_accuracy_metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCodeTimes:
    """Life of the code on the firm's phone, and how often it is replaced."""

    life_seconds: int
    refresh_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintTimes:
    """The time allowed for each step of a complaint."""

    accept_working_days: int
    decide_days: int
    extension_days: int
    reply_working_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertTimes:
    """The time an agency has for its answer."""

    answer_working_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidentiality:
    """What protects a firm that complains or rates."""

    retaliation_days: int
    anonymity_firms: int
    smallest_ratings: int
    smallest_rating_firms: int
    rating_step: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseScanSigns:
    """From where on a pattern is shown to the supervisor as a sign of a false scan; never a verdict."""

    speed_km_per_hour: int
    cluster_arrivals: int
    cluster_minutes: int
    shortest_visit_minutes: int
    backfill_share_factor: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRules:
    """When a firm is told of an inspection beforehand, and how it chooses the time.

    ``none_for``: the types of inspection for which a notice would defeat the purpose.
    """

    lead_working_days: int
    answer_working_days: int
    slots: int
    none_for: tuple[InspectionType, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceTimes:
    """How soon after the opening each officer confirms, and other agencies join; and the life of an officer's code."""

    confirm_minutes: int
    join_minutes: int
    officer_code_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderTimes:
    """How many days ahead somebody is reminded of what runs out."""

    notice_days: int
    backfill_days: int
    rectification_days: int
    certificate_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionPolicy:
    """Everything the rules may be told; one file, one published version."""

    officers_per_visit: int
    scan_valid_minutes: int
    late_after_minutes: int
    backfill_calendar_days: int
    dispute_days: int
    history_months: int
    counting: Counting
    annual_cap: AnnualCap
    visit_rate: WindowLimit
    many_agencies: WindowLimit
    repeat_check: RepeatCheck
    quiet_periods: tuple[QuietPeriod, ...]
    levels: Levels
    evidence: EvidenceLimits
    live_code: LiveCodeTimes
    complaints: ComplaintTimes
    alerts: AlertTimes
    confidentiality: Confidentiality
    false_scan: FalseScanSigns
    notice: NoticeRules
    presence: PresenceTimes
    reminders: ReminderTimes
    basis: Mapping[str, LegalBasis] = field(default_factory=dict)

    def basis_of(self, key: str) -> LegalBasis | None:
        """Return the basis of a dotted key: its own, or that of the table around it."""
        while key:
            if key in self.basis:
                return self.basis[key]
            key = key.rpartition(".")[0]
        return None
