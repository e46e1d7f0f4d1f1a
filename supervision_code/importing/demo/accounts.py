"""Who can sign in: every officer, the supervisors, many firms; and the few accounts that a visitor is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from supervision_code.adapters.passwords import Passwords, readable_password
from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.permissions import Role
from supervision_code.importing.demo.agencies import REGISTERED
from supervision_code.importing.demo.city import AgencyStaff, Firm
from supervision_code.importing.demo.names import person
from supervision_code.importing.demo.shop import SHOP_NAME
from supervision_code.importing.demo.tables import dice
from supervision_code.persistence.inbox import WHOLE_CITY
from supervision_code.persistence.models.accounts import Account

FUTIAN: Final = "440304"
MARKET: Final = "FT-SCJG"
FIRE: Final = "SZ-XFJY"
MANAGER_SEAT: Final = 0
"""The first officer of each agency is its manager."""
OFFICER_SEAT: Final = 1
_IN_THE_PORTAL: Final = 0.55
_SUPERVISORS_EACH: Final = 2
_FILE: Final = "demo-password"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """An account to try the product with."""

    portal: str
    role: Role
    username: str
    password: str
    name: str
    belongs_to: str


@dataclass(frozen=True, slots=True)
class _Guest:
    portal: str
    role: Role
    username: str
    name: str
    belongs_to: str
    agency: str = ""
    seat: int = 0
    district: str | None = None


_MARKET_NAME: Final = "深圳市市场监督管理局福田监管局"
GUESTS: Final = (
    _Guest("enterprise", Role.ENTERPRISE_ADMINISTRATOR, "shop-owner", "陈棠", SHOP_NAME),
    _Guest("enterprise", Role.ENTERPRISE_MEMBER, "shop-staff", "阿梅", SHOP_NAME),
    _Guest("officer", Role.OFFICER, "officer-market", "林晓东", _MARKET_NAME, MARKET, OFFICER_SEAT),
    _Guest("officer", Role.AGENCY_MANAGER, "manager-market", "周建华", _MARKET_NAME, MARKET, MANAGER_SEAT),
    _Guest("officer", Role.OFFICER, "officer-fire", "郑志鹏", "深圳市消防救援支队", FIRE, OFFICER_SEAT),
    _Guest("supervisor", Role.SUPERVISOR, "supervisor-futian", "何文静", "福田区", district=FUTIAN),
    _Guest("supervisor", Role.SUPERVISOR, "supervisor-city", "许国栋", "深圳市"),
    _Guest("supervisor", Role.INVITED_SUPERVISOR, "invited", "钟雅文", "深圳市"),
    _Guest("supervisor", Role.OPERATOR, "operator", "梁启航", "深圳市"),
)


def demo_accounts(data_folder: Path) -> list[DemoAccount]:
    """Return the accounts a visitor is given; none when the demonstration city was never loaded here."""
    file = data_folder / _FILE
    if not file.exists():
        return []
    password = file.read_text(encoding="utf-8").strip()
    return [
        DemoAccount(
            portal=guest.portal,
            role=guest.role,
            username=guest.username,
            password=password,
            name=guest.name,
            belongs_to=guest.belongs_to,
        )
        for guest in GUESTS
    ]


def the_password(data_folder: Path) -> str:
    """Return the one password of the visitors' accounts, made up the first time."""
    file = data_folder / _FILE
    if not file.exists():
        data_folder.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(readable_password() + "\n", encoding="utf-8")
    return file.read_text(encoding="utf-8").strip()


class AccountBook:
    """Makes accounts; those that nobody is given share a password that nobody knows."""

    def __init__(self, passwords: Passwords, guest_password: str, now: datetime) -> None:
        self._known = passwords.hash(guest_password)
        self._unknown = passwords.hash(readable_password())
        self._dice = dice("accounts")
        self._now = now
        self._guests = {(guest.agency, guest.seat): guest for guest in GUESTS if guest.agency}
        self.all: list[Account] = []
        self.given: list[Account] = []
        """Those that a visitor is given."""

    def officers(self, agencies: Mapping[str, AgencyStaff]) -> dict[UUID, Account]:
        """Return an account for each officer; the first of an agency is its manager."""
        made = {}
        for agency in agencies.values():
            for seat, officer in enumerate(agency.officers):
                guest = self._guests.get((agency.code, seat))
                if guest is not None:
                    officer.name = guest.name
                account = self._make(
                    guest,
                    guest.username if guest else officer.certificate_no,
                    officer.name,
                    Role.AGENCY_MANAGER if seat == MANAGER_SEAT else Role.OFFICER,
                )
                account.agency, account.officer_id = agency.code, officer.id
                made[officer.id] = account
        return made

    def firms(self, firms: Sequence[Firm], shop: Firm) -> dict[UUID, Account]:
        """Return the administrator's account of each firm that uses the portal."""
        made = {}
        for firm in firms:
            if self._dice.random() < _IN_THE_PORTAL:
                username = f"qy{firm.row.uscc[-9:].lower()}"
                made[firm.id] = self._make(None, username, person(self._dice), Role.ENTERPRISE_ADMINISTRATOR)
                made[firm.id].enterprise_id = firm.id
        owner, staff = (self._guest(guest) for guest in GUESTS if guest.portal == "enterprise")
        owner.enterprise_id = staff.enterprise_id = shop.id
        made[shop.id] = owner
        return made

    def supervisors(self, districts: Sequence[str]) -> dict[str, tuple[Account, ...]]:
        """Return the supervisors of each district and of the city; the visitors' come first."""
        guests = {guest.district or WHOLE_CITY: guest for guest in GUESTS if guest.role is Role.SUPERVISOR}
        made = {}
        for number, district in enumerate([WHOLE_CITY, *districts]):
            people = [self._guest(guests[district])] if district in guests else []
            while len(people) < _SUPERVISORS_EACH:
                username = f"sfj{number:02d}{len(people)}"
                people.append(self._make(None, username, person(self._dice), Role.SUPERVISOR))
            for account in people:
                account.district = None if district == WHOLE_CITY else district
            made[district] = tuple(people)
        return made

    def others(self) -> None:
        """Make the invited supervisor and the operator."""
        for guest in GUESTS:
            if guest.role in {Role.INVITED_SUPERVISOR, Role.OPERATOR}:
                self._guest(guest)

    def _guest(self, guest: _Guest) -> Account:
        return self._make(guest, guest.username, guest.name, guest.role)

    def _make(self, guest: _Guest | None, username: str, name: str, role: Role) -> Account:
        account = Account(
            id=seeded_id(REGISTERED, self._dice.getrandbits(74)),
            username=username.lower(),
            password_hash=self._known if guest else self._unknown,
            role=role,
            name=name,
            created_at=REGISTERED,
            password_changed_at=self._now,
        )
        self.all.append(account)
        if guest:
            self.given.append(account)
        return account
