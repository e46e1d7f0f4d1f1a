"""Files of complaints that came in elsewhere: the hotline, letters, an older portal."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.complaints import (
    ComplaintChannel,
    ComplaintGround,
    ComplaintStatus,
    ComplaintStepKind,
    accept_by,
    complaint_reference,
)
from supervision_code.domain.confidential import ConfidentialKind
from supervision_code.domain.identifiers import enterprise_id_of, seeded_id
from supervision_code.importing.cells import Plain, credit_code, key, moment, moment_of, text, word
from supervision_code.importing.firms import firms_of, is_known
from supervision_code.importing.kinds import Fault, Storing
from supervision_code.importing.layouts import Layout, optional, required
from supervision_code.importing.problems import ImportReason, Refused
from supervision_code.importing.registering import Row
from supervision_code.persistence import confidential
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.complaints import LONGEST_TEXT, StepRecord, step_facts
from supervision_code.persistence.firms import FirmCopy
from supervision_code.persistence.models.complaints import Complaint, ComplaintStep
from supervision_code.persistence.models.registry import Agency

_AT_ONCE: Final = 1000
_FIELD_MARK: Final = "\x1f"
_LAYOUT: Final = Layout(
    (
        required("source_ref", key(80)),
        required("received_at", moment),
        required("uscc", credit_code),
        optional("agency", key(64)),
        required("ground", word(ComplaintGround)),
        required("text", text(LONGEST_TEXT), lines=True),
        optional("channel", word(ComplaintChannel), ComplaintChannel.HOTLINE_12345.value),
    )
)


class _ComplaintRow(NamedTuple):
    row: int
    source_ref: str
    received_at: int
    uscc: str
    agency: str | None
    ground: str
    text: str
    channel: str

    def digest(self) -> str:
        """Return what tells whether a row of the same reference says the same."""
        return hashlib.sha256(_FIELD_MARK.join(map(str, self[1:])).encode()).hexdigest()


class Complaints:
    """Complaints; each starts its life here as filed, on the day it was received."""

    layout = _LAYOUT

    def __init__(self) -> None:
        self._agencies: frozenset[str] = frozenset()

    def prepare(self, session: Session) -> None:
        """Read the agencies on record."""
        self._agencies = frozenset(session.scalars(select(Agency.code)))

    def faults(self, values: Sequence[Plain]) -> Iterable[Fault]:
        """Find agencies that do not exist."""
        if values[3] is not None and values[3] not in self._agencies:
            yield "agency", Refused(ImportReason.NO_SUCH_AGENCY)

    def store(self, session: Session, storing: Storing) -> None:
        """Store the complaints. No ledger entry and no notice: a single time would betray who complained."""
        for chunk in storing.chunks(_AT_ONCE, "uscc"):
            rows = [_ComplaintRow._make(staged) for staged in chunk]
            firms = firms_of(session, {row.uscc for row in rows}, lock=storing.writing)
            rows = [row for row in rows if is_known(storing, row, row.uscc, firms)]
            rows = list(_not_on_record(session, storing, rows))
            storing.tally.new += len(rows)
            if storing.writing:
                _write(session, storing, rows, firms)


def _not_on_record(session: Session, storing: Storing, rows: Sequence[_ComplaintRow]) -> Iterator[_ComplaintRow]:
    query = select(Complaint.source_ref, Complaint.enterprise_id, Complaint.source_digest).where(
        Complaint.source_ref.in_([row.source_ref for row in rows])
    )
    on_record = {source_ref: (firm, digest) for source_ref, firm, digest in session.execute(query)}
    for row in rows:
        known = on_record.get(row.source_ref)
        if known is None:
            yield row
        elif known == (enterprise_id_of(row.uscc), row.digest()):
            storing.tally.unchanged += 1
        else:
            storing.report(row, "source_ref", ImportReason.OTHER_CONTENT)


def _write(session: Session, storing: Storing, rows: Sequence[_ComplaintRow], firms: Mapping[str, FirmCopy]) -> None:
    complaints = [_complaint(row, firms[row.uscc], storing) for row in rows]
    insert_rows(session, Complaint.__table__, complaints)
    insert_rows(session, ComplaintStep.__table__, [_step(complaint) for complaint in complaints])
    confidential.enter_all(session, map(_commitment, complaints))
    session.expunge_all()


def _complaint(row: _ComplaintRow, firm: FirmCopy, storing: Storing) -> Row:
    received_at = moment_of(row.received_at)
    seed = hashlib.sha256(f"{row.uscc}{_FIELD_MARK}{row.source_ref}".encode()).digest()
    complaint_id = seeded_id(received_at, int.from_bytes(seed[:10], "big"))
    return {
        "enterprise_id": firm.id,
        "id": complaint_id,
        "reference": complaint_reference(complaint_id, received_at),
        "district": firm.district,
        "agency": row.agency,
        "ground": ComplaintGround(row.ground),
        "text": row.text,
        "channel": ComplaintChannel(row.channel),
        "filed_at": received_at,
        "status": ComplaintStatus.FILED,
        "accept_by": accept_by(received_at, storing.timeline.at(received_at).policy.complaints, storing.calendar),
        "extended": False,
        "transferred_to": "",
        "reply": "",
        "source_ref": row.source_ref,
        "source_digest": row.digest(),
    }


def _step(complaint: Row) -> Row:
    return {
        "enterprise_id": complaint["enterprise_id"],
        "id": seeded_id(complaint["filed_at"], complaint["id"].int),
        "complaint_id": complaint["id"],
        "kind": ComplaintStepKind.FILED,
        "at": complaint["filed_at"],
        "account_name": "",
        "text": "",
        "internal_note": "",
    }


def _commitment(complaint: Row) -> confidential.ConfidentialDraft:
    filed = StepRecord(kind=ComplaintStepKind.FILED)
    return confidential.ConfidentialDraft(
        enterprise_id=complaint["enterprise_id"],
        complaint_id=complaint["id"],
        kind=ConfidentialKind.COMPLAINT_STEP,
        at=complaint["filed_at"],
        facts=step_facts(Complaint(**complaint), filed),
    )
