"""Who and where an event of a machine is about: the firm behind the code, the officers behind the certificates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clients import Caller
from supervision_code.domain.codes import (
    CLOCK_TOLERANCE,
    LIVE_CODE_LIFE,
    LicenceText,
    LiveClaims,
    OfficerClaims,
    Refusal,
    VerifiedToken,
    judge_freshness,
    judge_state,
    read_scanned_text,
)
from supervision_code.domain.errors import CodeRefused, InvalidValue
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.visit_drafts import AgencyPart
from supervision_code.domain.visit_events import SentOpening, SentPart
from supervision_code.domain.visits import ScanChannel
from supervision_code.persistence.codes import CodeReader, find_code
from supervision_code.persistence.models.registry import Enterprise, Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFirm:
    """The firm of an event; ``proven``: what the code shows, if anything; ``earliest``: when it can have been seen."""

    enterprise_id: UUID
    proven: ScanChannel | None = None
    code_id: str | None = None
    earliest: datetime | None = None


def find_firm(session: Session, reader: CodeReader, sent: SentOpening, at: datetime) -> FoundFirm:
    """Return the firm a code stood for at that moment; where it proves nothing, the firm that is named.

    Raises CodeRefused or InvalidValue (``uscc``) when no firm can be told, or two.
    """
    seen = _by_code(session, reader, sent.code, at) if sent.code else None
    if not sent.uscc:
        if isinstance(seen, FoundFirm):
            return seen
        raise CodeRefused(refusal=(seen or Refusal.MALFORMED).value)
    named = session.scalar(select(Enterprise.id).where(Enterprise.id == enterprise_id_of(sent.uscc)))
    if named is None:
        raise InvalidValue(field="uscc", value=sent.uscc, expected="expected-registered")
    if not isinstance(seen, FoundFirm):
        return FoundFirm(enterprise_id=named)
    if seen.enterprise_id != named:
        raise InvalidValue(field="uscc", value=sent.uscc, expected="expected-firm-of-code")
    return seen


def _by_code(session: Session, reader: CodeReader, text: str, at: datetime) -> FoundFirm | Refusal:
    seen = read_scanned_text(text, reader.hosts, reader.is_credit_code)
    if isinstance(seen, LicenceText):
        known = session.scalar(select(Enterprise.id).where(Enterprise.id == enterprise_id_of(seen.uscc)))
        return FoundFirm(enterprise_id=known, proven=ScanChannel.LICENCE_QR) if known else Refusal.UNKNOWN_CODE
    token = seen if isinstance(seen, Refusal) else reader.verify(seen.token)
    return token if isinstance(token, Refusal) else _by_token(session, token, at)


def _by_token(session: Session, token: VerifiedToken, at: datetime) -> FoundFirm | Refusal:
    """Judge a code as it stood when it was scanned; one that was not good then still names its firm."""
    claims = token.claims
    code = None if isinstance(claims, OfficerClaims) else find_code(session, claims.code_id)
    if code is None:
        return Refusal.UNKNOWN_CODE
    live = isinstance(claims, LiveClaims) and not token.key_revoked
    # A live code did not exist before it was made: whoever shows it cannot have been there earlier.
    made = claims.expires_at - LIVE_CODE_LIFE - CLOCK_TOLERANCE if isinstance(claims, LiveClaims) else None
    then = max(at, made) if made is not None else at
    ended = code.ended_at is not None and code.ended_at <= then
    refusal = judge_freshness(claims, then) or (judge_state(code.state) if ended else None)
    channel = ScanChannel.LIVE_CODE if live else ScanChannel.STATIC_CODE
    proven = channel if refusal is None else None
    return FoundFirm(enterprise_id=code.enterprise_id, proven=proven, code_id=code.id, earliest=made)


def acting(caller: Caller, officer_id: UUID) -> Actor:
    """Return who acts: a device's officer, or for a system one of its agency's officers under the client's name."""
    if caller.officer is not None:
        return caller.officer
    return Actor(
        account_id=caller.client_id, role=Role.OFFICER, name=caller.name, agency=caller.agency, officer_id=officer_id
    )


def officer_within_reach(session: Session, caller: Caller, certificate: str, field: str) -> Officer:
    """Return the officer of a certificate that the client speaks for. Raises InvalidValue."""
    officer = _officers(session, [certificate]).get(certificate)
    if officer is None or officer.agency != caller.agency:
        raise InvalidValue(field=field, value=certificate, expected="expected-certificate-of-agency")
    if not caller.speaks_for(officer.agency, officer.id):
        raise InvalidValue(field=field, value=certificate, expected="expected-own-certificate")
    return officer


def parts_of(session: Session, caller: Caller, sent: tuple[SentPart, ...]) -> tuple[AgencyPart, ...]:
    """Return the parts with their officers, the client's own first and who acts first in it. Raises InvalidValue."""
    known = _officers(session, (number for part in sent for number in part.officers))
    if len({part.agency for part in sent}) != len(sent):
        raise InvalidValue(field="parts", value="", expected="expected-each-agency-once")
    own = [index for index, part in enumerate(sent) if part.agency == caller.agency]
    if not own:
        raise InvalidValue(field="parts", value=sent[0].agency, expected="expected-own-agency")
    order = [own[0], *(index for index in range(len(sent)) if index != own[0])]
    parts = [_part(sent[index], index, known) for index in order]
    parts[0] = _with_actor_first(caller, parts[0], own[0])
    return tuple(parts)


def _officers(session: Session, numbers: Iterable[str]) -> dict[str, Officer]:
    wanted = set(numbers)
    rows = session.scalars(select(Officer).where(Officer.certificate_no.in_(wanted)).order_by(Officer.id))
    return {officer.certificate_no: officer for officer in rows}


def _part(sent: SentPart, index: int, known: dict[str, Officer]) -> AgencyPart:
    for place, number in enumerate(sent.officers):
        if number not in known or known[number].agency != sent.agency:
            field = f"parts[{index}].officers[{place}]"
            raise InvalidValue(field=field, value=number, expected="expected-certificate-of-agency")
    return AgencyPart(
        agency=sent.agency,
        type=sent.type,
        items=sent.items,
        officers=tuple(known[number].id for number in sent.officers),
        ordered_from_above=sent.ordered_from_above,
    )


def _with_actor_first(caller: Caller, part: AgencyPart, index: int) -> AgencyPart:
    if caller.officer is None or caller.officer.officer_id in part.officers[:1]:
        return part
    mine = caller.officer.officer_id
    if mine is None or mine not in part.officers:
        raise InvalidValue(field=f"parts[{index}].officers", value="", expected="expected-own-certificate")
    others = tuple(officer for officer in part.officers if officer != mine)
    return AgencyPart(
        agency=part.agency,
        type=part.type,
        items=part.items,
        officers=(mine, *others),
        ordered_from_above=part.ordered_from_above,
    )
