"""Takes secrets out of log lines by their shape: what slips into a message or an error must not stay in a log."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

HIDDEN: Final = "[hidden]"
_NAMES: Final = re.compile(
    r"password|passwd|secret|token|authorization|cookie|salt|private|recovery|csrf|otp|credential", re.IGNORECASE
)
"""A value under such a name is hidden whatever it looks like."""
_SHAPES: Final = (
    # name:password@host in an address
    (re.compile(r"([a-z][a-z0-9+.-]*://[^\s:/@]*):[^\s@]*@", re.IGNORECASE), rf"\1:{HIDDEN}@"),
    # compact JWS: codes of ours and tokens of others
    (re.compile(r"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{16,}"), HIDDEN),
    (re.compile(r"\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE), rf"\1 {HIDDEN}"),
    # tokens of the machine interface
    (re.compile(r"\bsc_[A-Za-z0-9_-]{43}"), HIDDEN),
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", re.DOTALL), HIDDEN),
    (re.compile(r"\$argon2id?\$[^\s\"']+"), HIDDEN),
    # name=value, name: value, "name": "value"
    (
        re.compile(
            r"((?:password|passwd|secret|token|csrf_token|salt|session)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;)}]+",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
)


def redact(text: str) -> str:
    """Return the text with everything that has the shape of a secret replaced."""
    for shape, instead in _SHAPES:
        text = shape.sub(instead, text)
    return text


def redact_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Redact one log event, names and values; goes after everything that adds text and before the renderer."""
    for name, value in event.items():
        event[name] = HIDDEN if _NAMES.search(name) else _redacted(value)
    return event


def _redacted(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {name: HIDDEN if _NAMES.search(str(name)) else _redacted(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_redacted(inner) for inner in value]
    return value if isinstance(value, int | float | None) else redact(str(value))
