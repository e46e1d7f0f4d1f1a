"""What is counted for the overview: the measures, and how a count is addressed.

A row without an agency speaks of a visit as one and is folded into the days of its areas (the district, and the
street where it is known) and of its industry; a row with an agency speaks of that agency's part and is folded into the
agency's days. Both are folded into the month cube, where an empty agency stands for the visit as one.
"""

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple


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


class RollupKey(NamedTuple):
    """Where a count belongs; ``agency`` is empty for the visit as one."""

    district: str
    industry: str
    agency: str
    day: int
    measure: Measure
    street: str = ""


def evidence_measure(level: int) -> Measure:
    """Return the measure that counts visits of this evidence level."""
    return Measure(f"evidence_{level}")


EVIDENCE_MEASURES: Final = tuple(Measure(f"evidence_{level}") for level in range(5))
SCANNED: Final = EVIDENCE_MEASURES[1:]
"""The measures of visits at which a code was scanned."""


def month_number(day: date) -> int:
    """Return the month of a day as the month cube numbers it: year × 12 + month − 1."""
    return day.year * 12 + day.month - 1


def first_day_of_month(month: int) -> date:
    """Return the first day of a numbered month."""
    return date(month // 12, month % 12 + 1, 1)


def industry_section(industry: str) -> str:
    """Return the section letter of a GB/T 4754 code, or nothing when the code has none."""
    return industry[:1].upper() if industry[:1].isalpha() else ""
