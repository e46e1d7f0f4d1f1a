"""Accounts and their sessions on the server."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.devices import Browser, System
from supervision_code.domain.permissions import Role
from supervision_code.persistence.base import Base, Key, LongText, Moment, word


class Account(Base):
    """Somebody who can sign in; reach follows from firm, agency or district."""

    __tablename__ = "accounts"

    id: Mapped[Key] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(word(Role))
    name: Mapped[str] = mapped_column(String(80))
    enterprise_id: Mapped[UUID | None] = mapped_column(index=True)
    agency: Mapped[str | None] = mapped_column(ForeignKey("agencies.code"), index=True)
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    district: Mapped[str | None] = mapped_column(ForeignKey("districts.code"))
    active: Mapped[bool] = mapped_column(default=True)
    locale: Mapped[str] = mapped_column(String(8), default="zh-CN")
    created_at: Mapped[Moment]
    password_changed_at: Mapped[Moment]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    factor_since: Mapped[Moment | None]
    """Since when signing in takes a second step; None: there is no second factor yet."""
    factor_misses: Mapped[int] = mapped_column(default=0)
    """Wrong second factors since the last right one."""
    factor_locked_until: Mapped[Moment | None]


class SignInTries(Base):
    """Misses under one user name, whether or not there is such an account; the key is a keyed digest of the name."""

    __tablename__ = "sign_in_tries"
    __table_args__ = (Index(None, "account_id"), Index(None, "missed_at"))

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[Key | None]
    misses: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[Moment | None]
    missed_at: Mapped[Moment]


class WebSession(Base):
    """A browser's session; the key is the digest of what the cookie holds.

    ``signed_in`` False: the password was right, the second step is still to come.
    """

    __tablename__ = "web_sessions"
    __table_args__ = (Index(None, "account_id"), Index(None, "expires_at"))

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    portal: Mapped[str] = mapped_column(String(16))
    account_id: Mapped[Key | None]
    signed_in: Mapped[bool] = mapped_column(default=False)
    browser: Mapped[Browser] = mapped_column(word(Browser), default=Browser.OTHER)
    system: Mapped[System] = mapped_column(word(System), default=System.OTHER)
    content: Mapped[LongText]
    created_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    expires_at: Mapped[Moment]
