"""Machine clients: what they are, what they may be let do, and the secret they show."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from supervision_code.domain.errors import ScopeMissing
from supervision_code.domain.permissions import Actor

TOKEN_PREFIX: Final = "sc_"  # noqa: S105 - by it a leaked token is recognised, it is none
_RANDOM_BYTES: Final = 32
_TOKEN: Final = re.compile(r"sc_[A-Za-z0-9_-]{43}", re.ASCII)
_SHOWN: Final = 9
"""So many characters of a token may be shown later, to tell one from another."""
LONGEST_LIFE: Final = timedelta(days=366)
USUAL_LIFE: Final = timedelta(days=180)


class ClientKind(StrEnum):
    """Whose machine it is."""

    SYSTEM = "system"
    """The computer system of an agency; it speaks for all officers of that agency."""
    DEVICE = "device"
    """The phone of one officer; it speaks for this officer."""


class Scope(StrEnum):
    """One thing a client may be let do; tags read ``subject:action``."""

    VISITS_WRITE = "visits:write"
    RECEIPTS_READ = "receipts:read"
    LEDGER_READ = "ledger:read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The client behind a request, and its reach: the agency, or the one officer of a device."""

    client_id: UUID
    name: str
    kind: ClientKind
    agency: str
    scopes: frozenset[Scope]
    officer: Actor | None = None
    """Of a device: the account of its officer."""

    def require(self, scope: Scope) -> None:
        """Raise ScopeMissing unless the client was given the scope."""
        if scope not in self.scopes:
            raise ScopeMissing(scope=scope.value)

    def speaks_for(self, agency: str, officer_id: UUID) -> bool:
        """Say whether an officer is within the client's reach."""
        return agency == self.agency and (self.officer is None or self.officer.officer_id == officer_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenToken:
    """A token that is told this once."""

    client_id: UUID
    name: str
    token: str
    expires_at: datetime


def new_token() -> str:
    """Return a fresh token: 256 random bits behind a prefix that scanners for leaked secrets recognise."""
    return TOKEN_PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)


def is_token(text: str) -> bool:
    """Say whether a text has the shape of a token."""
    return _TOKEN.fullmatch(text) is not None


def token_digest(token: str) -> str:
    """Return what is stored of a token: SHA-256 in lower-case hexadecimal; 256 random bits need no slower hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def token_hint(token: str) -> str:
    """Return the beginning of a token, which tells one from another and opens nothing."""
    return token[:_SHOWN]
