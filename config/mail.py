"""How mail is sent: one SMTP server, or none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

_LONGEST_SECONDS: Final = 120
_HIGHEST_PORT: Final = 65535


class MailTls(StrEnum):
    """How the connection is protected."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"
    NONE = "none"


_PORTS: Final[Mapping[MailTls, int]] = {MailTls.STARTTLS: 587, MailTls.IMPLICIT: 465, MailTls.NONE: 25}
_HERE: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The SMTP server, and from whom mails come."""

    host: str
    port: int
    tls: MailTls
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: int = 10
    """How long one answer of the server may take."""
    ca_file: Path | None = None
    """Certificates to trust instead of the system's."""


def read_mail(environ: Mapping[str, str], secret: Callable[[str], str]) -> MailSettings | None:
    """Return how mail is sent, None when MAIL_HOST is not set. Raises ValueError naming what is wrong."""
    host = environ.get("MAIL_HOST") or ""
    if not host:
        return None
    tls = _mode(environ.get("MAIL_TLS") or MailTls.STARTTLS.value)
    user, sender = environ.get("MAIL_USER") or "", environ.get("MAIL_FROM") or ""
    if "@" not in sender or not sender.isascii() or any(mark in sender for mark in " <>,\r\n"):
        raise ValueError(f"MAIL_FROM={sender!r}: expected an address such as no-reply@example.gov.cn")
    if user and tls is MailTls.NONE and host not in _HERE:
        raise ValueError("MAIL_TLS='none': a password would travel in the clear; expected starttls or implicit")
    return MailSettings(
        host=host,
        port=_whole(environ, "MAIL_PORT", _PORTS[tls], _HIGHEST_PORT),
        tls=tls,
        sender=sender,
        user=user,
        password=secret("MAIL_PASSWORD"),
        seconds=_whole(environ, "MAIL_SECONDS", 10, _LONGEST_SECONDS),
        ca_file=Path(file) if (file := environ.get("MAIL_CA_FILE")) else None,
    )


def _mode(text: str) -> MailTls:
    try:
        return MailTls(text)
    except ValueError:
        raise ValueError(f"MAIL_TLS={text!r}: expected {', '.join(MailTls)}") from None


def _whole(environ: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= most:
        raise ValueError(f"{name}={text!r}: expected a whole number from 1 to {most}")
    return int(text)
