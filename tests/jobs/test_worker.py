"""The worker: what is due is done, what fails is tried again, one leads, and it stops when told."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.permissions import Role
from supervision_code.jobs import worker
from supervision_code.jobs.schedule import JOBS, Job
from supervision_code.persistence.leadership import leading
from supervision_code.persistence.models.accounts import WebSession
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.outbox import WorkerBeat
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS
from tests.factories.busy_area import happened
from tests.factories.small_city import SmallCity, build_small_city
from tests.support.clock import FRIDAY_TEN, StoppedClock

PATIENCE = 20.0


def beats(supervision: Supervision) -> dict[str, int]:
    with supervision.database.read() as session:
        return {row.job: row.handled for row in session.scalars(select(WorkerBeat))}


def visits_of(supervision: Supervision, city: SmallCity) -> int:
    return supervision.queries.overview.overview(city.actor(Role.SUPERVISOR), 30).counted.visits


def test_a_round_folds_what_waits_and_leaves_signs_of_life(supervision: Supervision, city: SmallCity) -> None:
    happened(supervision, city.firm, FRIDAY_TEN)
    assert visits_of(supervision, city) == 0
    assert worker.Round(supervision).do_what_is_due() == [job.name for job in JOBS]
    assert visits_of(supervision, city) == 1
    assert beats(supervision)["fold"] == 1
    assert {"sweep", "remind", "forget"} <= beats(supervision).keys()


def due_after(**passed: float) -> list[str]:
    """The jobs that are done at least this often, in their order."""
    return [job.name for job in JOBS if job.every <= timedelta(**passed)]


def test_each_job_is_done_as_often_as_it_should(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> None:
    round_ = worker.Round(supervision)
    round_.do_what_is_due()
    assert round_.do_what_is_due() == []
    clock.pass_by(seconds=1)
    assert round_.do_what_is_due() == due_after(seconds=1)
    clock.pass_by(minutes=1)
    assert round_.do_what_is_due() == due_after(seconds=61)


def test_a_clock_that_is_set_back_keeps_no_job_from_being_done(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    round_ = worker.Round(supervision)
    round_.do_what_is_due()
    clock.pass_by(hours=-3)
    assert round_.do_what_is_due() == [job.name for job in JOBS]
    assert round_.do_what_is_due() == []


def told_operators(supervision: Supervision) -> list[str]:
    with supervision.database.read() as session:
        query = select(InboxMessage.key).where(InboxMessage.recipient == "operators").order_by(InboxMessage.id)
        return list(session.scalars(query))


def test_the_operators_are_told_of_a_job_that_fails_for_long_and_not_again_at_once(
    supervision: Supervision, clock: StoppedClock
) -> None:
    def fail(_supervision: Supervision) -> int:
        raise OSError("read-only")

    round_ = worker.Round(supervision, (Job(name="failing", every=timedelta(seconds=1), work=fail),))
    for _ in range(30):
        round_.do_what_is_due()
        clock.pass_by(seconds=10)
    assert told_operators(supervision) == ["inbox-job-fails"]


def test_the_operators_are_told_when_the_clock_begins_to_be_wrong_and_when_it_is_right_again(
    on_file: Supervision, city_on_file: SmallCity, stopped: StoppedClock
) -> None:
    happened(on_file, city_on_file.firm, FRIDAY_TEN)
    for hours, told in ((0, 0), (-1, 1), (0, 0), (1, 1), (0, 0)):
        stopped.pass_by(hours=hours)
        assert on_file.upkeep.check_clock() == told
    assert told_operators(on_file) == ["inbox-clock-behind", "inbox-clock-right"]


def test_a_visit_is_counted_once_however_often_it_is_looked_for(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    happened(supervision, city.firm, FRIDAY_TEN)
    for _ in range(3):
        worker.Round(supervision).do_what_is_due()
        clock.pass_by(seconds=2)
    assert visits_of(supervision, city) == 1


def test_expired_sessions_are_swept(supervision: Supervision, city: SmallCity) -> None:
    with supervision.database.begin() as session:
        for digest, hours in (("a" * 64, -1), ("b" * 64, 1)):
            end = FRIDAY_TEN + timedelta(hours=hours)
            row = WebSession(digest=digest, portal="officer", content="{}", created_at=end, seen_at=end, expires_at=end)
            session.add(row)
    worker.Round(supervision).do_what_is_due()
    with supervision.database.read() as session:
        assert list(session.scalars(select(WebSession.digest))) == ["b" * 64]


def test_a_job_that_fails_stops_no_other_and_is_tried_again(
    supervision: Supervision, city: SmallCity, clock: StoppedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    tries: list[int] = []

    def fail(_supervision: Supervision) -> int:
        tries.append(1)
        raise OSError("the disk is full")

    jobs = (Job(name="failing", every=timedelta(seconds=1), work=fail), *JOBS)
    round_ = worker.Round(supervision, jobs)
    assert round_.do_what_is_due() == [job.name for job in JOBS]
    clock.pass_by(seconds=2)
    round_.do_what_is_due()
    assert len(tries) == 1
    clock.pass_by(seconds=10)
    round_.do_what_is_due()
    assert len(tries) == 2
    assert "failing" not in beats(supervision)
    assert "job failed" in capsys.readouterr().out


@pytest.fixture
def on_file(settings: Settings, sqlite_file: Database, tmp_path: Path, stopped: StoppedClock) -> Supervision:
    """The product over a file of its own, where commits are real."""
    return bootstrap(replace(settings, data_folder=tmp_path), clock=stopped, database=sqlite_file, passwords=PASSWORDS)


@pytest.fixture
def stopped() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def city_on_file(on_file: Supervision) -> SmallCity:
    return build_small_city(on_file.database)


def test_it_works_until_it_is_told_to_stop(on_file: Supervision) -> None:
    city = build_small_city(on_file.database)
    happened(on_file, city.firm, FRIDAY_TEN)
    stop = Event()
    running = Thread(target=worker.run, args=(on_file, stop))
    running.start()
    waited = Event()
    for _ in range(200):
        if visits_of(on_file, city) == 1:
            break
        waited.wait(0.05)
    stop.set()
    running.join(PATIENCE)
    assert not running.is_alive()
    assert visits_of(on_file, city) == 1


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_one_leads_and_the_next_follows_when_it_is_gone(kind: str, request: pytest.FixtureRequest) -> None:
    database: Database = request.getfixturevalue(f"migrated_{kind}")
    with leading(database) as first, leading(database) as second:
        assert (first, second) == (True, False)
    with leading(database) as third:
        assert third


def test_who_does_not_lead_does_nothing(on_file: Supervision) -> None:
    city = build_small_city(on_file.database)
    happened(on_file, city.firm, FRIDAY_TEN)
    stop = Event()
    with leading(on_file.database):
        running = Thread(target=worker.run, args=(on_file, stop))
        running.start()
        Event().wait(0.3)
        stop.set()
        running.join(PATIENCE)
    assert visits_of(on_file, city) == 0
