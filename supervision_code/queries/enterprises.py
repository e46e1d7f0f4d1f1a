"""Firms as an officer finds them by a search."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import EnterpriseStatus
from supervision_code.persistence.models.registry import Agency, District, Enterprise
from supervision_code.persistence.session import Database

_USCC_LENGTH = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFirm:
    """A firm in the results of a search: enough to tell it from its neighbours."""

    id: UUID
    name: str
    uscc: str
    district: str
    address: str
    status: EnterpriseStatus


class EnterpriseQueries:
    """Looks for firms."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(self, actor: Actor, words: str, limit: int = 20) -> list[FoundFirm]:
        """Return firms by credit code or by part of the name, those of the agency's district first."""
        actor.require(Permission.ENTERPRISE_SEARCH)
        wanted = words.strip()
        if not wanted:
            return []
        with self._database.read() as session:
            own = session.scalar(select(Agency.district).where(Agency.code == actor.agency))
            rows = session.execute(_search(wanted, own or "").limit(limit)).all()
        return [_found(firm, district) for firm, district in rows]

    def firm(self, actor: Actor, enterprise_id: UUID) -> FoundFirm:
        """Return one firm that was found; raises NoSuchRecord."""
        actor.require(Permission.ENTERPRISE_SEARCH)
        with self._database.read() as session:
            row = session.execute(_firms().where(Enterprise.id == enterprise_id)).one_or_none()
        if row is None:
            raise NoSuchRecord
        return _found(row[0], row[1])


def _search(wanted: str, own_district: str) -> Select[Enterprise, str]:
    query = _firms()
    if len(wanted) == _USCC_LENGTH and wanted.isascii():
        return query.where(Enterprise.id == enterprise_id_of(wanted.upper()))
    by_name = query.where(Enterprise.name.contains(wanted, autoescape=True))
    return by_name.order_by(Enterprise.district != own_district, Enterprise.name, Enterprise.id)


def _firms() -> Select[Enterprise, str]:
    return select(Enterprise, District.name).join(District, District.code == Enterprise.district)


def _found(firm: Enterprise, district: str) -> FoundFirm:
    return FoundFirm(
        id=firm.id, name=firm.name, uscc=firm.uscc, district=district, address=firm.address, status=firm.status
    )
