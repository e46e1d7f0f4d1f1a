"""The texts of the ledger, to the last sign: known hashes, what each refusal says, and limits at their edge."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest

from supervision_code.domain import merkle
from supervision_code.domain.checkpoints import (
    InclusionReceipt,
    Promise,
    parse_checkpoint,
    parse_promise,
    parse_receipt,
)
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.ledger import (
    Commitment,
    LedgerKind,
    canonical,
    commitment_digest,
    entry_body,
    entry_hash,
    milliseconds,
)
from supervision_code.domain.notes import InvalidNote, NoteKey, parse_key, parse_note, parse_signature, sign_note

ZERO = base64.b64encode(bytes(32)).decode()
LONG = "x" * 200
KEY = NoteKey(name="log", algorithm=1, public=b"k")
OTHER: HashAlgorithm = HashAlgorithm(id="blake2s", digest=lambda data: hashlib.blake2s(data).digest())
"""A hash function of the same length; where it is handed in, nothing may be hashed with the usual one."""


@dataclass
class Stamp:
    """Signs with its name and the first bytes of the text."""

    key: NoteKey

    def sign(self, text: bytes) -> bytes:
        return b"signed:" + text[:4]


def refusal(read: object, text: str) -> str:
    assert callable(read)
    with pytest.raises(InvalidNote) as refused:
        read(text)
    return str(refused.value)


# --- canonical values ---


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (("a", 1), b'["a",1]'),
        (["a", ["b"]], b'["a",["b"]]'),
        ({"b": {"c": (2,)}, "a": []}, b'{"a":[],"b":{"c":[2]}}'),
        ("\u4e2d\u007f", '"\u4e2d\u007f"'.encode()),
    ],
)
def test_values_have_one_form(value: object, text: bytes) -> None:
    assert canonical(value) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.5, "not canonical: float"),
        ({"a": [None]}, "not canonical: NoneType"),
        ([True], "not canonical: bool"),
        ({"\u540d": 1}, "not a canonical key: '\u540d'"),
        ({2: 1}, "not a canonical key: 2"),
    ],
)
def test_what_is_not_canonical_is_named(value: object, said: str) -> None:
    with pytest.raises(TypeError) as refused:
        canonical(value)  # type: ignore[arg-type]
    assert str(refused.value) == said


def test_an_odd_name_of_a_fact_is_named() -> None:
    for digests, named in (({"b c": "0", "a-": "1"}, "['a-', 'b c']"), ({"\u540d": "0"}, "['\u540d']")):
        with pytest.raises(TypeError) as refused:
            entry_body(log_id="l", entry_id=UUID(int=1), kind=LedgerKind.DISPUTE, recorded_at_ms=1, digests=digests)
        assert str(refused.value) == f"not a name of a fact: {named}"


def test_digests_and_hashes_are_the_known_ones() -> None:
    salted = hashlib.sha256(b"salt" + b'"value"').hexdigest()
    assert Commitment(salt=b"salt", value="value").digest == commitment_digest(b"salt", b'"value"') == salted
    assert entry_hash(b"body") == hashlib.sha256(b"\x00body").hexdigest()
    assert entry_hash(b"body", OTHER) == hashlib.blake2s(b"\x00body").hexdigest()
    assert commitment_digest(b"salt", b"1", OTHER) == hashlib.blake2s(b"salt1").hexdigest()


def test_moments_are_whole_milliseconds() -> None:
    assert milliseconds(datetime(1970, 1, 1, 0, 0, 1, 2999, tzinfo=UTC)) == 1002
    assert milliseconds(datetime(1970, 1, 1, tzinfo=UTC)) == milliseconds(None) == 0


# --- notes ---


def test_a_note_is_signed_by_each_in_turn_and_read_again() -> None:
    second = Stamp(NoteKey(name="witness", algorithm=4, public=b"w"))
    note = sign_note("text\n", Stamp(KEY), second)
    assert note.text == "text\n"
    assert [(one.name, one.key_hash, one.signature) for one in note.signatures] == [
        ("log", KEY.key_hash, b"signed:text"),
        ("witness", second.key.key_hash, b"signed:text"),
    ]
    assert str(note) == f"text\n\n{note.signatures[0].line}\n{note.signatures[1].line}\n"
    assert parse_note(str(note)) == note


def test_a_text_that_cannot_be_signed_is_refused() -> None:
    said = "the text of a note ends in a line end and has no signs that do not print"
    for text in ("no end", "tab\there\n", ""):
        assert refusal(sign_note, text) == said


def test_what_a_key_must_be_is_said() -> None:
    short = base64.b64encode(b"\x01").decode()
    assert refusal(parse_key, LONG) == f"not a key of a signed note: {LONG[:80]}"
    assert refusal(parse_key, f"a b+00+{ZERO}") == f"not a key of a signed note: a b+00+{ZERO}"[:108]
    assert refusal(parse_key, f"name+hash+{short}") == "the key of name is too short"
    assert refusal(parse_key, f"name+hash+{ZERO}") == "the hash of the key of name does not fit"
    plus = NoteKey(name="a", algorithm=1, public=b"\0\0\xfb\xef\xbe")
    assert plus.text.endswith("+AQAA++++")
    assert parse_key(plus.text) == plus
    assert parse_key(NoteKey(name="a", algorithm=1, public=b"k").text).public == b"k"


def test_what_a_note_must_be_is_said() -> None:
    line = sign_note("t\n", Stamp(KEY)).signatures[0].line
    assert refusal(parse_note, "a\tb") == "not the text of a note: too long, or with signs that do not print"
    assert refusal(parse_note, "a\n\nb") == "a note ends in an empty line and lines of signatures"
    assert len(parse_note("t\n\n" + f"{line}\n" * 100).signatures) == 100
    assert refusal(parse_note, "t\n\n" + f"{line}\n" * 101) == "more than 100 signatures"
    rest = f"\n\n{line}\n"
    assert parse_note("x" * (65536 - len(rest.encode())) + rest).text
    assert refusal(parse_note, "x" * (65537 - len(rest.encode())) + rest).startswith("not the text of a note")


def test_what_a_signature_line_must_be_is_said() -> None:
    assert refusal(parse_signature, LONG) == f"not a signature line: {LONG[:80]}"
    assert refusal(parse_signature, "\u2014 name AAAAAA==") == "the signature of name is too short"
    assert refusal(parse_signature, "\u2014 name " + "A" * 201) == f"not base64: {'A' * 80}"
    leftover = "A" * 98 + "B="
    assert refusal(parse_signature, f"\u2014 name {leftover}") == f"base64 with leftover bits: {leftover[:80]}"


# --- checkpoints, receipts, promises ---


def test_what_a_checkpoint_must_be_is_said() -> None:
    said = "a checkpoint has a line each for origin, size and root, and no empty line"
    for text in ("a\n1\n", f"a\n1\n{ZERO}", f"a\n1\n{ZERO}\n\n"):
        assert refusal(parse_checkpoint, text) == said
    assert refusal(parse_checkpoint, f"{'a+' * 60}\n1\n{ZERO}\n") == f"not the name of a log: {'a+' * 40}"
    assert refusal(parse_checkpoint, f"log\n01\n{ZERO}\n") == "not a whole number: 01"
    assert refusal(parse_checkpoint, f"log\n{'9' * 100}\n{ZERO}\n") == f"not a whole number: {'9' * 80}"
    assert refusal(parse_checkpoint, "log\n1\nAAAA\n") == "not a hash of 32 bytes: AAAA"
    assert refusal(parse_checkpoint, f"log\n1\n{'A' * 100}\n") == f"not a hash of 32 bytes: {'A' * 80}"
    assert refusal(parse_checkpoint, f"log\n1\n{'*' * 100}\n") == f"not base64: {'*' * 80}"
    leftover = "A" * 98 + "B="
    assert refusal(parse_checkpoint, f"log\n1\n{leftover}\n") == f"base64 with leftover bits: {leftover[:80]}"
    assert parse_checkpoint(f"log\n{'9' * 18}\n{ZERO}\n").size == int("9" * 18)
    assert refusal(parse_checkpoint, f"log\n{'9' * 19}\n{ZERO}\n").startswith("not a whole number")


def receipt(*, proof: tuple[bytes, ...] = (), extra: bytes = b"") -> InclusionReceipt:
    note = sign_note(f"log\n1\n{ZERO}\n", Stamp(KEY))
    return InclusionReceipt(index=0, proof=proof, checkpoint=note, extra=extra)


def test_what_a_receipt_must_be_is_said() -> None:
    plain = str(receipt())
    header = plain.partition("\n")[0]
    assert "extra" not in plain
    assert parse_receipt(str(receipt(extra=b"more"))) == receipt(extra=b"more")
    assert refusal(parse_receipt, plain.replace(header, "other")) == f"a receipt begins with {header}"
    for text in (plain.replace("index 0", "place 0"), plain.replace("index 0\n", "")):
        assert refusal(parse_receipt, text) == "a receipt names the index of its entry"
    hashes = (bytes(32),) * 63
    assert parse_receipt(str(receipt(proof=hashes))).proof == hashes
    assert refusal(parse_receipt, str(receipt(proof=(bytes(32),) * 64))) == "more than 63 hashes in a proof"


def test_what_a_promise_must_be_is_said() -> None:
    promise = Promise(origin="log", leaf=bytes(32), recorded_at_ms=7)
    assert parse_promise(promise.text) == promise
    said = "a promise has a line each for name, leaf hash and moment"
    for text in (promise.text[:-1], f"{promise.text}more", promise.text.replace("/promise", ""), f"{promise.text}\n"):
        assert refusal(parse_promise, text) == said


# --- the tree with another hash function ---


def by_hand(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.blake2s(b"\x01" + by_hand(leaves[:middle]) + by_hand(leaves[middle:])).digest()


LEAVES = [merkle.leaf_hash(bytes([number]), OTHER) for number in range(14)]


def source(level: int, index: int) -> bytes:
    return by_hand(LEAVES[index << level : (index + 1) << level])


def test_everything_of_a_tree_is_hashed_with_the_function_handed_in() -> None:
    assert LEAVES[0] == hashlib.blake2s(b"\x00\x00").digest()
    assert merkle.empty_root(OTHER) == hashlib.blake2s(b"").digest()
    for size in range(1, 15):
        root = by_hand(LEAVES[:size])
        assert merkle.root_of(LEAVES[:size], OTHER) == root
        assert merkle.Frontier.restored(size, source, OTHER).root() == root
        for index in range(size):
            proof = merkle.inclusion_proof(index, size, source, OTHER)
            assert merkle.verify_inclusion(LEAVES[index], index, size, proof, root, OTHER)
        for old in range(size):
            before = by_hand(LEAVES[:old]) if old else merkle.empty_root(OTHER)
            between = merkle.consistency_proof(old, size, source, OTHER)
            assert merkle.verify_consistency(old, size, between, before, root, OTHER)


def test_a_tree_refuses_what_it_does_not_hold() -> None:
    for index, size in ((-1, 3), (3, 3)):
        with pytest.raises(ValueError, match=f"no leaf {index} in a tree of {size}"):
            merkle.inclusion_proof(index, size, source)
    with pytest.raises(ValueError, match="a tree of 3 does not continue one of 4"):
        merkle.consistency_proof(4, 3, source)
