"""What a reader sees stands in the catalogue, not in the Python of the portals."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.house import PORTALS, name_of, python_files, tree_of

_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
_SPEAKING: Final = ("supervision_code/web", *(f"{portal}_portal" for portal in PORTALS))
_AGREED: Final = {"supervision_code/web/filters.py": "writes dates as Chinese does: 11月22日"}


def _spoken(file: Path) -> Iterator[str]:
    """String constants that are no docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree_of(file))
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    loose = {id(node.value) for node in ast.walk(tree_of(file)) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | loose:
            yield node.value


def test_no_chinese_stands_in_the_python_of_the_portals() -> None:
    found = {
        f"{name_of(file)}: {text}"
        for file in python_files(*_SPEAKING)
        if name_of(file) not in _AGREED
        for text in _spoken(file)
        if _CHINESE.search(text)
    }
    assert found == set()
