"""The whole ledger in SM3 and SM2: sealed, signed, audited, and never mixed with a log of the other family."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from config.settings import SettingError, Settings, read_settings
from supervision_code.adapters.note_signing import verifier_of
from supervision_code.adapters.sm_signing import SM2
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.checkpoints import parse_checkpoint
from supervision_code.domain.key_turns import OVERLAP
from supervision_code.domain.notes import parse_key, parse_note, signed_by
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.ledger_tree import LedgerCheckpoint, LedgerLog
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import build_small_city
from tests.support.clock import StoppedClock


@pytest.fixture
def sealed(settings: Settings, sqlite_file: Database, clock: StoppedClock, tmp_path: Path) -> Supervision:
    """A city whose codes are issued, sealed in SM3 and signed with SM2."""
    chosen = replace(settings, data_folder=tmp_path, ledger_algorithm="sm3")
    supervision = bootstrap(chosen, clock=clock, database=sqlite_file, passwords=PASSWORDS)
    build_small_city(sqlite_file)
    supervision.codes.publish_keys()
    list(supervision.codes.issue_missing())
    assert supervision.sealing.seal() > 0
    return supervision


def test_entries_tree_and_checkpoint_name_their_algorithm(sealed: Supervision) -> None:
    with sealed.database.read() as session:
        assert set(session.scalars(select(LedgerEntry.algorithm))) == {"sm3"}
        log = session.scalars(select(LedgerLog)).one()
        checkpoint = session.scalars(select(LedgerCheckpoint).order_by(LedgerCheckpoint.size.desc())).first()
    assert checkpoint is not None
    assert (log.algorithm, checkpoint.algorithm) == ("sm3", "sm3")
    key = parse_key(log.key)
    assert key.algorithm == SM2
    note = parse_note(checkpoint.note)
    assert signed_by(note, verifier_of(key)) is not None
    assert parse_checkpoint(note.text).size == checkpoint.size


def test_a_log_on_record_keeps_its_algorithm_whatever_is_chosen_later(
    sealed: Supervision, sqlite_file: Database, clock: StoppedClock
) -> None:
    later = bootstrap(
        replace(sealed.settings, ledger_algorithm="sha256"), clock=clock, database=sqlite_file, passwords=PASSWORDS
    )
    later.keys.rotate(OVERLAP)

    with later.database.read() as session:
        assert set(session.scalars(select(LedgerEntry.algorithm))) == {"sm3"}


def test_only_the_two_families_can_be_chosen() -> None:
    assert read_settings({}).ledger_algorithm == "sha256"
    with pytest.raises(SettingError, match="sha256 or sm3"):
        read_settings({"LEDGER_ALGORITHM": "md5"})
