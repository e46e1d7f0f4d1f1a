"""Mail to people: the address each gave, the mails to be sent, and which reminders were given."""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.persistence.base import Base, Key, LongText, Moment


class AccountAddress(Base):
    """The mail address of an account; nothing but the mail that asks is sent to it before it is confirmed."""

    __tablename__ = "account_addresses"

    account_id: Mapped[Key] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    changed_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None]
    token_digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the token in the link that confirms; None: used, or none was sent."""
    token_until: Mapped[Moment | None]
    topics: Mapped[str] = mapped_column(String(400), default="")
    """Which reminders come by mail (``ReminderTopic``), joined by ``;``."""


class OutgoingMail(Base):
    """One mail to one person, as a catalogue key and its facts; the worker sends it."""

    __tablename__ = "outgoing_mails"
    __table_args__ = (
        Index(
            "ix_outgoing_mails_waiting",
            "next_try_at",
            postgresql_where=text("next_try_at IS NOT NULL"),
            sqlite_where=text("next_try_at IS NOT NULL"),
        ),
        Index(None, "account_id", "made_at"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    account_id: Mapped[Key] = mapped_column(ForeignKey("accounts.id"))
    address: Mapped[str] = mapped_column(String(254))
    key: Mapped[str] = mapped_column(String(64))
    facts: Mapped[LongText]
    link: Mapped[str] = mapped_column(String(200), default="")
    """A path inside the portal of the account."""
    made_at: Mapped[Moment]
    next_try_at: Mapped[Moment | None]
    """When it is due to be sent; None: it is settled."""
    tries: Mapped[int] = mapped_column(default=0)
    sending_since: Mapped[Moment | None]
    """Since when somebody is sending it; the next try waits until that one must have ended."""
    sent_at: Mapped[Moment | None]
    gave_up_at: Mapped[Moment | None]
    last_problem: Mapped[str] = mapped_column(String(200), default="")


class GivenReminder(Base):
    """A reminder that was given: each occasion once, however often the worker runs."""

    __tablename__ = "given_reminders"
    __table_args__ = (Index(None, "at"),)

    occasion: Mapped[str] = mapped_column(String(200), primary_key=True)
    """Topic, record, step and recipient."""
    at: Mapped[Moment]
