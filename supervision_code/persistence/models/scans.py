"""Scans: an officer's arrival at a firm before a visit is opened, and scanned texts that were refused."""

from uuid import UUID

from sqlalchemy import Float, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.visits import ScanChannel
from supervision_code.persistence.base import Base, Key, Moment, word


class Scan(Base):
    """An accepted scan (or search with a reason) by one officer at one firm."""

    __tablename__ = "scans"
    __table_args__ = (
        Index(None, "account_id", "at"),
        Index(
            "ix_scans_precise",
            "at",
            postgresql_where=text("positions_coarse = false AND latitude IS NOT NULL"),
            sqlite_where=text("positions_coarse = 0 AND latitude IS NOT NULL"),
        ),
        Index(
            "ix_scans_unused",
            "at",
            postgresql_where=text("visit_id IS NULL"),
            sqlite_where=text("visit_id IS NULL"),
        ),
    )

    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey("enterprises.id"), primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    account_id: Mapped[Key]
    officer_id: Mapped[Key]
    agency: Mapped[str] = mapped_column(String(64))
    at: Mapped[Moment]
    channel: Mapped[ScanChannel] = mapped_column(word(ScanChannel))
    reason: Mapped[str] = mapped_column(String(400), default="")
    code_id: Mapped[str | None] = mapped_column(String(16))
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    accuracy: Mapped[float | None] = mapped_column(Float)
    positions_coarse: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the position was made coarse (domain/retention.py)."""
    visit_id: Mapped[Key | None]


class ScanRefusal(Base):
    """A scanned text that was not accepted: when, by whom and why; the text itself only as a digest."""

    __tablename__ = "scan_refusals"

    id: Mapped[Key] = mapped_column(primary_key=True)
    account_id: Mapped[Key] = mapped_column(index=True)
    at: Mapped[Moment]
    refusal: Mapped[str] = mapped_column(String(32))
    text_sha256: Mapped[str] = mapped_column(String(64))
