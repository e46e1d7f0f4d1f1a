"""Reads a policy file from disk; what it means is the domain's business."""

import hashlib
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

POLICY_FILE = Path(__file__).with_name("policy.toml")


class PolicyFileError(ValueError):
    """The file cannot be read as TOML; the message names it and the place."""


class PolicyFile(NamedTuple):
    """A policy file as it stands on disk: its tables, the SHA-256 of its bytes, and its text."""

    tables: Mapping[str, object]
    sha256: str
    text: str


def read_policy_file(path: Path = POLICY_FILE) -> PolicyFile:
    """Return the file's tables, hash and text; raises PolicyFileError."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
        return PolicyFile(parse_policy_text(text), hashlib.sha256(content).hexdigest(), text)
    except (OSError, ValueError) as error:
        raise PolicyFileError(f"{path}: {error}") from error


def parse_policy_text(text: str) -> Mapping[str, object]:
    """Return the tables of a policy written as TOML; numbers with a point stay exact. Raises TOMLDecodeError."""
    return tomllib.loads(text, parse_float=Decimal)
