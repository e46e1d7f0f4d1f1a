"""Complaints enter the ledger in batches at a fixed beat, and their firms can prove that they did."""

import json

import pytest
from sqlalchemy import select

from supervision_code.domain.complaints import ComplaintGround
from supervision_code.domain.confidential import is_shown_by
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.identifiers import NOBODY
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.confidential import ConfidentialRecord
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.product import Supervision
from supervision_code.services.complaints import Filing
from tests.factories.small_city import SmallCity
from tests.support.clock import StoppedClock


def _entries(supervision: Supervision) -> list[LedgerEntry]:
    with supervision.database.read() as session:
        return list(session.scalars(select(LedgerEntry).order_by(LedgerEntry.id)))


def _file(supervision: Supervision, city: SmallCity) -> str:
    filing = Filing(ground=ComplaintGround.NO_SCAN, text="两名检查人员没有扫码就进店检查。", agency="SCJG")
    return supervision.complaints.file(city.actor(Role.ENTERPRISE_MEMBER), filing).reference


def test_filing_and_every_step_wait_for_the_batch_and_enter_the_ledger_as_one(
    supervision: Supervision, city: SmallCity
) -> None:
    reference = _file(supervision, city)
    member, supervisor = city.actor(Role.ENTERPRISE_MEMBER), city.actor(Role.SUPERVISOR)
    with supervision.database.read() as session:
        complaint_id = session.scalars(select(ConfidentialRecord.complaint_id)).one()
    supervision.complaints.accept(supervisor, complaint_id)
    assert _entries(supervision) == []
    waiting = supervision.queries.confidential_proofs.own(member, reference)
    assert (waiting["waiting"], waiting["proofs"]) == (2, [])

    assert supervision.confidential_batches.seal_when_due() == 1

    (entry,) = _entries(supervision)
    assert (entry.kind, entry.enterprise_id) == (LedgerKind.CONFIDENTIAL_BATCH, NOBODY)
    proof = supervision.queries.confidential_proofs.own(member, reference)
    assert proof["waiting"] == 0
    assert [one["value"]["facts"]["step"] for one in proof["proofs"]] == ["filed", "accepted"]
    assert all(is_shown_by(json.loads(json.dumps(one))) for one in proof["proofs"])
    assert len(proof["proofs"][0]["batch"]["value"]["digests"]) == 64
    assert supervision.queries.confidential_proofs.of_area(supervisor, complaint_id) == proof
    assert str(city.firm.id) not in json.dumps(proof)


def test_a_batch_goes_out_at_every_beat_whether_anything_waits_or_not(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    sent = []
    for complaint in (False, True, False):
        if complaint:
            _file(supervision, city)
        sent.append([supervision.confidential_batches.seal_when_due() for _ in range(3)])
        clock.pass_by(hours=1)
    assert sent == [[1, 0, 0]] * 3
    entries = _entries(supervision)
    assert len(entries) == 3
    assert len({len(entry.body) for entry in entries}) == 1


def test_the_proof_of_anothers_complaint_does_not_exist(supervision: Supervision, city: SmallCity) -> None:
    reference = _file(supervision, city)
    with supervision.database.read() as session:
        complaint_id = session.scalars(select(ConfidentialRecord.complaint_id)).one()
    with pytest.raises(NoSuchRecord):
        supervision.queries.confidential_proofs.own(city.other_actor(Role.ENTERPRISE_MEMBER), reference)
    with pytest.raises(NoSuchRecord):
        supervision.queries.confidential_proofs.of_area(city.other_actor(Role.SUPERVISOR), complaint_id)
