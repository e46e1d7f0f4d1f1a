"""The fault drills in small, so that they do not rot: real processes, a kill of each, lost answers, twelve senders."""

from collections.abc import Iterator

import pytest

from drills import kills, network
from drills.processes import Impossible
from drills.row import Row
from drills.world import World, world


@pytest.fixture
def small_world() -> Iterator[World]:
    """Installations as the drills make them, with one process for the web."""
    with world(WEB_WORKERS="1") as made:
        yield made


def held(row: Row) -> None:
    """What every drill must show."""
    assert row.verdict == "held", row
    assert (row.lost, row.doubled, row.counts) == (0, 0, "equal")
    assert row.acknowledged > 0


def test_on_postgresql_one_kill_of_each_loses_nothing(small_world: World) -> None:
    try:
        server = small_world.with_server()
    except Impossible as reason:
        pytest.skip(str(reason))
    held(kills.one_of_each(small_world.postgresql(), server))


def test_on_sqlite_lost_answers_and_twelve_senders_change_nothing(small_world: World) -> None:
    installation = small_world.sqlite()
    held(network.answers_lost(installation, 5))
    held(network.twelve_senders(installation, 1))
