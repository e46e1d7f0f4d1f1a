"""Patience with PostgreSQL: a frozen server is noticed by who waits, and known to who comes after."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from supervision_code.domain.faults import DatabaseAway
from supervision_code.persistence.patience import SilentServer
from supervision_code.persistence.session import Database
from supervision_code.queries.health import HealthQueries
from tests.support.clock import StoppedClock

PATIENCE = 20.0


@contextmanager
def frozen(pid: int) -> Iterator[None]:
    """A process of the server that neither works nor ends."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def backend(database: Database) -> int:
    with database.read() as session:
        return int(session.scalar(text("SELECT pg_backend_pid()")) or 0)


def pulse_backend(database: Database) -> int:
    query = text(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'supervision pulse' AND datname = current_database()"
    )
    with database.read() as session:
        return int(session.scalar(query) or 0)


@pytest.fixture
def impatient(postgresql_own: Database) -> Iterator[Database]:
    """A database whose connections wait half a second."""
    database = Database.connect(postgresql_own.engine.url.render_as_string(hide_password=False), log_id="test-log")

    @event.listens_for(database.engine, "connect")
    def wait_half_a_second(connection: Any, _record: Any) -> None:
        connection.patience = 0.5

    yield database
    database.close()


def test_a_backend_that_freezes_at_work_is_given_up(impatient: Database) -> None:
    pid = backend(impatient)
    with pytest.raises(DatabaseAway) as told, impatient.read() as session, frozen(pid):
        session.execute(text("SELECT 1"))
    assert isinstance(told.value.__cause__, OperationalError)
    assert isinstance(told.value.__cause__.orig, SilentServer)
    assert backend(impatient) != pid


def test_a_backend_that_froze_at_rest_is_replaced_and_nobody_notices(impatient: Database) -> None:
    pid = backend(impatient)
    with frozen(pid):
        assert backend(impatient) != pid


def test_who_comes_while_the_pulse_is_gone_need_not_wait(postgresql_own: Database, clock: StoppedClock) -> None:
    database = Database.connect(postgresql_own.engine.url.render_as_string(hide_password=False), log_id="test-log")
    database.watch()
    deadline = time.monotonic() + PATIENCE
    while not (pid := pulse_backend(database)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert pid
    with frozen(pid):
        _wait_until_gone(database, gone=True)
        began = time.monotonic()
        with pytest.raises(DatabaseAway), database.begin():
            pass
        assert not HealthQueries(database, clock).look().reachable
        assert time.monotonic() - began < 1
    _wait_until_gone(database, gone=False)
    assert HealthQueries(database, clock).look().reachable
    database.close()


def _wait_until_gone(database: Database, *, gone: bool) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with database.read():
                found = False
        except DatabaseAway:
            found = True
        if found is gone:
            return
        time.sleep(0.1)
    raise AssertionError(f"the pulse never was {'gone' if gone else 'there'}")
