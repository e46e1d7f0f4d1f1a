"""`memory` and `witness`: one with a known key that knows one log; its clock is `now`."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.witness.logs import MadeLog
from witness.cosigning import Witness
from witness.notes import CosigningKey
from witness.state import Memory

WITNESS_NAME = "witness.example.org"
NOW = 1_700_000_000


@pytest.fixture
def log() -> MadeLog:
    return MadeLog()


@pytest.fixture
def key() -> CosigningKey:
    return CosigningKey(WITNESS_NAME, Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64))))


@pytest.fixture
def now() -> list[int]:
    return [NOW]


@pytest.fixture
def memory(tmp_path: Path, log: MadeLog) -> Memory:
    memory = Memory(tmp_path / "witness.db")
    memory.add_log(log.vkey, NOW)
    return memory


@pytest.fixture
def witness(key: CosigningKey, memory: Memory, now: list[int]) -> Witness:
    return Witness(key, memory, lambda: now[0])
