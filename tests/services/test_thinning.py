"""Thinning: of an old hour one checkpoint stays, receipts still verify, and no evidence goes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select, update

from config.settings import read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.audits import AuditCounts, AuditProblem
from supervision_code.domain.checkpoints import parse_checkpoint
from supervision_code.domain.digests import SHA256
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.merkle import inclusion_proof, verify_inclusion
from supervision_code.domain.notes import parse_key
from supervision_code.domain.witnesses import Witness, WitnessBook, WitnessState
from supervision_code.persistence import checkpoints, ledger, tree
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.ledger_tree import LedgerCheckpoint, LedgerCosignature, LedgerLeaf, LedgerLog
from supervision_code.persistence.models.witnesses import WitnessStanding
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.audits import AuditRequest
from supervision_code.services.witnesses import WitnessService
from tests.factories.accounts import PASSWORDS
from tests.services.test_witnesses import Answering
from tests.support.clock import StoppedClock
from witness.cosigning import Witness as RealWitness
from witness.notes import CosigningKey
from witness.state import Memory

AN_HOUR = 4
"""Checkpoints in each hour."""
HOURS = 3
EVERY = timedelta(minutes=60 // AN_HOUR)


@pytest.fixture
def product(tmp_path: Path, database: Database, clock: StoppedClock) -> Supervision:
    """A log that grew for three hours, signed every quarter of an hour, every second time cosigned; two days ago."""
    own = replace(read_settings({"DATA_DIR": str(tmp_path / "data")}), log_id="test-log")
    product = bootstrap(own, clock=clock, database=database, passwords=PASSWORDS)
    enter(product)
    product.sealing.seal()
    cosign = witness_of(product, tmp_path)
    for number in range(1, HOURS * AN_HOUR):
        clock.pass_by(minutes=EVERY.seconds // 60)
        enter(product)
        product.sealing.seal()
        if number % 2:
            assert cosign() == 1
    clock.pass_by(days=2)
    return product


def enter(product: Supervision, number: int = 3) -> list[UUID]:
    now = product.clock.now()
    drafts = [LedgerDraft(kind=LedgerKind.ROLE_GRANTED, at=now, facts={"n": one}) for one in range(number)]
    with product.database.begin() as session:
        return ledger.append_all(session, drafts)


def witness_of(product: Supervision, folder: Path) -> Callable[[], int]:
    """Return what has the newest checkpoint cosigned."""
    key, memory, client = (
        CosigningKey("w.example", Ed25519PrivateKey.from_private_bytes(b"w" * 32)),
        Memory(folder / "witness.db"),
        Answering(),
    )
    with product.database.read() as session:
        memory.add_log(session.get_one(LedgerLog, "test-log").key, 0)
    client.witnesses["https://w"] = RealWitness(key, memory, lambda: int(product.clock.now().timestamp()))
    known = Witness(title="w", url="https://w", key=parse_key(key.public.text))
    book = WitnessBook(witnesses=(known,))
    return WitnessService(product.database, product.clock, client, book, "test-log").submit


def sizes(
    product: Supervision, table: type[LedgerCheckpoint] | type[LedgerCosignature] = LedgerCheckpoint
) -> list[int]:
    with product.database.read() as session:
        return list(session.scalars(select(table.size).order_by(table.size)))


def problems(product: Supervision) -> list[AuditProblem]:
    return [found.problem for found in product.queries.audits.verify(AuditRequest(), AuditCounts())]


def test_of_an_old_hour_the_largest_of_the_best_witnessed_stays(product: Supervision) -> None:
    before, cosigned = sizes(product), sizes(product, LedgerCosignature)
    assert (len(before), len(cosigned)) == (HOURS * AN_HOUR, HOURS * AN_HOUR // 2)
    assert product.thinning.thin() == (AN_HOUR - 1) * HOURS
    assert sizes(product) == sizes(product, LedgerCosignature) == [12, 24, 36]
    assert product.thinning.thin() == 0
    assert problems(product) == []


def test_every_entry_has_a_witnessed_receipt_as_before(product: Supervision) -> None:
    product.thinning.thin()
    with product.database.read() as session:
        source = tree.source(session, "test-log", SHA256)
        for leaf in session.scalars(select(LedgerLeaf)).all():
            kept = checkpoints.covering(session, "test-log", leaf.index)
            assert kept is not None
            assert kept.witnesses == ("w.example",)
            root = parse_checkpoint(kept.note.text).root
            proof = inclusion_proof(leaf.index, kept.size, source)
            assert verify_inclusion(leaf.hash, leaf.index, kept.size, proof, root)


def test_what_is_younger_than_a_day_stays_and_the_log_goes_on(product: Supervision) -> None:
    enter(product)
    product.sealing.seal()
    product.thinning.thin()
    enter(product)
    product.sealing.seal()
    assert product.thinning.thin() == 0
    assert sizes(product) == [12, 24, 36, 39, 42]
    assert problems(product) == []


def test_a_halted_or_refused_log_loses_nothing(product: Supervision) -> None:
    with product.database.begin() as session:
        session.execute(update(WitnessStanding).values(state=WitnessState.REFUSING))
    assert product.thinning.thin() == 0
    with product.database.begin() as session:
        session.execute(update(WitnessStanding).values(state=WitnessState.FRESH))
        session.execute(update(LedgerLog).values(halted_at=product.clock.now(), halted_because="rewritten"))
    assert product.thinning.thin() == 0


def test_a_checkpoint_that_contradicts_the_tree_stays_and_is_named(product: Supervision) -> None:
    with product.database.begin() as session:
        session.execute(update(LedgerCheckpoint).where(LedgerCheckpoint.size == 6).values(root=bytes(32)))
    product.thinning.thin()
    assert sizes(product) == [6, 12, 24, 36]
    assert AuditProblem.CHECKPOINT_WRONG in problems(product)
