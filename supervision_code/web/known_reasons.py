"""Reasons for not scanning are kept in the words of their day; a usual one is shown in the reader's language."""

from functools import cache
from typing import Final

from supervision_code.web.current import LOCALES
from supervision_code.web.messages import t, t_in

_USUAL: Final = (
    "no-scan-reason-not-shown",
    "no-scan-reason-unreadable",
    "no-scan-reason-nobody-there",
    "no-scan-reason-outage",
)
_BREAK: Final = "。"
"""Between the usual reason and what was added to it."""


def known_reason(text: str) -> str:
    """Return a kept reason with its usual part translated; what somebody wrote stays as it is."""
    usual, mark, more = text.partition(_BREAK)
    key = _keys().get(usual)
    return text if key is None else f"{t(key)}{mark}{more}"


@cache
def _keys() -> dict[str, str]:
    return {t_in(locale, key): key for locale in LOCALES for key in _USUAL}
