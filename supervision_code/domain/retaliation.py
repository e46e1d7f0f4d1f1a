"""Visits after a complaint that may be a retaliation: a sign for the supervisor alone, never a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterVisit:
    """A visit at the firm that complained, with the agency that came."""

    agency: str
    started_at: datetime
    voided: bool = False


def signs_of_retaliation(
    filed_at: datetime, against: str | None, visits: Iterable[LaterVisit], days: int
) -> tuple[LaterVisit, ...]:
    """Return the visits by the agency complained of within so many days after the complaint, the first one first.

    A complaint that names no agency has none; nor has what was struck from the record.
    """
    end = filed_at + timedelta(days=days)
    found = (
        visit for visit in visits if visit.agency == against and not visit.voided and filed_at < visit.started_at <= end
    )
    return tuple(sorted(found, key=lambda visit: visit.started_at))
