"""The documents of an inspection: kinds, life, who signs which, and what a drawn signature must be (domain.md 3.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from supervision_code.domain.errors import IllegalMove


class DocumentKind(StrEnum):
    """The seven forms of the national set, in the order of the chain 审批—通知—实施—记录—反馈."""

    APPROVAL = "approval"
    NOTICE = "notice"
    RECORD = "record"
    SAMPLING = "sampling"
    SURVEY = "survey"
    INQUIRY = "inquiry"
    RESULT = "result"


class DocumentState(StrEnum):
    """Life of one version; a correction is a new version."""

    DRAFT = "draft"
    FOR_SIGNATURE = "for_signature"
    FINAL = "final"
    REPLACED = "replaced"
    DROPPED = "dropped"


class SigningPart(StrEnum):
    """Whose hand a signature is."""

    APPROVER = "approver"
    OFFICER = "officer"
    FIRM = "firm"
    WITNESS = "witness"


class SigningManner(StrEnum):
    """How somebody answered: drawn on the screen, decided with the own account, or refused."""

    DRAWN = "drawn"
    DECIDED = "decided"
    REFUSED = "refused"


_LEADS_TO: Final[Mapping[DocumentState, frozenset[DocumentState]]] = MappingProxyType(
    {
        DocumentState.DRAFT: frozenset({DocumentState.FOR_SIGNATURE, DocumentState.DROPPED}),
        DocumentState.FOR_SIGNATURE: frozenset({DocumentState.DRAFT, DocumentState.FINAL, DocumentState.DROPPED}),
        DocumentState.FINAL: frozenset({DocumentState.REPLACED}),
        DocumentState.REPLACED: frozenset(),
        DocumentState.DROPPED: frozenset(),
    }
)
READABLE: Final = frozenset({DocumentState.FINAL, DocumentState.REPLACED})
"""States in which a document has its file."""


def move(state: DocumentState, wanted: DocumentState) -> DocumentState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state.value, wanted=wanted.value)
    return wanted


BEFORE_THE_VISIT: Final = frozenset({DocumentKind.APPROVAL, DocumentKind.NOTICE})
"""Kinds that may be made for a planned visit."""
_TO_STATE_A_REFUSAL: Final = 2
_WITH_THE_FIRM: Final = frozenset(DocumentKind) - {DocumentKind.APPROVAL}


@dataclass(frozen=True, slots=True)
class Seat:
    """A line of the form that somebody has to fill: whose part, and which officer where it is one."""

    part: SigningPart
    officer_id: UUID | None = None

    @property
    def key(self) -> str:
        """Return the text by which the line is known."""
        return f"{self.part.value}:{self.officer_id}" if self.officer_id else self.part.value


WITNESS_SEAT: Final = Seat(SigningPart.WITNESS)


def seats_of(kind: DocumentKind, officers: Iterable[UUID], *, firm_present: bool) -> tuple[Seat, ...]:
    """Return the lines a document of this kind has: every officer, then the approver or the firm's person.

    ``firm_present``: there is a visit, and so somebody to whom the paper is handed.
    """
    lines = [Seat(SigningPart.OFFICER, officer) for officer in officers]
    if kind is DocumentKind.APPROVAL:
        return (*lines, Seat(SigningPart.APPROVER))
    return (*lines, Seat(SigningPart.FIRM)) if firm_present and kind in _WITH_THE_FIRM else tuple(lines)


def missing_seats(seats: Iterable[Seat], given: Mapping[str, SigningManner]) -> tuple[Seat, ...]:
    """Return the lines that are still empty.

    Where the firm's person refused, two people must have signed that it was so: two officers, or one and a witness.
    """
    listed = tuple(seats)
    missing = tuple(seat for seat in listed if seat.key not in given)
    refused = given.get(SigningPart.FIRM.value) is SigningManner.REFUSED
    officers = sum(seat.part is SigningPart.OFFICER for seat in listed)
    if refused and officers < _TO_STATE_A_REFUSAL and WITNESS_SEAT.key not in given:
        return (*missing, WITNESS_SEAT)
    return missing
