"""Accounts as screens need them: who is signed in, the accounts an administrator sees."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission, Role
from supervision_code.persistence.accounts import actor_of
from supervision_code.persistence.models.accounts import Account, SignInTries
from supervision_code.persistence.models.registry import Agency, District, Enterprise
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInRow:
    """The actor behind a session, and the language of the account."""

    actor: Actor
    locale: str
    must_change_password: bool
    has_factor: bool
    password_changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account in a list."""

    username: str
    name: str
    role: Role
    belongs_to: str
    active: bool
    factor_since: datetime | None
    locked_until: datetime | None
    """By wrong passwords or wrong second factors, whichever lasts longer."""
    created_at: datetime


class AccountQueries:
    """Looks at accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find_signed_in(self, account_id: UUID) -> SignedInRow | None:
        """Return the actor of an active account."""
        with self._database.read() as session:
            account = session.get(Account, account_id)
        if account is None or not account.active:
            return None
        return SignedInRow(
            actor=actor_of(account),
            locale=account.locale,
            must_change_password=account.must_change_password,
            has_factor=account.factor_since is not None,
            password_changed_at=account.password_changed_at,
        )

    def own(self, actor: Actor) -> AccountRow:
        """Return the actor's own account."""
        actor.require(Permission.ACCOUNT_SEE)
        return self._rows(_listing().where(Account.id == actor.account_id), 1)[0]

    def members(self, actor: Actor) -> list[AccountRow]:
        """Return the accounts of the actor's own firm."""
        actor.require(Permission.OWN_MEMBERS_MANAGE)
        return self._rows(_listing().where(Account.enterprise_id == actor.enterprise_id), 200)

    def account(self, actor: Actor, username: str) -> AccountRow:
        """Return one account; raises NoSuchRecord."""
        actor.require(Permission.ACCOUNTS_MANAGE)
        rows = self._rows(_listing().where(Account.username == username), 1)
        if not rows:
            raise NoSuchRecord
        return rows[0]

    def page(self, actor: Actor, words: str, after: str, limit: int) -> list[AccountRow]:
        """Return accounts by user name from ``after`` on; ``words`` is part of a user name or a name."""
        actor.require(Permission.ACCOUNTS_MANAGE)
        query = _listing().where(Account.username > after)
        if words:
            part = words.strip()
            named = Account.name.icontains(part, autoescape=True)
            query = query.where(or_(Account.username.icontains(part, autoescape=True), named))
        return self._rows(query, limit)

    def _rows(self, query: Select[Account, str, str, str, datetime | None], limit: int) -> list[AccountRow]:
        with self._database.read() as session:
            found = session.execute(query.order_by(Account.username).limit(limit)).all()
        return [
            AccountRow(
                username=account.username,
                name=account.name,
                role=account.role,
                belongs_to=firm or agency or district or "",
                active=account.active,
                factor_since=account.factor_since,
                locked_until=max(filter(None, (locked, account.factor_locked_until)), default=None),
                created_at=account.created_at,
            )
            for account, firm, agency, district, locked in found
        ]


def _listing() -> Select[Account, str, str, str, datetime | None]:
    return (
        select(Account, Enterprise.name, Agency.name, District.name, SignInTries.locked_until)
        .outerjoin(Enterprise, Enterprise.id == Account.enterprise_id)
        .outerjoin(Agency, Agency.code == Account.agency)
        .outerjoin(District, District.code == Account.district)
        .outerjoin(SignInTries, SignInTries.account_id == Account.id)
    )
