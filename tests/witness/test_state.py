"""The memory: kept over a restart and a crash, and of many at once only one moves it."""

import multiprocessing
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.witness.conftest import NOW
from tests.witness.logs import MadeLog
from witness.cosigning import Witness
from witness.notes import Checkpoint, CosigningKey
from witness.state import Memory

BRANCHES = 8


class _Crashed(Exception):
    pass


def test_a_restarted_witness_goes_on_where_it_was(
    witness: Witness, key: CosigningKey, log: MadeLog, tmp_path: Path
) -> None:
    witness.add_checkpoint(log.request(0, 7))
    again = Witness(key, Memory(tmp_path / "witness.db"), lambda: NOW)
    assert again.add_checkpoint(log.request(0, 3)).body == "7\n"
    assert again.add_checkpoint(log.request(7, 9)).status == 200


def test_a_crash_after_the_memory_was_written_costs_nothing(witness: Witness, log: MadeLog) -> None:
    witness.add_checkpoint(log.request(0, 7))  # its answer never arrives
    assert witness.add_checkpoint(log.request(0, 9)).body == "7\n"
    assert witness.add_checkpoint(log.request(7, 9)).status == 200


def test_a_crash_before_the_memory_was_written_leaves_no_cosignature(
    key: CosigningKey, memory: Memory, log: MadeLog
) -> None:
    def crash() -> int:
        raise _Crashed

    with pytest.raises(_Crashed):
        Witness(key, memory, crash).add_checkpoint(log.request(0, 7))
    assert memory.logs()[0].latest is None


def test_nothing_is_cosigned_when_the_memory_cannot_be_written(
    key: CosigningKey, memory: Memory, log: MadeLog, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "witness.db") as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON latest BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    connection.close()
    with pytest.raises(sqlite3.IntegrityError):
        Witness(key, memory, lambda: NOW).add_checkpoint(log.request(0, 7))


def test_of_many_threads_at_once_one_branch_wins(key: CosigningKey, memory: Memory) -> None:
    witness = Witness(key, memory, lambda: NOW)
    requests = [MadeLog(other_from=branch).request(0, 20) for branch in range(BRANCHES)]
    with ThreadPoolExecutor(BRANCHES) as pool:
        statuses = [answer.status for answer in pool.map(witness.add_checkpoint, requests)]
    assert sorted(statuses) == [200, *[409] * (BRANCHES - 1)]
    assert len(memory.evidence()) == BRANCHES - 1


def test_of_many_processes_at_once_one_branch_wins(key: CosigningKey, memory: Memory, tmp_path: Path) -> None:
    parts = [(tmp_path / "witness.db", key.secret_text, branch) for branch in range(4)]
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        statuses = pool.starmap(_submit, parts)
    assert sorted(statuses) == [200, 409, 409, 409]


def _submit(file: Path, secret: str, branch: int) -> int:
    witness = Witness(CosigningKey.read(secret), Memory(file), lambda: NOW)
    return int(witness.add_checkpoint(MadeLog(other_from=branch).request(0, 20)).status)


def test_growing_steps_at_once_never_roll_the_memory_back(key: CosigningKey, memory: Memory, log: MadeLog) -> None:
    witness = Witness(key, memory, lambda: NOW)
    witness.add_checkpoint(log.request(0, 5))
    with ThreadPoolExecutor(BRANCHES) as pool:
        list(pool.map(witness.add_checkpoint, [log.request(5, size) for size in range(5, 30)]))
    latest = memory.logs()[0].latest
    assert latest is not None
    cosigned = latest.size
    assert witness.add_checkpoint(log.request(cosigned, 30)).status == 200


def test_evidence_has_a_bound(memory: Memory, log: MadeLog) -> None:
    with sqlite3.connect(memory._file) as connection:
        connection.executemany(
            "INSERT INTO evidence (origin, kind, text, received_at, request, known) VALUES (?, 'fork', ?, 0, x'', '')",
            [(log.origin, str(number)) for number in range(1000)],
        )
    connection.close()
    one = Checkpoint(log.origin, 5, bytes(32), "text\n", ())
    with memory.turn() as turn:
        turn.keep_evidence("fork", one, b"", "", NOW)
        turn.keep_evidence("unproven", one, b"", "", NOW)
    assert len(memory.evidence()) == 1001
