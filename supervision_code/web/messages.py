"""The message catalogue in the language of the request, behind ``t`` and ``lazy_t``."""

from enum import Enum
from typing import Any, cast

from markupsafe import escape

from supervision_code.adapters.catalogue import NoSuchMessage, has_message_in, t_in
from supervision_code.web.current import current_locale

__all__ = ["NoSuchMessage", "has_message", "label", "label_key", "lazy_t", "t", "t_in"]


def t(key: str, /, **facts: Any) -> str:
    """Return the message in the language of the request."""
    return t_in(current_locale(), key, **facts)


def has_message(key: str) -> bool:
    """Say whether the catalogue knows the key in the language of the request."""
    return has_message_in(current_locale(), key)


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
