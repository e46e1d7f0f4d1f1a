"""The page about the log: before and after the first sealing, with and without witnesses; the program it hands out."""

from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import Client

from config.settings import ROOT
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.witnesses import WitnessQueries
from supervision_code.web.front import create_front
from tests.portals.front.test_landing import page_at
from tests.services.test_witnesses import BASE, Scene, away
from tests.support.clock import StoppedClock


@pytest.fixture
def scene(database: Database, clock: StoppedClock, tmp_path: Path) -> Scene:
    return Scene(database, clock, tmp_path, 3)


@pytest.fixture
def front(supervision: Supervision, scene: Scene) -> Client:
    """A browser at the front of a product whose log has three witnesses."""
    witnesses = WitnessQueries(scene.database, scene.clock, scene.book, BASE)
    return Client(create_front(replace(supervision, queries=replace(supervision.queries, witnesses=witnesses))))


def test_before_anything_is_sealed_it_says_what_will_stand_here(supervision: Supervision) -> None:
    page = page_at(Client(create_front(supervision)), "/ledger/")
    assert "还没有封存任何记录" in page.text
    assert "还没有见证方" in page.text
    assert {"/ledger/check_receipt.py", "/ledger/keys"} <= set(page.links)


def test_it_says_how_large_the_log_is_and_who_witnesses_it(front: Client, scene: Scene) -> None:
    scene.client.instead[scene.url(2)] = away
    scene.grow(1200)
    scene.submit()
    page = page_at(front, "/ledger/")
    assert "1,200条" in page.text
    assert page.text.count("见证到第1,200条") == 2
    assert "还没有见证" in page.text
    assert "/ledger/checkpoint" in page.links
    scene.clock.pass_by(minutes=16)
    assert "长时间没有见证" in page_at(front, "/ledger/").text


def test_it_reads_in_english_too(front: Client) -> None:
    page = page_at(front, "/ledger/?language=en")
    assert page.heading == "Any change shows: check it yourself"
    assert "/?language=en" in page.links


def test_it_hands_out_the_keys_as_a_file_of_the_name_it_tells(front: Client) -> None:
    page = page_at(front, "/ledger/")
    assert {"pip install cryptography", "python check_receipt.py keys.txt 回执.txt"} <= set(page.texts("code"))
    assert front.get("/ledger/keys").headers["Content-Disposition"] == 'attachment; filename="keys.txt"'


def test_it_hands_out_the_program_as_it_is(front: Client) -> None:
    answer = front.get("/ledger/check_receipt.py")
    assert answer.data == (ROOT / "scripts" / "check_receipt.py").read_bytes()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="check_receipt.py"'


def test_the_metrics_tell_how_each_witness_stands(front: Client, scene: Scene) -> None:
    scene.client.instead[scene.url(2)] = away
    scene.grow(7)
    scene.submit()
    scene.clock.pass_by(minutes=16)
    told = front.get("/metrics", environ_base={"REMOTE_ADDR": "127.0.0.1"}).get_data(as_text=True)
    assert 'supervision_witness_age_seconds{witness="w0.example"} 960.0' in told
    assert 'supervision_witness_size{witness="w1.example"} 7.0' in told
    assert 'supervision_witness_alarming{witness="w2.example"} 1.0' in told
    assert 'age_seconds{witness="w2.example"}' not in told
