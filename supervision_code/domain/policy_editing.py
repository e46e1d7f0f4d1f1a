"""The values of a policy that a form can change: which there are, what each may be, and the tables with new ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from supervision_code.domain.policy_parsing import PolicyError, parse_policy
from supervision_code.domain.table_problems import Expected

_NOT_IN_A_FORM: Final = ("basis", "quiet_periods")
"""Tables that are whole texts; they are changed in a file."""
_IMPOSSIBLE: Final = object()

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableValue:
    """A number, or a set of words, at a key; ``limits`` says from what to what a number may go (``1–10``)."""

    path: Path
    value: int | Decimal | tuple[str, ...]
    limits: str

    @property
    def key(self) -> str:
        """Return the dotted key."""
        return ".".join(self.path)

    @property
    def is_set(self) -> bool:
        """Say whether it is a set of words."""
        return isinstance(self.value, tuple)

    @property
    def shown(self) -> str:
        """Return a number as it is written."""
        if isinstance(self.value, tuple):
            return ""
        return f"{self.value:f}" if isinstance(self.value, Decimal) else str(self.value)


def editable_values(tables: Mapping[str, object]) -> tuple[EditableValue, ...]:
    """Return what a form can change in the tables of a policy that is right, in their order."""
    limits = _limits(tables)
    return tuple(
        EditableValue(path=path, value=value, limits=limits.get(".".join(path), ""))
        for path, value in _leaves(tables)
        if isinstance(value, int | Decimal | tuple)
    )


def with_values(tables: Mapping[str, object], values: Mapping[str, str | Sequence[str]]) -> Mapping[str, object]:
    """Return the tables with the values that were sent, by dotted key.

    What cannot be read as a number stays a text, so that parsing tells what is wrong with it and where.
    """
    changed = dict(tables)
    for path, old in _leaves(tables):
        sent = values.get(".".join(path))
        if sent is not None:
            changed = _with(changed, path, list(sent) if isinstance(old, tuple) else _number(str(sent), old))
    return changed


def _leaves(tables: Mapping[str, object], path: Path = ()) -> Iterator[tuple[Path, object]]:
    for key, value in tables.items():
        if not path and key in _NOT_IN_A_FORM:
            continue
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), tuple(value) if isinstance(value, list) else value


def _limits(tables: Mapping[str, object]) -> Mapping[str, str]:
    """Return what each number may be, by asking the parser what it expects in the place of something impossible."""
    impossible = dict(tables)
    for path, _ in _leaves(tables):
        impossible = _with(impossible, path, _IMPOSSIBLE)
    try:
        parse_policy(impossible)
    except PolicyError as refused:
        numbers = {Expected.WHOLE_NUMBER, Expected.NUMBER}
        return {problem.key: problem.detail for problem in refused.problems if problem.expected in numbers}
    return {}


def _with(tables: Mapping[str, object], path: Path, value: object) -> dict[str, object]:
    """Return the tables with another value at a path."""
    key, *rest = path
    inner = tables.get(key)
    return {**tables, key: _with(inner, tuple(rest), value) if rest and isinstance(inner, Mapping) else value}


def _number(text: str, old: object) -> object:
    text = text.strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if isinstance(old, Decimal):
        return number
    return int(text) if text.isascii() and text.lstrip("-").isdigit() else text
