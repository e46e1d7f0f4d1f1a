"""Templates: every part is part of a page, every page is shown, nothing is inline, and no words stand in them."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
from jinja2 import Environment, nodes

from tests.architecture.house import name_of, parsed, python_files, template_files, template_name, tree_of

_LINES_AT_MOST: Final = 150
_READ_OUT: Final = ("alt", "aria-label", "placeholder", "title", "data-label")
_WORDS: Final = re.compile(r"[A-Za-z]{2,}|[\u3400-\u9fff]")
_LANGUAGES: Final = frozenset({"中文", "English"})
"""A language is named in itself."""
_CODE: Final = frozenset({"code", "kbd", "samp"})


def _drawn(file: Path) -> Iterator[str]:
    """The templates a template includes, imports or extends."""
    for kind in (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends):
        for node in parsed(file).find_all(kind):
            yield from (str(c.value) for c in node.find_all(nodes.Const) if str(c.value).endswith(".html"))


def _named_in_python() -> set[str]:
    return {
        node.value
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html")
    }


@pytest.mark.parametrize("file", template_files(), ids=template_name)
def test_a_template_can_be_read(file: Path) -> None:
    assert Environment(autoescape=True).parse(file.read_text(encoding="utf-8")).body


def test_every_part_is_included_by_a_page() -> None:
    included = {name for file in template_files() for name in _drawn(file)}
    parts = {template_name(file) for file in template_files() if file.name.startswith("_")}

    assert sorted(parts - included) == []


def test_every_page_is_shown_by_a_view_and_every_macro_file_is_used() -> None:
    used = _named_in_python() | {name for file in template_files() for name in _drawn(file)}

    assert sorted({template_name(file) for file in template_files()} - used) == []


def test_every_template_that_is_named_exists() -> None:
    there = {template_name(file) for file in template_files()}
    named = _named_in_python() | {name for file in template_files() for name in _drawn(file)}

    assert sorted(named - there) == []


class _Shown(HTMLParser):
    """Collects what stands in a template itself: its words, and what the content policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forbidden: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._open.append(tag)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.forbidden.append(f"<{tag}>")
        self.forbidden += [f"{name}=" for name in given if name == "style" or name.startswith("on")]
        if (given.get("href") or "").startswith("javascript:"):
            self.forbidden.append("javascript:")
        self.words += [text for name in _READ_OUT if (text := given.get(name) or "") and _WORDS.search(text)]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not _CODE & set(self._open) and _WORDS.search(data):
            self.words.append(data.strip("0 \n"))


def _shown(file: Path) -> _Shown:
    """A template without what Jinja puts in; each such place is a digit, so that attributes stay whole."""
    source = file.read_text(encoding="utf-8")
    source = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{%.*?%\}", " ", source, flags=re.DOTALL)
    source = re.sub(r"\{\{.*?\}\}", "0", source, flags=re.DOTALL)
    shown = _Shown()
    shown.feed(source)
    return shown


@pytest.mark.parametrize("file", template_files(), ids=template_name)
def test_nothing_in_a_template_is_inline(file: Path) -> None:
    assert _shown(file).forbidden == []


@pytest.mark.parametrize("file", template_files(), ids=template_name)
def test_the_words_of_a_template_stand_in_the_catalogue(file: Path) -> None:
    assert set(_shown(file).words) - _LANGUAGES == set()


@pytest.mark.parametrize("file", template_files(), ids=template_name)
def test_no_constant_of_a_template_is_a_chinese_word(file: Path) -> None:
    constants = {str(node.value) for node in parsed(file).find_all(nodes.Const)}

    assert {text for text in constants if re.search(r"[\u3400-\u9fff]", text)} - _LANGUAGES == set()


def test_templates_are_short_enough_to_be_read() -> None:
    long = {name_of(file): len(file.read_text(encoding="utf-8").splitlines()) for file in template_files()}

    assert {name: lines for name, lines in long.items() if lines > _LINES_AT_MOST} == {}


def test_nothing_is_marked_as_safe() -> None:
    marked = {
        name_of(file)
        for file in template_files()
        for found in parsed(file).find_all(nodes.Filter)
        if found.name == "safe"
    }
    assert marked == set()
