"""Sealed secrets: for one owner, tamper-proof, with keys that can follow each other, in a file only its owner reads."""

import base64
import stat
from pathlib import Path

import pytest

from supervision_code.adapters.private_files import NotPrivate
from supervision_code.adapters.secret_box import SealBroken, SecretBox

OLD, NEW = b"o" * 32, b"n" * 32


def test_what_is_sealed_is_opened_by_its_owner_only() -> None:
    box = SecretBox([NEW])
    sealed = box.seal("a secret", b"mine")

    assert box.open(sealed, b"mine") == "a secret"
    assert "secret" not in sealed
    assert box.seal("a secret", b"mine") != sealed
    with pytest.raises(SealBroken):
        box.open(sealed, b"yours")


def test_a_changed_seal_is_broken() -> None:
    box = SecretBox([NEW])
    octets = bytearray(base64.urlsafe_b64decode(box.seal("a secret", b"mine")))

    for place in range(len(octets)):
        changed = bytes(octets[:place]) + bytes([octets[place] ^ 1]) + bytes(octets[place + 1 :])
        with pytest.raises(SealBroken):
            box.open(base64.urlsafe_b64encode(changed).decode(), b"mine")
    with pytest.raises(SealBroken):
        box.open("", b"mine")


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    before, both, after = SecretBox([OLD]), SecretBox([OLD, NEW]), SecretBox([NEW])

    assert both.open(before.seal("text", b"m"), b"m") == "text"
    assert after.open(both.seal("text", b"m"), b"m") == "text"
    with pytest.raises(SealBroken):
        after.open(before.seal("text", b"m"), b"m")
    assert before.digest("use", "a") in both.digests("use", "a")
    assert both.digest("use", "a") == after.digest("use", "a")


def test_digests_of_one_use_say_nothing_about_another() -> None:
    box = SecretBox([NEW])

    assert len({box.digest("one", "a", "b"), box.digest("two", "a", "b"), box.digest("one", "ab")}) == 3
    assert box.key_for("one") != box.key_for("two")


def test_the_key_file_is_made_once_and_is_its_owners(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "second_factors.key"
    first = SecretBox.from_file(file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert SecretBox.from_file(file).open(first.seal("text", b"m"), b"m") == "text"
    file.chmod(0o644)
    with pytest.raises(NotPrivate):
        SecretBox.from_file(file)


@pytest.mark.parametrize("content", [b"", b"short\n", base64.urlsafe_b64encode(bytes(16))])
def test_a_file_without_keys_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "second_factors.key"
    file.touch(mode=0o600)
    file.write_bytes(content)

    with pytest.raises(ValueError, match=r"one key of 32 octets|padding|base64"):
        SecretBox.from_file(file)
