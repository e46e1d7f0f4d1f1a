"""The security pages name nothing that is not there: tests, numbers of the standards, threats with what stops them."""

import ast
import re
from collections import Counter
from functools import cache
from typing import Final

import pytest

from tests.architecture.house import ROOT

FOLDER: Final = ROOT / "docs" / "security"
_TEST: Final = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
_LEVELS_1_AND_2: Final = {
    "1": (2, 9, 11, 3, 2),
    "2": (3, 3, 4, 1),
    "3": (0, 2, 4, 6, 5, 0, 2),
    "4": (3, 1, 2, 4),
    "5": (1, 3, 2, 3),
    "6": (3, 12, 4, 4, 5, 3, 0, 4),
    "7": (3, 4, 2, 5, 2, 2),
    "8": (2, 3, 1, 1),
    "9": (3, 4),
    "10": (2, 2, 4, 11, 5, 2, 3),
    "11": (2, 3, 3, 4, 1, 1),
    "12": (3, 2, 4),
    "13": (1, 5, 2, 5),
    "14": (2, 4, 3),
    "15": (3, 3, 7, 0),
    "16": (1, 5, 4, 3, 3),
    "17": (1, 4, 2),
}
"""How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; within a section they come first."""
_CONTROL_POINTS: Final = (
    "安全物理环境",
    "安全通信网络",
    "安全区域边界",
    "安全计算环境",
    "安全管理中心",
    "安全管理制度",
    "安全管理机构",
    "安全管理人员",
    "安全建设管理",
    "安全运维管理",
)


def page(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def rows(name: str) -> list[list[str]]:
    """The rows of all tables of a page, without their heads."""
    lines = [line.strip().strip("|").split(" | ") for line in page(name).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line] for line in lines if not set(line[0].strip()) <= {"-"}]


def numbers() -> list[str]:
    return [
        f"{chapter}.{section}.{number}"
        for chapter, sections in _LEVELS_1_AND_2.items()
        for section, count in enumerate(sections, start=1)
        for number in range(1, count + 1)
    ]


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("name", sorted(file.name for file in FOLDER.glob("*.md")))
def test_every_test_that_is_named_exists(name: str) -> None:
    missing = []
    for path, function in _TEST.findall(page(name)):
        if not (ROOT / path).exists() or (function and function not in functions_of(path)):
            missing.append(f"{path}::{function}")
    assert missing == []


def test_every_requirement_of_levels_1_and_2_stands_once() -> None:
    counts = Counter(row[0] for row in rows("asvs.md") if re.fullmatch(r"[\d.]+", row[0]))
    assert sorted(set(numbers()) - counts.keys()) == []
    assert sorted(counts.keys() - set(numbers())) == []
    assert [number for number, count in counts.items() if count > 1] == []


def test_every_requirement_is_shown_or_a_duty_or_not_used() -> None:
    told = [row for row in rows("asvs.md") if re.fullmatch(r"[\d.]+", row[0])]
    open_ = [row[0] for row in told if not (_TEST.search(row[-1]) or row[-1].startswith(("Duty: ", "Not used: ")))]
    assert len(told) == len(numbers())
    assert open_ == []


def test_every_threat_has_what_stops_it_and_a_test() -> None:
    told = [row for row in rows("threats.md") if re.fullmatch(r"T\d+", row[0])]
    assert len(told) >= 40
    assert len({row[0] for row in told}) == len(told)
    assert [row[0] for row in told if len(row) != 4 or not row[2] or not _TEST.search(row[3])] == []


@pytest.mark.parametrize("point", _CONTROL_POINTS)
def test_every_part_of_the_chinese_scheme_is_mapped(point: str) -> None:
    assert re.search(rf"^## .*{point}", page("mlps.md"), re.MULTILINE)
