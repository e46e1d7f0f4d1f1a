"""The duty of an emergency: inspect first, scan before leaving, and have the inspection approved afterwards."""

from datetime import datetime

from supervision_code.domain.errors import IllegalMove, ReasonMissing, SecondPersonMissing
from supervision_code.domain.visits import EMERGENCIES, EvidenceLevel, ExceptionKind, VisitState


def scan_is_due(exception: ExceptionKind | None, evidence: EvidenceLevel) -> bool:
    """Say whether a visit that begins so still owes its scan (trust.md 2)."""
    return exception in EMERGENCIES and evidence is EvidenceLevel.NOT_SCANNED


def require_scan_or_reason(reason: str, *, scan_due: bool) -> None:
    """Raise ReasonMissing (``unscanned_reason``) when a firm is left without scan and nothing says why."""
    if scan_due and not reason.strip():
        raise ReasonMissing(field="unscanned_reason")


def waits_for_approval(exception: ExceptionKind | None, state: VisitState, approved_at: datetime | None) -> bool:
    """Say whether the head of the agency has yet to approve an emergency afterwards (补办审批)."""
    return exception in EMERGENCIES and state is not VisitState.VOIDED and approved_at is None


def require_approvable(
    exception: ExceptionKind | None, state: VisitState, approved_at: datetime | None, *, opened_it: bool
) -> None:
    """Raise IllegalMove when there is nothing to approve, SecondPersonMissing when the head would approve himself."""
    if not waits_for_approval(exception, state, approved_at):
        raise IllegalMove(state=state, wanted="approved")
    if opened_it:
        raise SecondPersonMissing
