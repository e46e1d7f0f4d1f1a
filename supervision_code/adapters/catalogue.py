"""The door to the message catalogue (fluent.runtime): Project Fluent files by language and noun."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES: Final = ("zh-CN", "en")
LOCALE_FOLDER: Final = Path(__file__).parent.parent / "web" / "locales"
_LONGEST: Final = 2000
"""The library takes no longer fact; what is longer stands aside until the message is put together."""
_STAND_IN: Final = "\ufdd0{}\ufdd1"
"""Between signs that Unicode keeps out of all texts."""


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
    long = {name: fact for name, fact in facts.items() if isinstance(fact, str) and len(fact) > _LONGEST}
    text = _said(locale, key, {**facts, **{name: _STAND_IN.format(name) for name in long}})
    for name, fact in long.items():
        text = text.replace(_STAND_IN.format(name), fact)
    return text


def _said(locale: str, key: str, facts: dict[str, Any]) -> str:
    bundle = _bundle(locale if locale in LANGUAGES else LANGUAGES[0])
    if not bundle.has_message(key):
        raise NoSuchMessage(f"{locale}: {key}")
    pattern = bundle.get_message(key).value
    text, problems = bundle.format_pattern(pattern, facts) if pattern is not None else ("", [])
    if problems:
        raise NoSuchMessage(f"{locale}: {key}: {problems[0]}")
    return str(text)


def has_message_in(locale: str, key: str) -> bool:
    """Say whether the catalogue knows the key in a language."""
    return bool(_bundle(locale).has_message(key))
