"""Reads a policy file from disk; what it means is the domain's business."""

import hashlib
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

POLICY_FILE = Path(__file__).with_name("policy.toml")


class PolicyFile(NamedTuple):
    """A policy file as it stands on disk: its tables, the SHA-256 of its bytes, and its text."""

    tables: Mapping[str, object]
    sha256: str
    text: str


def read_policy_file(path: Path = POLICY_FILE) -> PolicyFile:
    """Return the file's tables, hash and text; raise ValueError when it is not UTF-8 or not TOML."""
    content = path.read_bytes()
    text = content.decode("utf-8")
    return PolicyFile(parse_policy_text(text), hashlib.sha256(content).hexdigest(), text)


def parse_policy_text(text: str) -> Mapping[str, object]:
    """Return the tables of a policy written as TOML; numbers with a point stay exact."""
    return tomllib.loads(text, parse_float=Decimal)
