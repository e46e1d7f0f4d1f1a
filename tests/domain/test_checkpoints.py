"""Checkpoints, receipts and promises: written and read back, and strict about everything else."""

import base64

import pytest

from supervision_code.domain.checkpoints import (
    Checkpoint,
    InclusionReceipt,
    Promise,
    parse_checkpoint,
    parse_promise,
    parse_receipt,
)
from supervision_code.domain.notes import InvalidNote, Note, NoteSignature

ROOT = bytes(range(32))
ROOT_TEXT = base64.b64encode(ROOT).decode()
SIGNATURE = NoteSignature(name="log", key_hash=b"1234", signature=b"signature")


def test_a_checkpoint_is_three_lines() -> None:
    checkpoint = Checkpoint(origin="example.org/log", size=20852163, root=ROOT)
    assert checkpoint.text == f"example.org/log\n20852163\n{ROOT_TEXT}\n"
    assert parse_checkpoint(checkpoint.text) == checkpoint


def test_further_lines_of_a_checkpoint_are_kept() -> None:
    checkpoint = Checkpoint(origin="log", size=0, root=ROOT, extensions=("one", "two"))
    assert parse_checkpoint(checkpoint.text) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"log\n1\n{ROOT_TEXT}",
        f"log\n01\n{ROOT_TEXT}\n",
        f"log\n-1\n{ROOT_TEXT}\n",
        f"log\n+1\n{ROOT_TEXT}\n",
        f"log\n１\n{ROOT_TEXT}\n",
        f"log\n{'9' * 19}\n{ROOT_TEXT}\n",
        f"lo g\n1\n{ROOT_TEXT}\n",
        f"log\n1\n{ROOT_TEXT[:-4]}\n",
        f"log\n1\n{ROOT_TEXT} \n",
        f"log\n1\n{ROOT_TEXT[:-2]}9=\n",
        f"log\n1\n{ROOT_TEXT}\n\n",
        "log\n1\n\n",
        "log\n1\n",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(InvalidNote):
        parse_checkpoint(text)


@pytest.mark.parametrize("extra", [b"", b"what the entry says"])
@pytest.mark.parametrize("proof", [(), (ROOT,), (ROOT, bytes(32))])
def test_a_receipt_is_read_back(extra: bytes, proof: tuple[bytes, ...]) -> None:
    note = Note(text=Checkpoint(origin="log", size=9, root=ROOT).text, signatures=(SIGNATURE,))
    receipt = InclusionReceipt(index=7, proof=proof, checkpoint=note, extra=extra)
    assert parse_receipt(str(receipt)) == receipt


def test_a_receipt_looks_like_the_specification() -> None:
    note = Note(text=Checkpoint(origin="log", size=9, root=ROOT).text, signatures=(SIGNATURE,))
    lines = str(InclusionReceipt(index=7, proof=(ROOT,), checkpoint=note, extra=b"x")).split("\n")
    assert lines[:5] == ["c2sp.org/tlog-proof@v1", "extra eA==", "index 7", ROOT_TEXT, ""]
    assert lines[5:8] == ["log", "9", ROOT_TEXT]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("index 7", "index 07"),
        ("index 7\n", ""),
        (f"\n{ROOT_TEXT}\n\n", "\nrubbish\n\n"),
        (f"\n{ROOT_TEXT}\n\n", "\n" + f"{ROOT_TEXT}\n" * 64 + "\n"),
        ("extra eA==", "extra *"),
        ("\n\nlog", "\nlog"),
    ],
)
def test_what_is_not_a_receipt_is_refused(good: str, bad: str) -> None:
    note = Note(text=Checkpoint(origin="log", size=9, root=ROOT).text, signatures=(SIGNATURE,))
    text = str(InclusionReceipt(index=7, proof=(ROOT,), checkpoint=note, extra=b"x"))
    assert good in text
    with pytest.raises(InvalidNote):
        parse_receipt(text.replace(good, bad, 1))


def test_a_promise_is_read_back_and_is_never_a_checkpoint() -> None:
    promise = Promise(origin="log", leaf=ROOT, recorded_at_ms=1_795_000_000_000)
    assert promise.text == f"log/promise\n{ROOT_TEXT}\n1795000000000\n"
    assert parse_promise(promise.text) == promise
    with pytest.raises(InvalidNote):
        parse_checkpoint(promise.text)
    with pytest.raises(InvalidNote):
        parse_promise(Checkpoint(origin="log", size=3, root=ROOT).text)


@pytest.mark.parametrize(
    "text", ["", "log/promise\n", f"log/promise\n{ROOT_TEXT}\n1", f"log/promise\n{ROOT_TEXT}\nx\n"]
)
def test_what_is_not_a_promise_is_refused(text: str) -> None:
    with pytest.raises(InvalidNote):
        parse_promise(text)
