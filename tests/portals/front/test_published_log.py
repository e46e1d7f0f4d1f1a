"""The log as a monitor reads it: from checkpoint, tiles and entries alone the root can be computed again."""

from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import Client

from config.settings import read_settings
from supervision_code.adapters.note_signing import verifier_of
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.checkpoints import parse_checkpoint
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.merkle import Frontier, leaf_hash
from supervision_code.domain.notes import parse_key, parse_note, signed_by
from supervision_code.domain.tiles import TilePlace, entries_path, source_of, tile_path, width_at
from supervision_code.persistence import ledger
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.web.front import create_front
from tests.factories.accounts import PASSWORDS
from tests.support.clock import FRIDAY_TEN, StoppedClock

ENTRIES = 300


@pytest.fixture
def product(tmp_path: Path, database: Database, clock: StoppedClock) -> Supervision:
    own = replace(read_settings({"DATA_DIR": str(tmp_path / "data")}), log_id="test-log")
    return bootstrap(own, clock=clock, database=database, passwords=PASSWORDS)


@pytest.fixture
def sealed(product: Supervision, database: Database) -> Client:
    """A browser at the front of a product with a log of one full tile and a partial one."""
    drafts = [LedgerDraft(kind=LedgerKind.ROLE_GRANTED, at=FRIDAY_TEN, facts={"n": n}) for n in range(ENTRIES)]
    with database.begin() as session:
        ledger.append_all(session, drafts)
    product.sealing.seal()
    return Client(create_front(product))


def test_the_root_follows_from_the_published_tiles_and_these_from_the_entries(sealed: Client) -> None:
    note = parse_note(sealed.get("/ledger/checkpoint").get_data(as_text=True))
    checkpoint = parse_checkpoint(note.text)
    assert checkpoint.size == ENTRIES

    def read(place: TilePlace) -> bytes:
        return sealed.get(f"/ledger/tile/{tile_path(place, width_at(place, ENTRIES))}").get_data()

    assert Frontier.restored(ENTRIES, source_of(read)).root() == checkpoint.root
    bundle = sealed.get(f"/ledger/tile/{entries_path(0)}").get_data()
    bodies = []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        bodies.append(bundle[2 : 2 + length])
        bundle = bundle[2 + length :]
    assert b"".join(map(leaf_hash, bodies)) == read(TilePlace(0, 0))
    keys = [parse_key(line) for line in sealed.get("/ledger/keys").get_data(as_text=True).splitlines()]
    assert [key.name for key in keys] == ["test-log", "test-log/promise"]
    assert signed_by(note, verifier_of(keys[0])) is not None


def test_a_full_tile_is_kept_for_ever_and_a_checkpoint_for_a_second(sealed: Client) -> None:
    assert "immutable" in sealed.get("/ledger/tile/0/000").headers["Cache-Control"]
    assert "immutable" not in sealed.get("/ledger/tile/0/001.p/44").headers["Cache-Control"]
    assert sealed.get("/ledger/checkpoint").headers["Cache-Control"] == "public, max-age=1"


@pytest.mark.parametrize("path", ["0/001", "0/001.p/45", "0/002.p/1", "2/000.p/1", "8/000", "0/1", "entries/001", "x"])
def test_what_the_signed_tree_does_not_hold_is_not_found(sealed: Client, path: str) -> None:
    assert sealed.get(f"/ledger/tile/{path}").status_code == 404


def test_a_log_that_was_succeeded_is_still_read_under_its_own_name(product: Supervision, sealed: Client) -> None:
    written = sealed.get("/ledger/checkpoint").get_data()
    tiles = [tile_path(TilePlace(0, 0)), tile_path(TilePlace(0, 1), ENTRIES - 256), entries_path(0)]
    held = [sealed.get(f"/ledger/tile/{path}").get_data() for path in tiles]
    product.sealing.succeed("the key was lost")
    assert sealed.get("/ledger/test-log/checkpoint").get_data() == written
    assert [sealed.get(f"/ledger/test-log/tile/{path}").get_data() for path in tiles] == held
    followed = sealed.get("/ledger/checkpoint").get_data()
    assert followed != written
    assert sealed.get("/ledger/test-log-2/checkpoint").get_data() == followed
    for path in ("other/checkpoint", "other/tile/0/000", "test-log-2/tile/0/000", "test-log/tile/0/002"):
        assert sealed.get(f"/ledger/{path}").status_code == 404


def test_before_the_first_sealing_there_is_no_checkpoint(product: Supervision) -> None:
    assert Client(create_front(product)).get("/ledger/checkpoint").status_code == 404
