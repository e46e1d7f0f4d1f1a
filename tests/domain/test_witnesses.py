"""Witnesses: the configuration file, what is sent, what an answer means, and when one is a reason for alarm."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from supervision_code.adapters.note_signing import verifier_of
from supervision_code.domain.notes import parse_key
from supervision_code.domain.witnesses import (
    SIZE_TYPE,
    WitnessProblem,
    WitnessReply,
    WitnessState,
    cosignature_in,
    judge_witness,
    parse_witnesses,
    problem_told,
    size_told,
    submission,
)
from tests.scripts.receipts import MADE_WITNESS
from tests.support.clock import FRIDAY_TEN
from tests.witness.logs import MadeLog
from witness.cosigning import parse_submission

GOOD: dict[str, Any] = {"title": "市工商联", "url": "https://w.example.org/", "key": MADE_WITNESS.public.text}
LOG = MadeLog()
REPLY = WitnessReply(status=200, content_type="text/plain", body="")


def test_the_file_names_witnesses_and_how_long_they_may_be_silent() -> None:
    book = parse_witnesses({"silent_minutes": 5, "witness": [GOOD]})
    assert book.silent_after == timedelta(minutes=5)
    assert [(one.title, one.url, one.name) for one in book.witnesses] == [
        ("市工商联", "https://w.example.org", MADE_WITNESS.public.name)
    ]
    assert parse_witnesses({}).witnesses == ()


@pytest.mark.parametrize("url", ["http://127.0.0.1:7380", "http://localhost:7380/w", "http://[::1]:7380"])
def test_on_this_machine_plain_http_will_do(url: str) -> None:
    assert parse_witnesses({"witness": [GOOD | {"url": url}]}).witnesses[0].url == url


@pytest.mark.parametrize(
    "tables",
    [
        {"silent_minutes": 0},
        {"silent_minutes": True},
        {"silent_minutes": "5"},
        {"silent": 5},
        {"witness": GOOD},
        {"witness": ["w"]},
        {"witness": [GOOD | {"url": "http://w.example.org"}]},
        {"witness": [GOOD | {"url": "file:///etc/passwd"}]},
        {"witness": [GOOD | {"url": "https://user:word@w.example.org"}]},
        {"witness": [GOOD | {"url": "https://w.example.org/?a=b"}]},
        {"witness": [GOOD | {"key": LOG.vkey}]},
        {"witness": [GOOD | {"key": "no key"}]},
        {"witness": [GOOD | {"more": "x"}]},
        {"witness": [{"url": "https://w.example.org"}]},
        {"witness": [GOOD, GOOD]},
    ],
)
def test_anything_else_stops_the_start(tables: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_witnesses(tables)


def test_what_is_sent_is_what_a_witness_reads() -> None:
    sent = submission(3, LOG.proof(3, 7), LOG.note(7))
    assert sent == LOG.request(3, 7)
    assert parse_submission(sent).proof == tuple(LOG.proof(3, 7))


def test_only_a_good_cosignature_over_this_text_counts() -> None:
    verifier = verifier_of(parse_key(MADE_WITNESS.public.text))
    line = MADE_WITNESS.cosign(LOG.checkpoint(7).text, 1_700_000_000)
    other = MADE_WITNESS.cosign(LOG.checkpoint(8).text, 1_700_000_000)
    note = LOG.note(7)
    for body, counts in [
        (line, True),
        (note.rpartition("\n\n")[2] + line, True),
        (other, False),
        (line + other, False),
        ("", False),
        ("garbage", False),
        (line.strip(), False),
        ("\n\n" + line, False),
        (f"{LOG.checkpoint(8).text}\n{other}", False),
        (f"more\n\n{MADE_WITNESS.cosign(LOG.checkpoint(7).text + chr(10) + 'more' + chr(10), 1)}", False),
    ]:
        assert (cosignature_in(replace(REPLY, body=body), note, verifier) is not None) is counts, body


@pytest.mark.parametrize(
    ("status", "kind", "problem"),
    [
        (404, "", WitnessProblem.UNKNOWN_LOG),
        (403, "", WitnessProblem.KEY_NOT_KNOWN),
        (422, "", WitnessProblem.INCONSISTENT),
        (409, "text/plain", WitnessProblem.INCONSISTENT),
        (409, SIZE_TYPE, WitnessProblem.UNEXPECTED),
        (200, "", WitnessProblem.BAD_SIGNATURE),
        (500, "", WitnessProblem.UNEXPECTED),
        (799, "", WitnessProblem.UNEXPECTED),
    ],
)
def test_an_answer_without_a_cosignature_says_why(status: int, kind: str, problem: WitnessProblem) -> None:
    assert problem_told(WitnessReply(status=status, content_type=kind, body="")) is problem


def test_a_size_is_read_only_from_the_answer_that_means_one() -> None:
    told = WitnessReply(status=409, content_type=SIZE_TYPE, body="17\n")
    assert size_told(told) == 17
    for other in (
        replace(told, status=422),
        replace(told, content_type="text/plain"),
        replace(told, body="x\n"),
        replace(told, body="1" * 19),
        replace(told, body="١٧\n"),
    ):
        assert size_told(other) is None


def _judged(
    *, silent: int = 0, seen: bool = True, problem: WitnessProblem | None = None, before: str = "fresh"
) -> WitnessState:
    now = FRIDAY_TEN
    then = now - timedelta(minutes=silent)
    return judge_witness(
        since=then,
        seen_at=then if seen else None,
        problem=problem,
        before=WitnessState(before),
        silent_after=timedelta(minutes=15),
        now=now,
    )


def test_a_witness_is_fresh_until_it_was_silent_too_long() -> None:
    assert _judged(seen=False, before="waiting") is WitnessState.WAITING
    assert _judged(silent=15) is WitnessState.FRESH
    assert _judged(silent=15, problem=WitnessProblem.UNREACHABLE) is WitnessState.FRESH
    assert _judged(silent=16) is WitnessState.SILENT
    assert _judged(silent=16, seen=False) is WitnessState.SILENT
    assert _judged(silent=0, before="silent") is WitnessState.FRESH


@pytest.mark.parametrize("problem", [WitnessProblem.INCONSISTENT, WitnessProblem.AHEAD])
def test_a_contradiction_is_an_alarm_at_once_and_stays_until_it_cosigns(problem: WitnessProblem) -> None:
    assert _judged(problem=problem) is WitnessState.REFUSING
    assert _judged(problem=WitnessProblem.UNREACHABLE, before="refusing", silent=99) is WitnessState.REFUSING
    assert _judged(before="refusing") is WitnessState.FRESH
