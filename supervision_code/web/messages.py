"""The message catalogue: Project Fluent files by language and noun, behind ``t`` and ``lazy_t``."""

from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from fluent.runtime import FluentBundle, FluentResource
from markupsafe import escape

from supervision_code.web.current import LOCALES, current_locale

LOCALE_FOLDER: Final = Path(__file__).parent / "locales"


class NoSuchMessage(LookupError):
    """The catalogue has no such key; a guard of the house keeps this from happening."""


@cache
def _bundle(locale: str) -> FluentBundle:
    bundle = FluentBundle([locale], use_isolating=False)
    for file in sorted((LOCALE_FOLDER / locale).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def t_in(locale: str, key: str, /, **facts: Any) -> str:
    """Return the message in the given language; raises NoSuchMessage."""
    bundle = _bundle(locale if locale in LOCALES else LOCALES[0])
    if not bundle.has_message(key):
        raise NoSuchMessage(f"{locale}: {key}")
    pattern = bundle.get_message(key).value
    text, problems = bundle.format_pattern(pattern, facts) if pattern is not None else ("", [])
    if problems:
        raise NoSuchMessage(f"{locale}: {key}: {problems[0]}")
    return str(text)


def t(key: str, /, **facts: Any) -> str:
    """Return the message in the language of the request."""
    return t_in(current_locale(), key, **facts)


def has_message(key: str) -> bool:
    """Say whether the catalogue knows the key in the language of the request."""
    return bool(_bundle(current_locale()).has_message(key))


def lazy_t(key: str, /, **facts: Any) -> str:
    """Return a message that is looked up when it is shown; it stands for a string wherever forms name things."""
    return cast("str", _LazyMessage(key, **facts))


class _LazyMessage:
    """A message that is looked up when it is shown, for labels made at import time."""

    def __init__(self, key: str, **facts: Any) -> None:
        self.key = key
        self._facts = facts

    def __str__(self) -> str:
        """Look the message up now."""
        return t(self.key, **self._facts)

    def __html__(self) -> str:
        """Let templates escape the looked-up text as any other."""
        return str(escape(str(self)))

    def __mod__(self, other: Any) -> str:
        """Let WTForms fill its placeholders."""
        return str(self) % other if "%" in str(self) else str(self)


def label(word: Enum) -> str:
    """Return the name of a member of a closed vocabulary; its key is ``<enum>-<value>`` in kebab case."""
    return t(label_key(word))


def label_key(word: Enum) -> str:
    """Return the catalogue key of a member of a closed vocabulary."""
    kind = "".join(f"-{c.lower()}" if c.isupper() else c for c in type(word).__name__).lstrip("-")
    value = word.name.lower() if isinstance(word.value, int) else str(word.value)
    return f"{kind}-{value.lower().replace('_', '-').replace(':', '-')}"
