"""Builds accounts and the actors they stand for. Every account has the same password."""

from itertools import count
from typing import Final

from supervision_code.adapters.passwords import Passwords
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.second_factors import NEEDED
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.registry import Enterprise, Officer
from supervision_code.services.accounts import actor_of
from tests.support.clock import FRIDAY_TEN

PASSWORD: Final = "correct-horse-battery"
PASSWORDS: Final = Passwords(cheap=True)
_HASH: Final = PASSWORDS.hash(PASSWORD)
_number = count(1)

__all__ = ["PASSWORD", "PASSWORDS", "actor_of", "build_account", "build_actor"]


def build_account(
    role: Role,
    *,
    username: str = "",
    name: str = "",
    enterprise: Enterprise | None = None,
    officer: Officer | None = None,
    agency: str | None = None,
    district: str | None = None,
    active: bool = True,
    locale: str = "zh-CN",
    must_change_password: bool = False,
) -> Account:
    """An account of the role, with the reach of the firm, officer, agency or district given."""
    return Account(
        id=new_id(FRIDAY_TEN),
        username=username or f"{role.value}-{next(_number)}",
        password_hash=_HASH,
        role=role,
        name=name or (officer.name if officer else role.value),
        enterprise_id=enterprise.id if enterprise else None,
        agency=officer.agency if officer else agency,
        officer_id=officer.id if officer else None,
        district=district,
        active=active,
        locale=locale,
        created_at=FRIDAY_TEN,
        password_changed_at=FRIDAY_TEN,
        must_change_password=must_change_password,
        factor_since=FRIDAY_TEN if role in NEEDED else None,
        factor_misses=0,
    )


def build_actor(
    role: Role,
    *,
    enterprise: Enterprise | None = None,
    officer: Officer | None = None,
    agency: str | None = None,
    district: str | None = None,
) -> Actor:
    """The actor of an account that is not stored."""
    return actor_of(build_account(role, enterprise=enterprise, officer=officer, agency=agency, district=district))
