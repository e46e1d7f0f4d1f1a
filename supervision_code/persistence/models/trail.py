"""The trail: who did what, when, in which role."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.permissions import Role
from supervision_code.persistence.base import Base, Key, Moment, word


class TrailEntry(Base):
    """One act; written in the transaction of the act."""

    __tablename__ = "trail_entries"
    __table_args__ = (Index(None, "district", "at"), Index(None, "account_id", "at"))

    id: Mapped[Key] = mapped_column(primary_key=True)
    at: Mapped[Moment]
    account_id: Mapped[Key | None]
    account_name: Mapped[str] = mapped_column(String(80))
    role: Mapped[Role | None] = mapped_column(word(Role))
    action: Mapped[str] = mapped_column(String(48))
    subject: Mapped[str] = mapped_column(String(120), default="")
    enterprise_id: Mapped[Key | None]
    agency: Mapped[str] = mapped_column(String(64), default="")
    district: Mapped[str] = mapped_column(String(32), default="")
    note: Mapped[str] = mapped_column(String(1000), default="")
