"""The protocol: growth is cosigned; forks, rollbacks, strangers and garbage get the specification's status codes."""

import hashlib
from http import HTTPStatus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision_code.adapters.note_signing import CosignatureVerifier, cosigned_at, verifier_of
from supervision_code.domain.notes import parse_key, parse_note, parse_signature, signed_by
from tests.witness.conftest import NOW, WITNESS_NAME
from tests.witness.logs import MadeLog
from witness.cosigning import FORK, UNPROVEN, Witness
from witness.notes import CosigningKey, Malformed, PublicKey, parse_checkpoint
from witness.notes import cosigned_at as cosigned_at_by_the_witness
from witness.notes import parse_key as parse_key_by_the_witness
from witness.state import Memory


def test_consistent_growth_is_cosigned_step_by_step(witness: Witness, log: MadeLog, memory: Memory) -> None:
    for old, size in [(0, 1), (1, 2), (2, 7), (7, 7), (7, 20)]:
        answer = witness.add_checkpoint(log.request(old, size))
        assert (answer.status, answer.body.startswith(f"— {WITNESS_NAME} ")) == (HTTPStatus.OK, True)
    assert memory.logs()[0].latest is not None
    assert memory.logs()[0].evidence == 0


def test_the_product_accepts_the_cosignature(witness: Witness, log: MadeLog, key: CosigningKey) -> None:
    line = witness.add_checkpoint(log.request(0, 7)).body
    note = parse_note(log.note(7) + line)
    verifier = verifier_of(parse_key(key.public.text))
    found = signed_by(note, verifier)
    assert isinstance(verifier, CosignatureVerifier)
    assert found is not None
    assert cosigned_at(found.signature) == NOW
    assert found.line + "\n" == line


def test_the_cosignature_is_over_exactly_what_the_specification_says(key: CosigningKey) -> None:
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    raw = parse_signature(key.cosign(text, 1679315147).rstrip("\n")).signature
    message = f"cosignature/v1\ntime 1679315147\n{text}".encode()
    assert raw[:8].hex() == "00000000641850cb"
    assert PublicKey("any", 1, key.public.raw).signed(message, raw[8:])
    hashed = hashlib.sha256(f"{WITNESS_NAME}\n".encode() + b"\x04" + key.public.raw)
    assert key.public.id == hashed.digest()[:4]


def test_both_sides_write_a_key_the_same(log: MadeLog, key: CosigningKey) -> None:
    assert parse_key_by_the_witness(log.vkey).text == parse_key(log.vkey).text == log.vkey
    assert parse_key(key.public.text).text == key.public.text


def test_an_unknown_log_is_404(witness: Witness) -> None:
    assert witness.add_checkpoint(MadeLog(origin="example.org/other").request(0, 3)).status == 404


def test_a_checkpoint_not_signed_by_the_log_is_403(witness: Witness, log: MadeLog) -> None:
    stranger = MadeLog(seed=bytes(32))
    assert witness.add_checkpoint(stranger.request(0, 3)).status == 403
    good, bad = log.request(0, 3), bytearray(log.request(0, 3))
    bad[-10] ^= 1
    assert witness.add_checkpoint(bytes(bad)).status in {400, 403}
    assert witness.add_checkpoint(good.replace(b"\n3\n", b"\n4\n")).status == 403


def test_signatures_of_strangers_beside_the_logs_are_ignored(witness: Witness, log: MadeLog) -> None:
    other = MadeLog(seed=bytes(32)).note(3).rpartition("\n\n")[2]
    assert witness.add_checkpoint(log.request(0, 3) + other.encode()).status == 200
    note = witness.latest_note(hashlib.sha256(log.origin.encode()).hexdigest())
    assert note is not None
    assert other not in note


def test_an_old_size_above_the_checkpoint_is_400(witness: Witness, log: MadeLog) -> None:
    assert witness.add_checkpoint(log.request(4, 3)).status == 400


@pytest.mark.parametrize(("old", "size"), [(0, 9), (6, 9), (8, 9), (9, 9), (0, 5), (5, 6)])
def test_another_old_size_is_409_with_the_latest_size(witness: Witness, log: MadeLog, old: int, size: int) -> None:
    witness.add_checkpoint(log.request(0, 7))
    answer = witness.add_checkpoint(log.request(old, size))
    assert (answer.status, answer.body, answer.content_type) == (409, "7\n", "text/x.tlog.size")


def test_a_rollback_is_never_cosigned(witness: Witness, log: MadeLog, memory: Memory) -> None:
    witness.add_checkpoint(log.request(0, 7))
    assert {witness.add_checkpoint(log.request(old, 5)).status for old in range(8)} == {400, 409}
    latest = memory.logs()[0].latest
    assert latest is not None
    assert latest.size == 7


def test_growth_without_its_proof_is_422(witness: Witness, log: MadeLog, memory: Memory) -> None:
    witness.add_checkpoint(log.request(0, 7))
    request = f"old 7\n\n{log.note(9)}".encode()
    assert witness.add_checkpoint(request).status == 422
    assert [(one.kind, one.request) for one in memory.evidence()] == [(UNPROVEN, request)]


