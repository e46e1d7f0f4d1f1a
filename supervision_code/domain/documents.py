"""The documents of an inspection: kinds, life, who signs which, and what a drawn signature must be (domain.md 3.3)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

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
