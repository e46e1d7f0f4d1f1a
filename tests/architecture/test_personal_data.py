"""The table of personal data is whole: every column of every model is in it, or in the list of those that hold none."""

import re
from collections import Counter
from typing import Final

import pytest

from supervision_code.domain.retention import RetentionSubject
from supervision_code.persistence import models
from supervision_code.persistence.base import Base
from tests.architecture.house import ROOT

PAGE: Final = (ROOT / "docs" / "security" / "personal-data.md").read_text(encoding="utf-8")
_PERSONAL, _OTHERS = PAGE.split("## Columns without personal data")
_OTHERS = _OTHERS.split("## A person's requests")[0]
_NAMED: Final = re.compile(r"`([a-z_]+)\.([a-z_0-9]+|\*)`")


def columns() -> set[str]:
    assert models.__all__
    return {f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.columns}


def named(text: str) -> list[str]:
    """The columns a part of the page names, whole tables spelled out."""
    found = []
    for table, column in _NAMED.findall(text):
        all_of_it = [name for name in columns() if name.startswith(f"{table}.")]
        found += all_of_it if column == "*" else [f"{table}.{column}"]
    return found


def test_every_column_is_personal_or_said_not_to_be() -> None:
    assert sorted(columns() - set(named(_PERSONAL)) - set(named(_OTHERS))) == []


def test_no_column_is_in_both_lists_or_twice_in_one() -> None:
    counts = Counter([*named(_PERSONAL), *named(_OTHERS)])
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_column_that_is_named_exists() -> None:
    assert sorted({*named(_PERSONAL), *named(_OTHERS)} - columns()) == []


@pytest.mark.parametrize("subject", RetentionSubject)
def test_every_time_of_keeping_is_used_by_the_table(subject: RetentionSubject) -> None:
    assert f"`{subject.value}`" in _PERSONAL


def test_every_row_of_the_table_is_filled_in() -> None:
    rows = [line.split(" | ") for line in _PERSONAL.splitlines() if line.startswith("| `")]
    assert len(rows) > 30
    assert [row[0] for row in rows if len(row) != 6 or not all(cell.strip(" |") for cell in row)] == []
