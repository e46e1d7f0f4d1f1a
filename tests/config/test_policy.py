"""The policy file is read as it stands; what cannot be read is named."""

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from config.policy import POLICY_FILE, PolicyFileError, read_policy_file


def test_the_hash_is_that_of_the_bytes_on_disk(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_bytes('name = "宁静日"\r\nratio = 1.5\r\n'.encode())
    read = read_policy_file(file)
    assert read.tables == {"name": "宁静日", "ratio": Decimal("1.5")}
    assert read.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert read.text.encode() == file.read_bytes()


def test_the_policy_of_the_repository_is_read_by_default() -> None:
    assert read_policy_file() == read_policy_file(POLICY_FILE)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"limit = ", "end of document"), (b"limit = 3\nlimit = 4\n", "line 2"), ("名".encode("gb18030"), "utf-8")],
)
def test_a_file_that_is_not_toml_is_named_with_the_place(tmp_path: Path, content: bytes, complaint: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_bytes(content)
    with pytest.raises(PolicyFileError, match=complaint) as refusal:
        read_policy_file(file)
    assert str(file) in str(refusal.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyFileError, match="nowhere"):
        read_policy_file(tmp_path / "nowhere.toml")
