"""What a scanned text stands for, asked of the directory and the registers, in the order of checks of trust.md 1."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.codes import (
    LicenceText,
    OfficerClaims,
    Refusal,
    TokenKind,
    VerifiedToken,
    judge_freshness,
    judge_state,
    read_scanned_text,
)
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.visits import ScanChannel
from supervision_code.persistence.models.codes import CodeDirectory, SupervisionCode
from supervision_code.persistence.models.registry import Enterprise


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReader:
    """What reading a code needs from outside: the key set's verdict, the check digit, and the hosts that are ours."""

    verify: Callable[[str], VerifiedToken | Refusal]
    is_credit_code: Callable[[str], bool]
    hosts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedFirm:
    """The firm a scanned text stands for, how it was recognised, and by which code."""

    enterprise_id: UUID
    channel: ScanChannel
    code_id: str | None = None


def recognise(session: Session, reader: CodeReader, text: str, now: datetime) -> RecognisedFirm | Refusal:
    """Say which firm a scanned text stands for, or why none; raises for no input whatever."""
    seen = read_scanned_text(text, reader.hosts, reader.is_credit_code)
    if isinstance(seen, Refusal):
        return seen
    if isinstance(seen, LicenceText):
        return _by_licence(session, seen.uscc)
    token = reader.verify(seen.token)
    return token if isinstance(token, Refusal) else _by_token(session, token, now)


def find_code(session: Session, code_id: str) -> SupervisionCode | None:
    """Return the code with this id, through the directory, so that one shard answers."""
    firm = session.scalar(select(CodeDirectory.enterprise_id).where(CodeDirectory.code_id == code_id))
    return None if firm is None else session.get(SupervisionCode, (firm, code_id))


def _by_licence(session: Session, uscc: str) -> RecognisedFirm | Refusal:
    known = session.scalar(select(Enterprise.id).where(Enterprise.id == enterprise_id_of(uscc)))
    if known is None:
        return Refusal.UNKNOWN_CODE
    return RecognisedFirm(enterprise_id=known, channel=ScanChannel.LICENCE_QR)


def _by_token(session: Session, token: VerifiedToken, now: datetime) -> RecognisedFirm | Refusal:
    claims = token.claims
    if isinstance(claims, OfficerClaims):
        return Refusal.MALFORMED
    stale = judge_freshness(claims, now)
    if stale is not None:
        return stale
    found = find_code(session, claims.code_id)
    refusal = judge_state(found.state if found else None)
    if refusal is not None or found is None:
        return refusal or Refusal.UNKNOWN_CODE
    is_live = claims.kind is TokenKind.LIVE and not token.key_revoked
    channel = ScanChannel.LIVE_CODE if is_live else ScanChannel.STATIC_CODE
    return RecognisedFirm(enterprise_id=found.enterprise_id, channel=channel, code_id=found.id)
