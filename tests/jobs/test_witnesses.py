"""A witness that hangs: sealing and everything else goes on at its own pace."""

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.witnesses import WitnessState
from supervision_code.jobs import worker
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS
from tests.factories.busy_area import happened
from tests.factories.small_city import build_small_city
from tests.services.test_witnesses import witness_key

_SEALED_WITHIN = 20.0
_HELD_FOR = 3.0


@pytest.fixture
def silent_address() -> Iterator[str]:
    """Where somebody accepts every connection and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def supervision(settings: Settings, sqlite_file: Database, tmp_path: Path, silent_address: str) -> Supervision:
    """The product over a file of its own, with three witnesses that never answer."""
    file = tmp_path / "witnesses.toml"
    tables = [
        f'[[witness]]\ntitle = "{number}"\nurl = "{silent_address}"\nkey = "{witness_key(number).public.text}"\n'
        for number in range(3)
    ]
    file.write_text("".join(tables))
    own = replace(settings, data_folder=tmp_path, witnesses_file=file, log_id=sqlite_file.log_id)
    return bootstrap(own, database=sqlite_file, passwords=PASSWORDS)


def test_a_hanging_witness_delays_neither_sealing_nor_the_end(supervision: Supervision) -> None:
    city, stop = build_small_city(supervision.database), Event()
    happened(supervision, city.firm, supervision.clock.now())
    running = Thread(target=worker.run, args=(supervision, stop))
    running.start()
    try:
        assert _seals(supervision) < _SEALED_WITHIN
        # By now the witnesses are being asked and say nothing: what happens next is sealed all the same.
        Event().wait(1.5)
        before = supervision.queries.ledger.standing().signed
        began = time.monotonic()
        happened(supervision, city.firm, supervision.clock.now())
        while supervision.queries.ledger.standing().signed <= before:
            assert time.monotonic() - began < _HELD_FOR
            Event().wait(0.05)
        assert [row.state for row in supervision.queries.witnesses.all()] == [WitnessState.WAITING] * 3
    finally:
        began = time.monotonic()
        stop.set()
        running.join(_SEALED_WITHIN)
    assert time.monotonic() - began < _HELD_FOR
    # What is under way with the witnesses is given up by itself.
    assert supervision.witnesses.submit() == 0


def _seals(supervision: Supervision) -> float:
    began = time.monotonic()
    while not supervision.queries.ledger.standing().signed:
        assert time.monotonic() - began < _SEALED_WITHIN
        Event().wait(0.05)
    return time.monotonic() - began
