"""What operators and the city's supervisors see of witnesses: the operations page and the messages."""

from pathlib import Path

import pytest

from supervision_code.persistence.session import Database
from tests.services.test_witnesses import Scene, answers
from tests.support.clock import StoppedClock
from tests.support.portals import Visitor


@pytest.fixture
def scene(database: Database, clock: StoppedClock, tmp_path: Path) -> Scene:
    """A witness that refused, and one message of each kind left."""
    scene = Scene(database, clock, tmp_path, 1)
    scene.grow(5)
    scene.submit()
    scene.client.instead[scene.url(0)] = answers(422)
    scene.grow(6)
    scene.submit(minutes=1)
    return scene


def test_operators_and_supervisors_of_the_city_are_told(
    scene: Scene, operator: Visitor, city_supervisor: Visitor, supervisor: Visitor
) -> None:
    for visitor in (operator, city_supervisor):
        assert "见证方“见证方0”拒绝见证：日志与它见证过的第5条不一致" in visitor.get("/inbox/").text
    assert "拒绝见证" not in supervisor.get("/inbox/").text
    assert "/supervisor/operations/" in operator.get("/inbox/").links
    scene.client.instead.clear()
    scene.submit(minutes=1)
    assert "恢复见证，已到第6条" in operator.get("/inbox/").text


def test_the_operations_page_says_that_none_is_configured(operator: Visitor) -> None:
    assert "没有配置见证方" in operator.get("/operations/").text
