"""The demonstration's witnesses: three that cosign, gone with the block; none where others are configured."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from config.settings import Settings, read_settings
from supervision_code.adapters.witness_client import WitnessAway, WitnessClient
from supervision_code.cli.demo_witnesses import demo_witnesses
from supervision_code.domain.witnesses import parse_witnesses
from tests.witness.logs import MadeLog


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"DATA_DIR": str(tmp_path)})


def test_three_answer_while_the_product_runs_and_keep_their_keys(settings: Settings) -> None:
    log, client = MadeLog(), WitnessClient()
    keys = []
    for old, size in ((0, 3), (3, 5)):
        with demo_witnesses(settings, [log.vkey]) as environment:
            book = parse_witnesses(tomllib.loads(Path(environment["WITNESSES_FILE"]).read_text(encoding="utf-8")))
            replies = [client.add_checkpoint(one.url, log.request(old, size)).status for one in book.witnesses]
        assert replies == [200, 200, 200]
        assert all(one.is_here for one in book.witnesses)
        with pytest.raises(WitnessAway):
            client.add_checkpoint(book.witnesses[0].url, b"")
        keys.append([one.key.text for one in book.witnesses])
    assert keys[0] == keys[1]


def test_none_are_brought_where_others_are_configured_or_nothing_is_shown(settings: Settings, tmp_path: Path) -> None:
    for other in (replace(settings, demo=False), replace(settings, witnesses_file=tmp_path / "witnesses.toml")):
        with demo_witnesses(other, []) as environment:
            assert environment == {}
    assert not (tmp_path / "demo-witnesses").exists()
