"""The supervision code: its states, what its tokens claim, and how a scanned text is read."""

import base64
import re
import secrets
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias
from urllib.parse import unquote
from uuid import UUID

from supervision_code.domain.errors import IllegalMove

MOST_CHARACTERS: Final = 600
"""No code of ours and no licence code is longer; a longer text is not even looked at."""
CODE_ID_BYTES: Final = 10
LIVE_CODE_LIFE: Final = timedelta(seconds=60)
LIVE_CODE_RENEWAL: Final = timedelta(seconds=30)
CLOCK_TOLERANCE: Final = timedelta(seconds=5)
"""What two servers' clocks may differ by before a live code is called stale."""


class CodeState(StrEnum):
    """Where an issued code stands; the register knows, the code does not."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


class TokenKind(StrEnum):
    """What a token is for."""

    STATIC = "static"
    LIVE = "live"
    OFFICER = "officer"


class Refusal(StrEnum):
    """Why a scanned text is not accepted, in the order in which it is examined."""

    TOO_LONG = "too_long"
    FOREIGN_HOST = "foreign_host"
    NO_CREDIT_CODE = "no_credit_code"
    SEVERAL_CREDIT_CODES = "several_credit_codes"
    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown_key"
    BAD_SIGNATURE = "bad_signature"
    EXPIRED = "expired"
    UNKNOWN_CODE = "unknown_code"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


_ALIKE_TO_STRANGERS: Final = frozenset(
    {Refusal.UNKNOWN_KEY, Refusal.BAD_SIGNATURE, Refusal.UNKNOWN_CODE, Refusal.SUPERSEDED, Refusal.REVOKED}
)


def as_told_to_strangers(refusal: Refusal) -> Refusal:
    """Return the refusal without what only the register knows: unknown and revoked look the same."""
    return Refusal.UNKNOWN_CODE if refusal in _ALIKE_TO_STRANGERS else refusal


_LEADS_TO: Mapping[CodeState, frozenset[CodeState]] = MappingProxyType(
    {
        CodeState.ACTIVE: frozenset({CodeState.SUPERSEDED, CodeState.REVOKED}),
        CodeState.SUPERSEDED: frozenset(),
        CodeState.REVOKED: frozenset(),
    }
)
_REFUSED_IN: Mapping[CodeState, Refusal] = MappingProxyType(
    {CodeState.SUPERSEDED: Refusal.SUPERSEDED, CodeState.REVOKED: Refusal.REVOKED}
)


def move(state: CodeState, wanted: CodeState) -> CodeState:
    """Return the wanted state, or raise when a code cannot go there."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state.value, wanted=wanted.value)
    return wanted


def judge_state(state: CodeState | None) -> Refusal | None:
    """Return why a code in this state is refused, or None when it is good; no state means no such code."""
    return Refusal.UNKNOWN_CODE if state is None else _REFUSED_IN.get(state)


@dataclass(frozen=True, slots=True)
class StaticClaims:
    """What the printed code says: its own id and nothing else."""

    code_id: str

    @property
    def kind(self) -> TokenKind:
        """Say what the token is for."""
        return TokenKind.STATIC


@dataclass(frozen=True, slots=True)
class LiveClaims:
    """What the code on the firm's phone says: the same id, and until when it is good."""

    code_id: str
    expires_at: datetime

    @property
    def kind(self) -> TokenKind:
        """Say what the token is for."""
        return TokenKind.LIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerClaims:
    """What an officer's code says: who stands here, for which visit, and until when it is good."""

    officer_id: UUID
    visit_id: UUID
    expires_at: datetime

    @property
    def kind(self) -> TokenKind:
        """Say what the token is for."""
        return TokenKind.OFFICER


Claims: TypeAlias = StaticClaims | LiveClaims | OfficerClaims


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentClaims:
    """What the code on a document says: which one it is. No scan at a door takes it for a firm's or an officer's."""

    enterprise_id: UUID
    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedToken:
    """A token whose signature holds. Under a revoked key a live code counts as the static one."""

    claims: Claims
    kid: str
    key_revoked: bool


