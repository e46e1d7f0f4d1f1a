"""Notices of inspections (检查预告) to firms, and the wish of a firm that agencies come one by one."""

from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.notices import NoticeState
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.persistence.base import Base, Key, LongText, Moment, word


class Notice(Base):
    """What a firm was told of a planned visit, the times it was offered, and the one it chose."""

    __tablename__ = "notices"
    __table_args__ = (
        ForeignKeyConstraint(
            ["enterprise_id", "planned_visit_id"], ["planned_visits.enterprise_id", "planned_visits.id"]
        ),
        Index(None, "enterprise_id", "planned_visit_id"),
        Index(None, "state", "choose_by"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    planned_visit_id: Mapped[Key]
    state: Mapped[NoticeState] = mapped_column(word(NoticeState))
    sent_at: Mapped[Moment]
    sent_by: Mapped[Key | None]
    """None: sent by the product when the visit was planned."""
    day: Mapped[int]
    half_day: Mapped[HalfDay | None] = mapped_column(word(HalfDay))
    """When the visit takes place if the firm chooses nothing."""
    slots: Mapped[LongText]
    """JSON list of ``{"day": n, "half_day": word}``, in order of time."""
    choose_by: Mapped[int]
    """The last day on which the firm may choose or change its choice."""
    chosen_day: Mapped[int | None]
    chosen_half_day: Mapped[HalfDay | None] = mapped_column(word(HalfDay))
    chosen_at: Mapped[Moment | None]
    chosen_by: Mapped[Key | None]
    firm_note: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """What the firm tells the officers, such as which door to take."""
    reason: Mapped[str] = mapped_column(String(400), default="", server_default="")
    """Why it was moved or withdrawn, in the agency's words to the firm."""
    ended_at: Mapped[Moment | None]
    replaces: Mapped[Key | None]
    """The earlier notice of the same visit in whose place this one was sent."""


class FirmWish(Base):
    """A firm that does not want joint visits; the row goes when the firm takes the wish back."""

    __tablename__ = "firm_wishes"

    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey("enterprises.id"), primary_key=True)
    since: Mapped[Moment]
    wished_by: Mapped[Key]
