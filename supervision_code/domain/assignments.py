"""Assignments: which officers can go to a planned visit, and what stands against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from supervision_code.domain.days import date_of
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.domain.registry import CertificateStatus
from supervision_code.domain.visits import OfficerFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A planned visit as one of its officers has it; ``half_day`` None: at any time of the day."""

    officer_id: UUID
    planned_visit_id: UUID
    day: int
    half_day: HalfDay | None
    firm: str


def meet(first: HalfDay | None, second: HalfDay | None) -> bool:
    """Say whether two times of one day fall together: both are known, and the same half."""
    return first is not None and first is second


def may_meet(first: HalfDay | None, second: HalfDay | None) -> bool:
    """Say whether two times of one day can still be kept apart or fall together: one of them is open."""
    return first is None or second is None


def is_certified_on(officer: OfficerFacts, day: int) -> bool:
    """Say whether the certificate, as it is registered now, allows inspecting on that day."""
    if officer.status is not CertificateStatus.VALID:
        return False
    return officer.valid_until is None or officer.valid_until >= date_of(day)


def clashes(
    appointments: Iterable[Appointment], planned_visit_id: UUID, day: int, half_day: HalfDay | None
) -> list[Appointment]:
    """Return the other appointments that fall into the time of a planned visit."""
    return [one for one in _others_on(appointments, planned_visit_id, day) if meet(one.half_day, half_day)]


def open_beside(
    appointments: Iterable[Appointment], planned_visit_id: UUID, day: int, half_day: HalfDay | None
) -> list[Appointment]:
    """Return the other appointments of that day that must still be kept apart from a planned visit."""
    return [one for one in _others_on(appointments, planned_visit_id, day) if may_meet(one.half_day, half_day)]


def _others_on(appointments: Iterable[Appointment], planned_visit_id: UUID, day: int) -> list[Appointment]:
    return [one for one in appointments if one.planned_visit_id != planned_visit_id and one.day == day]
