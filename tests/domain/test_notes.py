"""Signed notes: the example of the specification's kind, strict reading, and keys as text."""

import pytest

from supervision_code.adapters.note_signing import verifier_of
from supervision_code.domain.notes import (
    ED25519,
    InvalidNote,
    NoteKey,
    parse_key,
    parse_note,
    parse_signature,
    sign_note,
    signed_by,
    valid_name,
)

KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
"""The key in the documentation of Go's package for signed notes."""
NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_known_note_is_good() -> None:
    key = parse_key(KEY)
    assert (key.name, key.algorithm, key.text) == ("PeterNeumann", ED25519, KEY)
    note = parse_note(NOTE)
    found = signed_by(note, verifier_of(key))
    assert found is not None
    assert found.key_hash.hex() == "c74f20a3"
    assert str(note) == NOTE


def test_no_changed_note_is_good() -> None:
    verifier = verifier_of(parse_key(KEY))
    for at in range(len(NOTE)):
        changed = NOTE[:at] + ("x" if NOTE[at] != "x" else "y") + NOTE[at + 1 :]
        try:
            note = parse_note(changed)
        except InvalidNote:
            continue
        assert signed_by(note, verifier) is None


def test_a_doubled_signature_counts_as_none() -> None:
    line = NOTE.splitlines(keepends=True)[-1]
    assert signed_by(parse_note(NOTE + line), verifier_of(parse_key(KEY))) is None


def test_a_signature_of_another_name_or_key_counts_as_none() -> None:
    other = NoteKey(name="Somebody", algorithm=ED25519, public=parse_key(KEY).public)
    assert signed_by(parse_note(NOTE), verifier_of(other)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no signature\n",
        "no line end\n\n— a AAAAAAA=",
        "no signature lines\n\n",
        "one line is not one\n\n— a AAAAAAA=\nrubbish\n",
        "too short\n\n— a AAAAAA==\n",
        "not base64\n\n— a AAA*AAA=\n",
        "leftover bits\n\n— a AAAAAAB=\n",
        "plus in the name\n\n— a+b AAAAAAA=\n",
        "a\ttab\n\n— a AAAAAAA=\n",
        "a return\r\n\n— a AAAAAAA=\n",
        "a" * 65536 + "\n\n— a AAAAAAA=\n",
        "too many\n\n" + "— a AAAAAAA=\n" * 101,
    ],
)
def test_what_is_not_a_note_is_refused(text: str) -> None:
    with pytest.raises(InvalidNote):
        parse_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+c74f20a3",
        "name+c74f20a3+",
        "name+c74f20a3+AQ==",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_what_is_not_a_key_is_refused(text: str) -> None:
    with pytest.raises(InvalidNote):
        parse_key(text)


def test_a_text_must_fit_a_note() -> None:
    for text in ("no line end", "a tab\t\n"):
        with pytest.raises(InvalidNote):
            sign_note(text)


def test_the_text_may_hold_empty_lines() -> None:
    note = parse_note("one\n\ntwo\n\n— a AAAAAAA=\n")
    assert note.text == "one\n\ntwo\n"


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\nb", "a\x00"])
def test_not_everything_is_a_name(name: str) -> None:
    assert not valid_name(name)
    with pytest.raises(InvalidNote):
        parse_signature(f"— {name} AAAAAAA=")
