"""Supervision codes: each issue of a firm's code, the directory from code to firm, and the public keys."""

from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.codes import CodeState
from supervision_code.persistence.base import Base, Key, Moment, word


class SupervisionCode(Base):
    """One generation of a firm's code; the token is kept because drawing the same poster twice needs the same text."""

    __tablename__ = "supervision_codes"
    __table_args__ = (UniqueConstraint("enterprise_id", "generation"),)

    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey("enterprises.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    generation: Mapped[int]
    state: Mapped[CodeState] = mapped_column(word(CodeState))
    kid: Mapped[str] = mapped_column(String(8))
    token: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    ended_because: Mapped[str] = mapped_column(String(400), default="")


class CodeDirectory(Base):
    """Which firm a code id belongs to; distributed by code id."""

    __tablename__ = "code_directory"

    code_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    enterprise_id: Mapped[Key]


class SigningKey(Base):
    """A public key, by key id; the private half never enters the database."""

    __tablename__ = "signing_keys"

    kid: Mapped[str] = mapped_column(String(8), primary_key=True)
    algorithm: Mapped[str] = mapped_column(String(16))
    public_key: Mapped[str] = mapped_column(Text)
    published_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]
