"""Batches of what is confidential: their beat, their size, and the proof that something stands in one."""

import copy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_code.domain.confidential import batch_value, beat_before, is_due, is_shown_by, padded_size
from supervision_code.domain.ledger import Canonical, LedgerKind, canonical, commitment_digest, entry_body, entry_hash

_NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@given(st.integers(0, 5000))
def test_a_batch_takes_all_and_shows_only_a_power_of_two(waiting: int) -> None:
    size = padded_size(waiting)
    assert size >= max(waiting, 64)
    assert size & (size - 1) == 0
    assert size == 64 or size // 2 < waiting


@given(st.integers(1, 1440), st.integers(0, 4 * 366 * 86400))
def test_a_batch_is_due_once_in_every_beat(minutes: int, seconds: int) -> None:
    now = _NOON + timedelta(seconds=seconds)
    beat = beat_before(now, minutes)
    assert beat <= now < beat + timedelta(minutes=minutes)
    assert is_due(None, now, minutes)
    assert is_due(beat - timedelta(seconds=1), now, minutes)
    assert not is_due(beat, now, minutes)
    assert not is_due(now, now, minutes)


def _proof() -> dict[str, Any]:
    salt = b"s" * 16
    value: dict[str, Canonical] = {"kind": "complaint_step", "at": 1}
    digest = commitment_digest(salt, canonical(value))
    batch = batch_value(7, ["0" * 64, digest, "f" * 64])
    body = entry_body(
        log_id="log",
        entry_id=UUID(int=5),
        kind=LedgerKind.CONFIDENTIAL_BATCH,
        recorded_at_ms=1,
        digests={"batch": commitment_digest(b"b" * 16, canonical(batch))},
    )
    return {
        "salt": salt.hex(),
        "value": value,
        "position": 1,
        "batch": {"salt": (b"b" * 16).hex(), "value": batch},
        "entry": {"hash": entry_hash(body), "body": body.decode()},
    }


def test_a_proof_shows_the_value_in_its_batch() -> None:
    assert is_shown_by(_proof())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("salt",), "00" * 16),
        (("salt",), "no hex"),
        (("value", "at"), 2),
        (("position",), 0),
        (("position",), 3),
        (("position",), -2),
        (("position",), "1"),
        (("batch", "salt"), "00" * 16),
        (("batch", "value", "number"), 8),
        (("batch", "value", "digests"), []),
        (("entry", "hash"), "0" * 64),
        (("entry", "body"), "{}"),
        (("entry", "body"), "no json"),
        (("entry",), None),
    ],
)
def test_a_proof_that_was_touched_shows_nothing(path: tuple[str, ...], value: object) -> None:
    proof = copy.deepcopy(_proof())
    inner = proof
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    assert not is_shown_by(proof)


def test_what_is_no_proof_at_all_shows_nothing() -> None:
    assert not is_shown_by({})
