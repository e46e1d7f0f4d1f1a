"""Complaints: tables of their own; nothing an agency reads points here or carries a time of theirs."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.complaints import (
    ComplaintChannel,
    ComplaintGround,
    ComplaintStatus,
    ComplaintStepKind,
    Conclusion,
)
from supervision_code.persistence.base import Base, Key, LongText, Moment, word


class Complaint(Base):
    """What a firm complained of and how far it was handled."""

    __tablename__ = "complaints"
    __table_args__ = (
        UniqueConstraint("enterprise_id", "source_ref"),
        UniqueConstraint("enterprise_id", "reference"),
        Index(None, "status", "filed_at"),
        Index(None, "district", "filed_at"),
        Index(None, "source_ref"),
        Index(None, "id"),
    )

    enterprise_id: Mapped[Key] = mapped_column(ForeignKey("enterprises.id"), primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), index=True)
    district: Mapped[str] = mapped_column(String(32))
    agency: Mapped[str | None] = mapped_column(String(64))
    visit_id: Mapped[Key | None]
    ground: Mapped[ComplaintGround] = mapped_column(word(ComplaintGround))
    text: Mapped[LongText]
    happened_on: Mapped[date | None]
    channel: Mapped[ComplaintChannel] = mapped_column(word(ComplaintChannel))
    filed_at: Mapped[Moment]
    filed_by: Mapped[Key | None]
    status: Mapped[ComplaintStatus] = mapped_column(word(ComplaintStatus))
    accept_by: Mapped[date]
    accepted_at: Mapped[Moment | None]
    decide_by: Mapped[date | None]
    extended: Mapped[bool] = mapped_column(default=False)
    handled_by: Mapped[Key | None]
    conclusion: Mapped[Conclusion | None] = mapped_column(word(Conclusion))
    concluded_at: Mapped[Moment | None]
    reply_by: Mapped[date | None]
    """Last day for the reply; set with the conclusion."""
    transferred_to: Mapped[str] = mapped_column(String(160), default="")
    reply: Mapped[LongText] = mapped_column(default="")
    replied_at: Mapped[Moment | None]
    source_ref: Mapped[str | None] = mapped_column(String(80))
    source_digest: Mapped[str | None] = mapped_column(String(64))


class ComplaintStep(Base):
    """One step on record; ``text`` is what the firm reads, ``internal_note`` is not."""

    __tablename__ = "complaint_steps"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "complaint_id"], ["complaints.enterprise_id", "complaints.id"]),
        Index(None, "enterprise_id", "complaint_id"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    complaint_id: Mapped[Key]
    kind: Mapped[ComplaintStepKind] = mapped_column(word(ComplaintStepKind))
    at: Mapped[Moment]
    account_id: Mapped[Key | None]
    account_name: Mapped[str] = mapped_column(String(80), default="")
    text: Mapped[LongText] = mapped_column(default="")
    internal_note: Mapped[LongText] = mapped_column(default="")
