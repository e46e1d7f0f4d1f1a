"""Reads the tables that lie beside this file, and gives each part of the city dice of its own."""

import csv
import random
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

_HERE: Final = Path(__file__).parent


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table that lies here, each by column."""
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_texts(name: str) -> Mapping[str, Any]:
    """Return the texts in a TOML file that lies here."""
    return tomllib.loads(read_plain(name))


def read_plain(name: str) -> str:
    """Return a file that lies here as it is."""
    return (_HERE / name).read_text(encoding="utf-8")


def words(text: str) -> tuple[str, ...]:
    """Return the words of a cell."""
    return tuple(word for word in text.split(";") if word)


def dice(topic: str) -> random.Random:
    """Return dice that fall the same way each time for a topic."""
    return random.Random(f"demonstration city/{topic}")


def cut(total: int, shares: Sequence[float]) -> list[int]:
    """Cut a whole number into parts in these proportions; the parts add up to it."""
    whole, parts, given, passed = sum(shares), [], 0, 0.0
    for share in shares:
        passed += share
        upto = round(total * passed / whole)
        parts.append(upto - given)
        given = upto
    return parts