def test_a_fork_at_the_same_size_is_refused_and_kept_whole(witness: Witness, log: MadeLog, memory: Memory) -> None:
    witness.add_checkpoint(log.request(0, 7))
    request = MadeLog(other_from=5).request(7, 7)
    assert witness.add_checkpoint(request).status == 422
    kept = memory.evidence()
    assert [(one.kind, one.request) for one in kept] == [(FORK, request)]
    one, two = parse_checkpoint(kept[0].known), parse_checkpoint(kept[0].request.decode().partition("\n\n")[2])
    keys = memory.keys_of(log.origin)
    assert one.lines_of(keys)
    assert two.lines_of(keys)
    assert (one.size, one.root != two.root) == (two.size, True)


def test_a_fork_shown_with_another_old_size_is_kept_too(witness: Witness, log: MadeLog, memory: Memory) -> None:
    witness.add_checkpoint(log.request(0, 7))
    assert witness.add_checkpoint(MadeLog(other_from=5).request(6, 7)).status == 409
    assert [one.kind for one in memory.evidence()] == [FORK]


def test_a_rewritten_log_that_grew_is_refused_and_kept(witness: Witness, log: MadeLog, memory: Memory) -> None:
    witness.add_checkpoint(log.request(0, 7))
    assert witness.add_checkpoint(MadeLog(other_from=3).request(7, 12)).status == 422
    assert witness.add_checkpoint(log.request(7, 12)).status == 200
    assert [one.kind for one in memory.evidence()] == [UNPROVEN]


def test_evidence_is_kept_once_for_each_checkpoint(witness: Witness, log: MadeLog, memory: Memory) -> None:
    witness.add_checkpoint(log.request(0, 7))
    for _ in range(3):
        witness.add_checkpoint(MadeLog(other_from=5).request(7, 7))
    witness.add_checkpoint(f"old 7\n\n{log.note(9)}".encode())
    assert [one.kind for one in memory.evidence()] == [FORK, UNPROVEN]


def test_an_overheard_checkpoint_with_a_false_proof_accuses_nobody_of_a_fork(
    witness: Witness, log: MadeLog, memory: Memory
) -> None:
    witness.add_checkpoint(log.request(0, 7))
    assert witness.add_checkpoint(log.request(7, 7).replace(b"old 7\n", b"old 7\n" + b"A" * 43 + b"=\n")).status == 422
    assert memory.evidence() == []


def test_an_empty_log_must_have_the_empty_root(witness: Witness, log: MadeLog) -> None:
    assert witness.add_checkpoint(log.request(0, 0)).status == 200
    assert witness.add_checkpoint(log.request(0, 3)).status == 200


def test_a_new_key_of_a_log_is_added_beside_the_old(witness: Witness, memory: Memory, log: MadeLog) -> None:
    rotated = MadeLog(seed=bytes(31) + b"r")
    memory.add_log(rotated.vkey, NOW)
    assert witness.add_checkpoint(log.request(0, 3)).status == 200
    assert witness.add_checkpoint(rotated.request(3, 5)).status == 200


def test_the_key_of_a_witness_is_no_log(memory: Memory, key: CosigningKey) -> None:
    with pytest.raises(Malformed):
        memory.add_log(key.public.text, NOW)


@pytest.mark.parametrize(
    "request_",
    [
        b"",
        b"\n",
        b"old 0",
        b"old 00\n\n",
        b"old -1\n\n",
        b"old 1e3\n\nx\n",
        "old \u0661\n\nx\n".encode(),
        b"old 0\nnot base64\n\nx\n1\n",
        b"\xff\xfe",
        b"old 0\n" + b"A" * 43 + b"=\n" * 70 + b"\n",
    ],
)
def test_what_is_no_request_is_400(witness: Witness, request_: bytes) -> None:
    assert witness.add_checkpoint(request_).status == 400


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(request_=st.binary(max_size=400))
def test_garbage_is_400(witness: Witness, request_: bytes) -> None:
    assert witness.add_checkpoint(request_).status == 400


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(at=st.integers(0, 399), to=st.integers(0, 255), kind=st.sampled_from(["replace", "insert", "delete"]))
def test_a_changed_request_is_never_cosigned_as_another_checkpoint(
    witness: Witness, log: MadeLog, key: CosigningKey, at: int, to: int, kind: str
) -> None:
    good = log.request(0, 7)
    at %= len(good)
    after = good[at + 1 :] if kind != "insert" else good[at:]
    changed = good[:at] + (b"" if kind == "delete" else bytes([to])) + after
    answer = witness.add_checkpoint(changed)
    assert answer.status in {200, 400, 403, 404, 409, 422}
    if answer.status == 200:
        text = log.checkpoint(7).text
        cosigned = parse_checkpoint(f"{text}\n{answer.body}")
        assert cosigned_at_by_the_witness(cosigned, key.public) == NOW


def test_a_key_file_reads_back_and_a_changed_one_does_not(key: CosigningKey) -> None:
    assert CosigningKey.read(key.secret_text).public == key.public
    for text in ("", key.public.text, key.secret_text.replace(WITNESS_NAME, "other"), key.secret_text[:-5]):
        with pytest.raises(Malformed) as refused:
            CosigningKey.read(text)
        assert key.secret_text[-30:-5] not in str(refused.value)
