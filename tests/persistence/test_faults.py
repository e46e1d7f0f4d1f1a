"""What fails beneath the product has a name, nothing is half written, and what comes back is used again."""

import sqlite3
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from supervision_code.domain.faults import (
    DatabaseAway,
    DatabaseBusy,
    Fault,
    OutcomeUnknown,
    StorageFull,
    StorageReadOnly,
)
from supervision_code.persistence import faults
from supervision_code.persistence.models.outbox import WorkerBeat
from supervision_code.persistence.session import Database
from supervision_code.persistence.write_gate import FileGate
from tests.support.clock import FRIDAY_TEN

_BIG = "x" * 1_000_000


def _beat(database: Database, job: str) -> None:
    with database.begin() as session:
        session.add(WorkerBeat(job=job, at=FRIDAY_TEN, handled=1))


def _beat_and_more(database: Database) -> None:
    with database.begin() as session:
        session.add(WorkerBeat(job="first", at=FRIDAY_TEN, handled=1))
        session.flush()
        session.execute(text("CREATE TABLE big AS SELECT :big AS big"), {"big": _BIG})


def _jobs(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(text("SELECT job FROM worker_beats ORDER BY job")))


def _allow_pages(database: Database, pages: int) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def test_a_full_disk_saves_nothing_and_is_forgotten_when_there_is_room(sqlite_file: Database) -> None:
    _allow_pages(sqlite_file, 1)
    with pytest.raises(StorageFull):
        _beat_and_more(sqlite_file)
    assert _jobs(sqlite_file) == []
    _allow_pages(sqlite_file, 1_000_000)
    _beat(sqlite_file, "second")
    assert _jobs(sqlite_file) == ["second"]


def test_a_file_that_may_only_be_read_is_named_so(sqlite_file: Database) -> None:
    with sqlite_file.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=1")
    with pytest.raises(StorageReadOnly):
        _beat(sqlite_file, "first")


def test_who_holds_the_gate_too_long_is_not_waited_for(tmp_path: Path) -> None:
    file, holding, done = tmp_path / "gate", Event(), Event()

    def hold() -> None:
        with FileGate(file)():
            holding.set()
            done.wait(10)

    holder = Thread(target=hold)
    holder.start()
    holding.wait(10)
    gate = FileGate(file, seconds=0.1)
    with pytest.raises(DatabaseBusy), gate():
        pass
    done.set()
    holder.join()
    with gate():
        pass


def test_two_processes_gates_take_turns(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def write(gate: FileGate) -> None:
        for _ in range(50):
            with gate():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    writers = [Thread(target=write, args=(FileGate(tmp_path / "gate"),)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert (max(most), len(most)) == (1, 200)


def test_a_refusal_of_the_schema_is_no_fault(database: Database) -> None:
    _beat(database, "first")
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(text("INSERT INTO worker_beats (job, at, handled) SELECT job, at, handled FROM worker_beats"))


def test_a_database_nobody_answers_for_is_away() -> None:
    nobody = Database.connect("postgresql+psycopg://nobody@127.0.0.1:9/nothing", log_id="test-log")
    with pytest.raises(DatabaseAway), nobody.read():
        pass
    nobody.close()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("SELECT pg_terminate_backend(pg_backend_pid())", DatabaseAway),
        ("SET LOCAL statement_timeout = 50; SELECT pg_sleep(5)", DatabaseBusy),
        ("DO $$ BEGIN RAISE EXCEPTION SQLSTATE '53100'; END $$", StorageFull),
        ("SET TRANSACTION READ ONLY; CREATE TABLE never (id int)", StorageReadOnly),
    ],
)
def test_what_postgresql_says_is_named(postgresql_own: Database, statement: str, expected: type[Fault]) -> None:
    with pytest.raises(expected), postgresql_own.begin() as session:
        session.execute(text(statement))
    _beat(postgresql_own, "afterwards")


def test_a_lock_that_is_not_given_in_time_is_busy(postgresql_own: Database) -> None:
    _beat(postgresql_own, "first")
    impatient = Database.connect(
        postgresql_own.engine.url.render_as_string(hide_password=False), log_id="test-log", statement_seconds=1
    )
    change = text("UPDATE worker_beats SET handled = handled + 1")
    with postgresql_own.begin() as session:
        session.execute(change)
        with pytest.raises(DatabaseBusy), impatient.begin() as second:
            second.execute(change)
    impatient.close()


def test_a_commit_without_an_answer_is_not_called_unsaved(postgresql_own: Database) -> None:
    with postgresql_own.engine.begin() as connection:
        connection.execute(text("CREATE TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
        connection.execute(
            text(
                "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$"
            )
        )
        connection.execute(
            text(
                "CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED "
                "FOR EACH ROW EXECUTE FUNCTION cut()"
            )
        )
    with pytest.raises(OutcomeUnknown), postgresql_own.begin() as session:
        session.execute(text("INSERT INTO late VALUES (1)"))


def test_a_request_that_saved_something_is_remembered(sqlite_file: Database) -> None:
    faults.begin_watching_saves()
    assert not faults.something_was_saved()
    with pytest.raises(sqlite3.OperationalError), sqlite_file.begin():
        raise sqlite3.OperationalError("not ours to name")
    assert not faults.something_was_saved()
    _beat(sqlite_file, "first")
    assert faults.something_was_saved()
