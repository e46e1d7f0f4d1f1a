"""What storing and judging visits needs to know of a firm, whoever read it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.registry import EnterpriseKind, RiskTier
from supervision_code.persistence.models.registry import Enterprise

_ROW = Enterprise.__table__.c


class Firm(Protocol):
    """A firm as visits see it: the register's own row, or a lighter copy."""

    @property
    def id(self) -> UUID: ...
    @property
    def uscc(self) -> str: ...
    @property
    def kind(self) -> EnterpriseKind: ...
    @property
    def district(self) -> str: ...
    @property
    def street(self) -> str | None: ...
    @property
    def industry(self) -> str: ...
    @property
    def risk_tier(self) -> RiskTier | None: ...


@dataclass(frozen=True, slots=True)
class FirmCopy:
    """The copy: hundreds are read for a moment, and nothing of them is changed."""

    id: UUID
    uscc: str
    kind: EnterpriseKind
    district: str
    street: str | None
    industry: str
    risk_tier: RiskTier | None


def copies_of(session: Session, ids: Collection[UUID], *, lock: bool = False) -> list[FirmCopy]:
    """Return those of these firms that are registered, by id, locked until the transaction ends if asked for.

    The one order everywhere lets two transactions wait for each other instead of blocking each other.
    """
    columns = (_ROW.id, _ROW.uscc, _ROW.kind, _ROW.district, _ROW.street, _ROW.industry, _ROW.risk_tier)
    query = select(*columns).where(_ROW.id.in_(ids)).order_by(_ROW.id)
    if lock:
        query = query.with_for_update(key_share=True)
    return [FirmCopy(*row) for row in session.execute(query)]
