from collections.abc import Sequence

import pytest
from sqlalchemy import select

from supervision_code.domain.days import day_number_of
from supervision_code.domain.rollups import Measure, RollupKey
from supervision_code.persistence import outbox, rollups
from supervision_code.persistence.counts import FOLDING, Counts
from supervision_code.persistence.models.rollups import AgencyDay, AreaDay, IndustryDay, MonthCube
from supervision_code.persistence.session import Database
from tests.support.clock import FRIDAY_TEN

DAY = day_number_of(FRIDAY_TEN)
ONE = RollupKey("440304", "H", "", DAY, Measure.VISITS, "440304001")
PART = RollupKey("440304", "H", "SCJG", DAY, Measure.VISITS)


def leave(database: Database, keys: Sequence[RollupKey], value: int = 1) -> None:
    counts = Counts()
    for key in keys:
        counts.add(key.district, key.industry, key.agency, key.day, key.measure, value, street=key.street)
    with database.begin() as session:
        counts.leave(session, FRIDAY_TEN)


def fold(database: Database) -> int:
    with database.begin() as session:
        return rollups.fold(session, FRIDAY_TEN, 100)


def test_a_visit_is_counted_once_for_each_of_its_areas_and_its_industry(database: Database) -> None:
    leave(database, [ONE, PART])
    fold(database)
    with database.read() as session:
        areas = session.execute(select(AreaDay.district, AreaDay.value).order_by(AreaDay.district)).all()
        industries = session.execute(select(IndustryDay.industry, IndustryDay.value)).all()
    assert [tuple(row) for row in areas] == [("440304", 1), ("440304001", 1)]
    assert [tuple(row) for row in industries] == [("H", 1)]


def test_the_part_of_an_agency_is_counted_for_the_agency_alone(database: Database) -> None:
    leave(database, [ONE, PART])
    fold(database)
    with database.read() as session:
        agencies = session.execute(select(AgencyDay.agency, AgencyDay.value)).all()
        months = session.execute(select(MonthCube.agency, MonthCube.value).order_by(MonthCube.agency)).all()
    assert [tuple(row) for row in agencies] == [("SCJG", 1)]
    assert [tuple(row) for row in months] == [("", 1), ("SCJG", 1)]


def test_what_is_folded_again_is_added_and_can_be_taken_back(database: Database) -> None:
    leave(database, [ONE], 3)
    assert fold(database) == 1
    leave(database, [ONE], -1)
    assert fold(database) == 1
    with database.read() as session:
        assert session.scalar(select(AreaDay.value).where(AreaDay.district == "440304")) == 2


def test_nothing_is_folded_twice(database: Database) -> None:
    leave(database, [ONE])
    assert fold(database) == 1
    assert fold(database) == 0
    with database.read() as session:
        assert not rollups.are_waiting(session)
        assert session.scalar(select(AreaDay.value).where(AreaDay.district == "440304")) == 1


def test_a_fold_that_fails_leaves_everything_to_the_next_one(database: Database) -> None:
    leave(database, [ONE])
    with database.begin() as session:
        outbox.put(session, FOLDING, {"rows": [{"district": "440304"}]}, FRIDAY_TEN)
    with pytest.raises(KeyError):
        fold(database)
    with database.read() as session:
        assert rollups.are_waiting(session)
        assert session.scalar(select(AreaDay.value)) is None


def test_only_rows_folded_long_ago_are_forgotten(database: Database) -> None:
    leave(database, [ONE])
    fold(database)
    leave(database, [ONE])
    with database.begin() as session:
        assert rollups.forget_folded(session, FRIDAY_TEN) == 0
        assert rollups.forget_folded(session, FRIDAY_TEN.replace(hour=3)) == 1
        assert rollups.are_waiting(session)
