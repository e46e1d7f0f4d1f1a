"""A firm that moves takes its counts along: nothing stays behind, and a later void finds what it takes back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import DisputeGround
from supervision_code.persistence.firms import copies_of
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.rollups import AgencyDay, AreaDay, IndustryDay, MonthCube
from supervision_code.persistence.moving import move_along
from supervision_code.product import Supervision
from tests.factories.registry import FUTIAN, FUTIAN_STREET, LONGHUA, LONGHUA_STREET
from tests.factories.small_city import SmallCity
from tests.factories.voiding import void
from tests.services.test_visits import opened
from tests.support.clock import StoppedClock

_ELSEWHERE = {FUTIAN: LONGHUA, FUTIAN_STREET: LONGHUA_STREET, "H": "C"}


def rollups(supervision: Supervision) -> Iterator[tuple[str, ...]]:
    """Everything counted, as texts."""
    supervision.rollups.fold_all()
    with supervision.database.read() as session:
        for model in (AreaDay, IndustryDay, AgencyDay, MonthCube):
            columns = model.__table__.columns
            for row in session.execute(select(*columns).where(model.__table__.c["value"] != 0)):
                yield (model.__name__, *map(str, row))


def move(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> None:
    with supervision.database.begin() as session:
        before = {firm.id: firm for firm in copies_of(session, [city.firm.id, city.other_firm.id])}
        row = session.get_one(Enterprise, city.firm.id)
        row.district, row.street, row.industry = LONGHUA, LONGHUA_STREET, "C3360"
        session.flush()
        move_along(session, before, copies_of(session, before), clock.now())


@pytest.fixture
def busy(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> SmallCity:
    """Four visits of the firm: one too many, one disputed, one voided."""
    visits = []
    for _ in range(4):
        visits.append(opened(supervision, city, over_limit_reason="复查"))
        clock.pass_by(days=1)
    member, supervisor = city.actor(Role.ENTERPRISE_MEMBER), city.actor(Role.SUPERVISOR)
    supervision.answers.dispute(member, visits[1].visit_id, DisputeGround.NOBODY_CAME, "")
    void(supervision, supervisor, city.firm.id, visits[2].visit_id, "登记错了")
    return city


def test_all_that_was_counted_of_a_firm_is_counted_where_it_moved_to(
    supervision: Supervision, busy: SmallCity, clock: StoppedClock
) -> None:
    before = set(rollups(supervision))
    measures = {row[-2] for row in before}
    assert {"visits", "inspections", "evidence_1", "findings", "disputes", "voided"} <= measures
    move(supervision, busy, clock)
    with supervision.database.read() as session:
        assert set(session.scalars(select(Alert.district))) == {LONGHUA}
    assert set(rollups(supervision)) == {tuple(_ELSEWHERE.get(word, word) for word in row) for row in before}


def test_a_void_after_the_move_leaves_no_count_below_zero(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    visit = opened(supervision, city)
    move(supervision, city, clock)
    supervisor = replace(city.actor(Role.SUPERVISOR), district=LONGHUA)
    void(supervision, supervisor, city.firm.id, visit.visit_id, "登记错了")
    assert {(row[-2], row[-1]) for row in rollups(supervision)} == {("voided", "1")}
