"""A small registry for a drill: firms enough that the load spreads, one agency, two officers, one item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from config.settings import Settings
from supervision_code.adapters.credit_codes import check_digit
from supervision_code.adapters.passwords import Passwords
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.clients import ClientKind, Scope
from supervision_code.domain.identifiers import enterprise_id_of, new_id
from supervision_code.domain.registry import (
    AgencyLevel,
    CertificateStatus,
    DistrictLevel,
    EnterpriseKind,
    EnterpriseStatus,
    RiskTier,
)
from supervision_code.persistence import schema
from supervision_code.persistence.models.registry import Agency, District, Enterprise, InspectionItem, Officer
from supervision_code.services.clients import NewClient

AGENCY: Final = "DRILL"
ITEM: Final = "DRILL-1"
OFFICERS: Final = ("44030400901", "44030400902")
FIRMS: Final = 48
_DISTRICT: Final = "440304"
_DAYS: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """What a sender needs to know."""

    firms: Sequence[str]
    """Credit codes."""
    tokens: Sequence[str]
    """One for each sender: a client may send so many requests a minute."""


def build(settings: Settings, senders: int) -> City:
    """Migrate an empty database, fill its registers, and let a client in for each sender."""
    supervision = bootstrap(settings, passwords=Passwords(cheap=True))
    schema.upgrade(supervision.database.engine)
    supervision.policies.publish(supervision.in_force)
    supervision.codes.publish_keys()
    firms = [_credit_code(number) for number in range(FIRMS)]
    now = supervision.clock.now()
    with supervision.database.begin() as session:
        session.add(District(code=_DISTRICT, name="福田区", level=DistrictLevel.DISTRICT, parent=None))
        session.flush()
        session.add(Agency(code=AGENCY, name="演练局", level=AgencyLevel.DISTRICT, district=_DISTRICT))
        session.flush()
        session.add(InspectionItem(code=ITEM, agency=AGENCY, name="演练检查", legal_basis="演练"))
        session.add_all(_officer(number, certificate, now) for number, certificate in enumerate(OFFICERS))
        session.add_all(_firm(code) for code in firms)
    tokens = [
        supervision.clients.add(
            None,
            NewClient(name=f"演练系统{number}", kind=ClientKind.SYSTEM, scopes=tuple(Scope), days=_DAYS, agency=AGENCY),
        ).token
        for number in range(senders)
    ]
    supervision.database.close()
    return City(firms=firms, tokens=tokens)


def _credit_code(number: int) -> str:
    body = f"91440300{number:09d}"
    return body + check_digit(body)


def _officer(number: int, certificate: str, now: datetime) -> Officer:
    return Officer(
        id=new_id(now),
        certificate_no=certificate,
        name=f"演练员{number}",
        agency=AGENCY,
        status=CertificateStatus.VALID,
    )


def _firm(code: str) -> Enterprise:
    return Enterprise(
        id=enterprise_id_of(code),
        uscc=code,
        name=f"演练企业{code[-5:]}",
        kind=EnterpriseKind.ENTERPRISE,
        district=_DISTRICT,
        industry="H6210",
        risk_tier=RiskTier.B,
        status=EnterpriseStatus.ACTIVE,
    )
