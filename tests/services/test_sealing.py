"""Sealing: each entry enters the tree once, the state is signed after the commit, and no signer is made to go back."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update

from config.settings import Settings, read_settings
from supervision_code.adapters.note_signing import verifier_of
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.checkpoints import parse_checkpoint
from supervision_code.domain.digests import SHA256
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.merkle import leaf_hash, root_of
from supervision_code.domain.notes import parse_key, signed_by
from supervision_code.persistence import checkpoints, ledger, tree
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.ledger_tree import LedgerCheckpoint, LedgerLeaf, LedgerLog, LedgerTile
from supervision_code.persistence.models.outbox import OutboxRow
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS
from tests.support.clock import FRIDAY_TEN, StoppedClock


@pytest.fixture
def own_settings(tmp_path: Path) -> Settings:
    """The settings of an installation whose signer has signed nothing yet."""
    return replace(read_settings({"DATA_DIR": str(tmp_path / "data")}), log_id="test-log")


@pytest.fixture
def product(own_settings: Settings, database: Database, clock: StoppedClock) -> Supervision:
    """The product over an empty database."""
    return bootstrap(own_settings, clock=clock, database=database, passwords=PASSWORDS)


def enter(database: Database, number: int, kind: LedgerKind = LedgerKind.ROLE_GRANTED) -> list[UUID]:
    """Enter events, all in one transaction."""
    drafts = [LedgerDraft(kind=kind, at=FRIDAY_TEN, facts={"grant": {"number": one}}) for one in range(number)]
    with database.begin() as session:
        return ledger.append_all(session, drafts)


def bodies(database: Database) -> Sequence[bytes]:
    """Return the bodies of the sealed entries in the order of the tree."""
    with database.read() as session:
        query = (
            select(LedgerEntry.body)
            .join(LedgerLeaf, (LedgerLeaf.entry_id == LedgerEntry.id))
            .order_by(LedgerLeaf.log_id, LedgerLeaf.index)
        )
        return [body.encode() for body in session.scalars(query)]


def test_everything_that_waits_is_sealed_once_in_its_order(product: Supervision, database: Database) -> None:
    first, second = enter(database, 3), enter(database, 300)
    assert product.sealing.seal() == 303
    assert product.sealing.seal() == 0
    with database.read() as session:
        order = list(session.scalars(select(LedgerLeaf.entry_id).order_by(LedgerLeaf.index)))
        waiting = session.scalar(select(func.count()).where(OutboxRow.done_at.is_(None), OutboxRow.topic == "ledger"))
    assert order == [*first, *second]
    assert waiting == 0


def test_the_signed_checkpoint_holds_the_root_over_all_bodies(product: Supervision, database: Database) -> None:
    for number in (1, 255, 1, 2):
        enter(database, number)
        product.sealing.seal()
        with database.read() as session:
            kept = checkpoints.newest(session, "test-log")
            log = session.get_one(LedgerLog, "test-log")
        assert kept is not None
        checkpoint = parse_checkpoint(kept.note.text)
        assert checkpoint.root == root_of(leaf_hash(body) for body in bodies(database))
        assert signed_by(kept.note, verifier_of(parse_key(log.key))) is not None


def test_what_was_handed_in_twice_is_sealed_once(product: Supervision, database: Database) -> None:
    entries = enter(database, 2)
    with database.begin() as session:
        named = [str(entry) for entry in (entries[1], entries[0], entries[1])]
        session.execute(update(OutboxRow).values(payload=json.dumps({"entries": named})))
    assert product.sealing.seal() == 2


def halted(database: Database) -> str | None:
    with database.read() as session:
        return session.scalar(select(LedgerLog.halted_because).where(LedgerLog.halted_at.is_not(None)))


def lose_the_last(database: Database, number: int) -> None:
    """Put the database into the state of a backup that was made before the last entries."""
    with database.begin() as session:
        size = tree.size_of(session, "test-log")
        session.execute(delete(LedgerLeaf).where(LedgerLeaf.index >= size - number))
        session.execute(delete(LedgerTile))
        session.execute(delete(LedgerCheckpoint).where(LedgerCheckpoint.size > size - number))
        leaves = session.execute(
            select(LedgerLeaf.enterprise_id, LedgerLeaf.entry_id, LedgerLeaf.hash).order_by(LedgerLeaf.index)
        ).all()
        session.execute(delete(LedgerLeaf))
        tree.append(
            session,
            "test-log",
            [tree.Leaf(enterprise_id=a, entry_id=b, hash=c, algorithm="sha256") for a, b, c in leaves],
            SHA256,
        )


def test_a_restored_backup_halts_the_log_before_anything_is_built_on_it(
    product: Supervision, database: Database
) -> None:
    enter(database, 5)
    product.sealing.seal()
    enter(database, 5)
    product.sealing.seal()
    lose_the_last(database, 5)
    waiting = enter(database, 2)
    assert product.sealing.seal() == 0
    assert product.sealing.seal() == 0
    assert halted(database) == "went_back"
    with database.read() as session:
        assert session.scalar(select(func.count()).where(LedgerLeaf.entry_id.in_(waiting))) == 0
        told = list(session.scalars(select(InboxMessage.recipient).order_by(InboxMessage.recipient)))
    assert told == ["district:440300", "operators"]


def test_a_succeeded_log_begins_with_the_end_of_the_old_one_and_seals_what_waits(
    product: Supervision, database: Database
) -> None:
    enter(database, 5)
    product.sealing.seal()
    lose_the_last(database, 2)
    waiting = enter(database, 2)
    product.sealing.seal()
    assert product.sealing.succeed("restored the backup of Thursday") == "test-log-2"
    with database.read() as session:
        leaves = session.execute(
            select(LedgerLeaf.entry_id, LedgerEntry.kind, LedgerEntry.log_id)
            .join(LedgerEntry, LedgerEntry.id == LedgerLeaf.entry_id)
            .where(LedgerLeaf.log_id == "test-log-2")
            .order_by(LedgerLeaf.index)
        ).all()
    assert [leaf.kind for leaf in leaves] == [LedgerKind.LOG_SUCCEEDED] + [LedgerKind.ROLE_GRANTED] * 2
    assert [leaf.entry_id for leaf in leaves[1:]] == waiting
    assert [leaf.log_id for leaf in leaves] == ["test-log-2", "test-log", "test-log"]
    assert halted(database) is not None
    enter(database, 1)
    assert product.sealing.seal() == 1


def test_a_rewritten_tile_halts_the_log(product: Supervision, database: Database) -> None:
    enter(database, 3)
    product.sealing.seal()
    with database.begin() as session:
        session.execute(update(LedgerTile).values(hashes=b"\x01" * 96))
    enter(database, 1)
    assert product.sealing.seal() == 0
    assert halted(database) == "rewritten"


def test_a_signer_that_lost_its_memory_signs_nothing(
    product: Supervision, own_settings: Settings, database: Database
) -> None:
    enter(database, 3)
    product.sealing.seal()
    (own_settings.ledger_folder / "signer.json").unlink()
    enter(database, 1)
    assert product.sealing.seal() == 0
    assert halted(database) == "forgotten"


def test_what_was_committed_and_not_signed_is_signed_next_time(
    product: Supervision, own_settings: Settings, database: Database
) -> None:
    enter(database, 3)
    product.sealing.seal()
    memory = (own_settings.ledger_folder / "signer.json").read_bytes()
    enter(database, 1)
    product.sealing.seal()
    (own_settings.ledger_folder / "signer.json").write_bytes(memory)
    with database.begin() as session:
        session.execute(delete(LedgerCheckpoint).where(LedgerCheckpoint.size == 4))
    product.sealing.seal()
    with database.read() as session:
        assert checkpoints.newest_size(session, "test-log") == 4


@pytest.mark.parametrize("kind", ["sqlite_file", "postgresql_own"])
def test_two_sealers_at_once_double_nothing(
    kind: str, own_settings: Settings, clock: StoppedClock, request: pytest.FixtureRequest
) -> None:
    database: Database = request.getfixturevalue(kind)
    products = [bootstrap(own_settings, clock=clock, database=database, passwords=PASSWORDS) for _ in range(4)]
    for _ in range(40):
        enter(database, 30)
    sealed: list[int] = []
    threads = [Thread(target=lambda one=one: sealed.append(one.sealing.seal())) for one in products]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    products[0].sealing.seal()
    assert sum(sealed) == 1200
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(LedgerLeaf)) == 1200
        kept = checkpoints.newest(session, "test-log")
    assert kept is not None
    assert kept.size == 1200
    assert kept.root == root_of(leaf_hash(body) for body in bodies(database))


@pytest.mark.parametrize("kind", ["sqlite_file", "postgresql_own"])
def test_another_process_learns_that_the_log_was_succeeded(
    kind: str, own_settings: Settings, clock: StoppedClock, request: pytest.FixtureRequest
) -> None:
    database: Database = request.getfixturevalue(kind)
    worker = bootstrap(own_settings, clock=clock, database=database, passwords=PASSWORDS)
    enter(database, 1)
    worker.sealing.seal()
    url = database.engine.url.render_as_string(hide_password=False)
    elsewhere = Database.connect(url, log_id="test-log")
    server = bootstrap(own_settings, clock=clock, database=elsewhere, passwords=PASSWORDS)
    server.sealing.adopt(look_again_after=0)
    enter(elsewhere, 1)
    assert elsewhere.log_id == "test-log"
    worker.sealing.succeed("the key was lost")
    [entry] = enter(elsewhere, 1)
    assert elsewhere.log_id == "test-log-2"
    with elsewhere.read() as session:
        assert session.scalar(select(LedgerEntry.log_id).where(LedgerEntry.id == entry)) == "test-log-2"
    elsewhere.close()
