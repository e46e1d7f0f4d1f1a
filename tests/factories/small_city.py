"""A city small enough to keep in mind: two districts, agencies and firms, four officers, an account for each role."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from supervision_code.domain.permissions import Actor, Role
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.registry import Enterprise, Officer
from supervision_code.persistence.session import Database
from supervision_code.services.accounts import actor_of
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.registry import (
    FUTIAN,
    LONGHUA,
    LONGHUA_STREET,
    build_agency,
    build_districts,
    build_enterprise,
    build_item,
    build_officer,
    credit_code,
)

SCJG: Final = "SCJG"
YJJ: Final = "YJJ"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallCity:
    """Handles to what is stored. ``firm`` and ``other_firm`` lie in different districts; so do the agencies."""

    firm: Enterprise
    other_firm: Enterprise
    officers: tuple[Officer, ...]
    """Two of SCJG, then two of YJJ, all with valid certificates."""
    accounts: Mapping[Role, Account]
    other_accounts: Mapping[Role, Account]
    """The same roles next door: the other firm, the other agency, the other district."""

    def actor(self, role: Role) -> Actor:
        """Who acts in this role for the firm, SCJG or Futian."""
        return actor_of(self.accounts[role])

    def other_actor(self, role: Role) -> Actor:
        """Who acts in this role for the other firm, YJJ or Longhua."""
        return actor_of(self.other_accounts[role])


def build_small_city(database: Database) -> SmallCity:
    """Store the small city. Items: SCJG-1, SCJG-2, YJJ-1, YJJ-2."""
    firm = build_enterprise(uscc=credit_code(1001))
    other_firm = build_enterprise(
        "深圳市龙华明亮五金制品厂",
        uscc=credit_code(2002),
        district=LONGHUA,
        street=LONGHUA_STREET,
        address="龙华区观湖街道环观南路8号",
        industry="C3360",
    )
    officers = (
        build_officer(SCJG, "王小明", certificate_no="44030400101"),
        build_officer(SCJG, "李建国", certificate_no="44030400102"),
        build_officer(YJJ, "陈思远", certificate_no="44030900201"),
        build_officer(YJJ, "刘芳", certificate_no="44030900202"),
    )
    accounts = _accounts(firm, officers[0], SCJG, FUTIAN, "")
    other_accounts = _accounts(other_firm, officers[2], YJJ, LONGHUA, "other-")
    given(
        database,
        *build_districts(),
        build_agency(SCJG, "福田区市场监督管理局"),
        build_agency(YJJ, "龙华区应急管理局", district=LONGHUA),
        build_item("SCJG-1", SCJG, "食品经营许可检查"),
        build_item("SCJG-2", SCJG, "餐饮具清洗消毒检查"),
        build_item("YJJ-1", YJJ, "安全生产检查", legal_basis="《中华人民共和国安全生产法》第六十五条"),
        build_item("YJJ-2", YJJ, "危险化学品使用检查", legal_basis="《危险化学品安全管理条例》第七条"),
        *officers,
        firm,
        other_firm,
        *accounts.values(),
        *other_accounts.values(),
    )
    return SmallCity(
        firm=firm, other_firm=other_firm, officers=officers, accounts=accounts, other_accounts=other_accounts
    )


def _accounts(firm: Enterprise, officer: Officer, agency: str, district: str, prefix: str) -> dict[Role, Account]:
    """User names are the role, with ``other-`` before those next door."""
    made = [
        build_account(
            Role.ENTERPRISE_ADMINISTRATOR, username=f"{prefix}enterprise_administrator", name="陈店长", enterprise=firm
        ),
        build_account(Role.ENTERPRISE_MEMBER, username=f"{prefix}enterprise_member", name="阿梅", enterprise=firm),
        build_account(Role.OFFICER, username=f"{prefix}officer", officer=officer),
        build_account(Role.AGENCY_MANAGER, username=f"{prefix}agency_manager", name="赵科长", agency=agency),
        build_account(Role.SUPERVISOR, username=f"{prefix}supervisor", name="林监督", district=district),
        build_account(
            Role.INVITED_SUPERVISOR, username=f"{prefix}invited_supervisor", name="何代表", district=district
        ),
        build_account(Role.OPERATOR, username=f"{prefix}operator", name="运维"),
    ]
    return {account.role: account for account in made}