def live_until(now: datetime) -> datetime:
    """Return the moment, in whole seconds, at which a code made now stops being good."""
    return (now.astimezone(UTC) + LIVE_CODE_LIFE).replace(microsecond=0)


def judge_freshness(claims: Claims, at: datetime) -> Refusal | None:
    """Return EXPIRED unless the claims are good at that moment; an expiry too far ahead is no life of ours."""
    if isinstance(claims, StaticClaims):
        return None
    left = claims.expires_at - at
    return None if -CLOCK_TOLERANCE <= left <= LIVE_CODE_LIFE + CLOCK_TOLERANCE else Refusal.EXPIRED


def code_id_of(random: bytes) -> str:
    """Return the id made of these 80 random bits, 14 characters of base64url."""
    if len(random) != CODE_ID_BYTES:
        raise ValueError(f"a code id takes {CODE_ID_BYTES} bytes, not {len(random)}")
    return base64.urlsafe_b64encode(random).rstrip(b"=").decode("ascii")


def new_code_id() -> str:
    """Return a fresh code id; every issue has its own."""
    return code_id_of(secrets.token_bytes(CODE_ID_BYTES))


_CODE_ID: Final = re.compile(r"[A-Za-z0-9_-]{13}[AQgw]", re.ASCII)


def is_code_id(text: str) -> bool:
    """Say whether the text is a code id in its one spelling (the last character carries two bits only)."""
    return _CODE_ID.fullmatch(text) is not None


def code_address(origin: str, token: str) -> str:
    """Return what the firm's code holds: the address of its public page."""
    return f"{origin.rstrip('/')}/c/{token}"


def officer_address(origin: str, token: str) -> str:
    """Return what an officer's code holds: the address of the page that names the officer."""
    return f"{origin.rstrip('/')}/o/{token}"


def document_address(origin: str, token: str) -> str:
    """Return what the code on a document holds: the address of the page by which it is checked."""
    return f"{origin.rstrip('/')}/d/{token}"


@dataclass(frozen=True, slots=True)
class ScannedToken:
    """A scanned text with the shape of a code of ours; nothing about it is verified yet."""

    token: str


@dataclass(frozen=True, slots=True)
class LicenceText:
    """A scanned text that names exactly one firm by its credit code, as business licences do."""

    uscc: str


_ADDRESS: Final = re.compile(r"https?://([^/?#\s]*)(.*)", re.IGNORECASE | re.DOTALL)
_PAGE: Final = re.compile(r"/[co]/([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)", re.ASCII)
_EIGHTEEN: Final = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NP-RTUW-Y]{18}(?![0-9A-Z])")


def read_scanned_text(
    text: str, allowed_hosts: Collection[str], is_credit_code: Callable[[str], bool]
) -> ScannedToken | LicenceText | Refusal:
    """Say what a scanned text is, from its characters alone: no address in it is ever opened.

    ``allowed_hosts`` are lower-case, with the port where it is not the usual one.
    """
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        return Refusal.TOO_LONG
    address = _ADDRESS.fullmatch(text)
    if address is None or address[1].lower() not in allowed_hosts:
        return _licence(text, is_credit_code, Refusal.FOREIGN_HOST if address else Refusal.NO_CREDIT_CODE)
    page = _PAGE.fullmatch(address[2])
    return ScannedToken(page[1]) if page else Refusal.MALFORMED


def _licence(text: str, is_credit_code: Callable[[str], bool], otherwise: Refusal) -> LicenceText | Refusal:
    spellings = (text, unquote(text), unquote(unquote(text)))
    found = {
        candidate
        for spelling in spellings
        for candidate in _EIGHTEEN.findall(unicodedata.normalize("NFKC", spelling).upper())
        if is_credit_code(candidate)
    }
    if len(found) > 1:
        return Refusal.SEVERAL_CREDIT_CODES
    return LicenceText(found.pop()) if found else otherwise
