"""The inbox: messages to a firm, an agency, an officer or a supervisor's district."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.persistence.base import Base, Key, LongText, Moment


class InboxMessage(Base):
    """One message, as a catalogue key and its facts, so that it reads in either language."""

    __tablename__ = "inbox_messages"
    __table_args__ = (Index(None, "recipient", "at"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(80))
    """``enterprise:<id>``, ``agency:<code>``, ``officer:<id>`` or ``district:<code>``."""
    key: Mapped[str] = mapped_column(String(64))
    facts: Mapped[LongText]
    link: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[Moment]
    read_at: Mapped[Moment | None]
