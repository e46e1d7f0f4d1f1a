"""What is counted for the overview: the measures, and how a count is addressed.

A row without an agency speaks of a visit as one and is folded into the area's and the industry's days; a row with
an agency speaks of that agency's part and is folded into the agency's days and the month cube.
"""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """One thing that is counted."""

    VISITS = "visits"
    INSPECTIONS = "inspections"
    SERVICE_VISITS = "service_visits"
    EVIDENCE_0 = "evidence_0"
    EVIDENCE_1 = "evidence_1"
    EVIDENCE_2 = "evidence_2"
    EVIDENCE_3 = "evidence_3"
    EVIDENCE_4 = "evidence_4"
    LATE = "late"
    VOIDED = "voided"
    FINDINGS = "findings"
    DISPUTES = "disputes"


@dataclass(frozen=True, slots=True)
class RollupKey:
    """Where a count belongs; ``agency`` is empty for the visit as one."""

    district: str
    industry: str
    agency: str
    day: int
    measure: Measure


def evidence_measure(level: int) -> Measure:
    """Return the measure that counts visits of this evidence level."""
    return Measure(f"evidence_{level}")


def industry_section(industry: str) -> str:
    """Return the section letter of a GB/T 4754 code, or nothing when the code has none."""
    return industry[:1].upper() if industry[:1].isalpha() else ""
