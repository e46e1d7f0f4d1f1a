"""A visit's end with its checklist, and events that an older release knew."""

import json

import pytest

from supervision_code.api import examples
from supervision_code.api.reading import read_event
from supervision_code.domain.checklists import read
from supervision_code.domain.visit_events import SentClosing, SentOpening
from supervision_code.persistence.models.results import VisitResult
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.machines import Machines, closed, opened

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
CHECK = {
    "item": "SCJG-1",
    "position": 1,
    "text": "许可证在有效期内",
    "answer": "does_not",
    "note": "已过期三天",
}


@ON_SQLITE
def test_the_answers_to_a_checklist_come_with_the_end_of_the_visit(
    machines: Machines, city: SmallCity, supervision: Supervision
) -> None:
    machine, event = machines.device(), opened(city)
    machine.send(event)
    wrong = machine.send(closed(city, event["visit"], checks=[CHECK]))
    assert wrong.status_code == 422
    taken = machine.send(closed(city, event["visit"], outcome="corrected_on_site", checks=[CHECK]))
    assert taken.status_code == 201
    with supervision.database.read() as session:
        [result] = session.query(VisitResult).all()
    assert result.findings == "许可证在有效期内：已过期三天"
    assert read(result.checks)[0].point.text == "许可证在有效期内"


def test_an_event_that_the_first_release_took_is_still_the_same_event() -> None:
    known = {
        "visit_opened": "3f4fea40256facca338651c2c8a1abcf4ea3eb9f1552a26d7fcfc64b5f86922d",
        "visit_closed": "55cf010d1f1a3681dc456a282c1916f9c0db999eda336c21548616fe10e731f0",
    }
    for sent in (examples.OPENED, examples.CLOSED):
        event = read_event(json.dumps(sent).encode())
        assert isinstance(event, SentOpening | SentClosing)
        assert event.envelope.digest == known[sent["event"]]
