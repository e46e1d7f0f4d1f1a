"""Complaints from elsewhere begin their life here as filed; nothing about them can be told from outside."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from supervision_code.domain.complaints import ComplaintChannel, ComplaintStatus, ComplaintStepKind
from supervision_code.importing.kinds import ImportKind
from supervision_code.persistence.models.complaints import Complaint, ComplaintStep
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.trail import TrailEntry
from tests.importing.conftest import Desk
from tests.importing.rows import COMPLAINT

K = ImportKind.COMPLAINTS


def test_a_complaint_is_filed_on_the_day_it_was_received(desk: Desk) -> None:
    desk.load(K, COMPLAINT)
    [(complaint,)] = desk.read(select(Complaint))
    assert complaint.filed_at == datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
    assert complaint.accept_by == date(2026, 3, 10)
    assert (complaint.status, complaint.district, complaint.agency) == (ComplaintStatus.FILED, "440304", "SCJG")
    assert complaint.reference.startswith("2026-0303-")
    assert desk.read(select(ComplaintStep.kind, ComplaintStep.at)) == [(ComplaintStepKind.FILED, complaint.filed_at)]


def test_without_a_channel_it_came_by_the_hotline_and_without_an_agency_by_nobody(desk: Desk) -> None:
    desk.load(K, {**COMPLAINT, "channel": "", "agency": ""})
    assert desk.read(select(Complaint.channel, Complaint.agency)) == [(ComplaintChannel.HOTLINE_12345, None)]


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    rows = [COMPLAINT, {**COMPLAINT, "source_ref": "C-2", "text": "第一行\n第二行"}]
    desk.load(K, *rows)
    tally = desk.load(K, *rows).tally
    assert (tally.new, tally.unchanged, desk.count(Complaint)) == (0, 2, 2)


def test_neither_the_ledger_nor_an_inbox_nor_the_trail_tells_who_complained(desk: Desk) -> None:
    entries = desk.count(LedgerEntry)
    desk.load(K, COMPLAINT)
    assert (desk.count(LedgerEntry), desk.count(InboxMessage)) == (entries, 0)
    trail = select(TrailEntry.enterprise_id, TrailEntry.subject).where(TrailEntry.action == "import:complaints")
    assert desk.read(trail) == [(None, "")]
