"""Second factors: passkeys, one-time codes, recovery codes, and the challenges that were used."""

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.persistence.base import Base, Key, LongText, Moment


class Passkey(Base):
    """A passkey of an account: its public half; id and key in base64url."""

    __tablename__ = "passkeys"
    __table_args__ = (Index(None, "account_id"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    account_id: Mapped[Key] = mapped_column(ForeignKey("accounts.id"))
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[LongText]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class OneTimeCode(Base):
    """The secret an authenticator app shares with us, sealed for its account, and the last step that was accepted."""

    __tablename__ = "one_time_codes"

    account_id: Mapped[Key] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    sealed_secret: Mapped[LongText]
    last_step: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class RecoveryCode(Base):
    """A recovery code, as its keyed digest; used once."""

    __tablename__ = "recovery_codes"

    account_id: Mapped[Key] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class UsedChallenge(Base):
    """A passkey's challenge that was answered; kept until it would have expired, so that no answer counts twice."""

    __tablename__ = "used_challenges"
    __table_args__ = (Index(None, "used_at"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[Moment]
