"""The message catalogue as the guards see it: what stands in it, and where the product asks for it."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, Term, VariableReference
from fluent.syntax.serializer import FluentSerializer
from fluent.syntax.visitor import Visitor
from jinja2 import nodes

from tests.architecture.house import ROOT, name_of, parsed, python_files, template_files, tree_of

LOCALES: Final = ROOT / "supervision_code" / "web" / "locales"
LANGUAGES: Final = ("zh-CN", "en")
KEY: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_TRANSLATORS: Final = frozenset({"t", "lazy_t", "t_in", "has_message", "words", "NavigationItem"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message in one language: its text as written, and the facts it asks for."""

    file: str
    key: str
    text: str
    facts: frozenset[str]


class _Facts(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - the library names it
        self.names.add(node.id.name)


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """Every message of a language, doubles included."""
    return tuple(entry for file in sorted((LOCALES / language).glob("*.ftl")) for entry in _entries(file))


def _entries(file: Path) -> Iterator[Entry]:
    for item in FluentParser(with_spans=False).parse(file.read_text(encoding="utf-8")).body:
        if isinstance(item, Junk):
            yield Entry(file=name_of(file), key="", text=item.content or "", facts=frozenset())
        elif isinstance(item, (Message, Term)):
            facts = _Facts()
            facts.visit(item)
            text = FluentSerializer().serialize_entry(item).split("=", 1)[1].strip()
            yield Entry(file=name_of(file), key=item.id.name, text=text, facts=frozenset(facts.names))


def catalogue(language: str) -> Mapping[str, Entry]:
    """The messages of a language by key."""
    return {entry.key: entry for entry in entries(language)}


def words_of(entry: Entry) -> str:
    """What a reader sees of a message: its text without the places where facts go."""
    return re.sub(r"\{[^{}]*->|\{[^{}]*\}|\*?\[[\w-]+\]|%\(\w+\)[sd]|[{}]", " ", entry.text)


def asked_for() -> Iterator[tuple[str, str]]:
    """(where, key) of each key that is handed to the catalogue by name."""
    for file in python_files():
        yield from _asked_in_python(file)
    for file in template_files():
        yield from _asked_in_template(file)


def _asked_in_python(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Call) and _called(node) in _TRANSLATORS:
            yield from ((f"{name_of(file)}:{node.lineno}", key) for key in _keys_in(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_of_inbox(node.value):
            yield f"{name_of(file)}:{node.lineno}", node.value


def _is_of_inbox(text: str) -> bool:
    return text.startswith("inbox-") and KEY.fullmatch(text) is not None


def _asked_in_template(file: Path) -> Iterator[tuple[str, str]]:
    for call in parsed(file).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "t" and call.args:
            yield from ((f"{name_of(file)}:{call.lineno}", key) for key in _constants(call.args[0]))


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _keys_in(call: ast.Call) -> list[str]:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "text"]
    given = named if _called(call) == "NavigationItem" else call.args[:3]
    found = [node for argument in given for node in _choices(argument)]
    return [node.value for node in found if isinstance(node.value, str) and KEY.fullmatch(node.value)]


def _choices(node: ast.expr) -> Iterator[ast.Constant]:
    if isinstance(node, ast.Constant):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from _choices(node.body)
        yield from _choices(node.orelse)


def _constants(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from _constants(node.expr1)
        if node.expr2 is not None:
            yield from _constants(node.expr2)


def _strings(file: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def handed_over() -> Iterator[tuple[str, str, frozenset[str]]]:
    """(where, key, names of the facts) of each call that names its key and all its facts."""
    for file in python_files():
        for call in (node for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call)):
            names = _facts_in(call)
            if names is not None:
                yield from ((f"{name_of(file)}:{call.lineno}", key, names) for key in _keys_in(call))
    for file in template_files():
        for drawn in parsed(file).find_all(nodes.Call):
            if isinstance(drawn.node, nodes.Name) and drawn.node.name == "t" and drawn.args and not drawn.dyn_kwargs:
                names = frozenset(pair.key for pair in drawn.kwargs)
                yield from ((f"{name_of(file)}:{drawn.lineno}", key, names) for key in _constants(drawn.args[0]))


def _facts_in(call: ast.Call) -> frozenset[str] | None:
    """The names of the facts a call hands over; None when it hands over none by name, or some that cannot be seen."""
    if _called(call) == "put":
        given = next((keyword.value for keyword in call.keywords if keyword.arg == "facts"), None)
        if not isinstance(given, ast.Dict):
            return None
        return frozenset(str(key.value) for key in given.keys if isinstance(key, ast.Constant))
    if _called(call) not in {"t", "lazy_t", "t_in"} or any(keyword.arg is None for keyword in call.keywords):
        return None
    return frozenset(str(keyword.arg) for keyword in call.keywords)


@cache
def mentioned() -> frozenset[str]:
    """Every string of the product that could be a key."""
    in_python = {text for file in python_files() for text in _strings(file)}
    in_templates = {
        node.value
        for file in template_files()
        for node in parsed(file).find_all(nodes.Const)
        if isinstance(node.value, str)
    }
    return frozenset(text for text in in_python | in_templates if KEY.fullmatch(text))


def constants_like(pattern: str) -> set[str]:
    """Every string of the Python files that has this shape."""
    return {text for file in python_files() for text in _strings(file) if re.fullmatch(pattern, text)}


@cache
def endings() -> frozenset[str]:
    """What a key made at run time may end with: a string, the name of a field, or the name of an argument."""
    said = {text for file in python_files() for text in _strings(file)}
    for file in python_files():
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                said.add(node.target.id)
            elif isinstance(node, ast.keyword) and node.arg:
                said.add(node.arg)
    for template in template_files():
        said |= {str(node.value) for node in parsed(template).find_all(nodes.Const)}
        said |= {pair.key for pair in parsed(template).find_all(nodes.Keyword)}
    return frozenset(re.sub(r"[_.:]", "-", text.lower()) for text in said)


def made_at_run_time() -> Iterator[tuple[str, str]]:
    """(where, beginning) of each key that is put together from a beginning and something else."""
    for file in python_files():
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                beginning = str(node.values[0].value)
                if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*-", beginning):
                    yield f"{name_of(file)}:{node.lineno}", beginning
    for file in template_files():
        for joined in parsed(file).find_all(nodes.Concat):
            first = joined.nodes[0]
            if isinstance(first, nodes.Const) and re.fullmatch(r"[a-z][a-z0-9-]*-", str(first.value)):
                yield f"{name_of(file)}:{joined.lineno}", str(first.value)
