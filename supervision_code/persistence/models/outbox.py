"""The outbox: what must happen after a commit, written in the same transaction; and the sign of life of its worker."""

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.persistence.base import Base, Key, LongText, Moment


class OutboxRow(Base):
    """One thing to do."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "topic",
            "id",
            postgresql_where=text("done_at IS NULL"),
            sqlite_where=text("done_at IS NULL"),
        ),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(32))
    payload: Mapped[LongText]
    created_at: Mapped[Moment]
    done_at: Mapped[Moment | None]


class WorkerBeat(Base):
    """When a background job last finished."""

    __tablename__ = "worker_beats"

    job: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[Moment]
    handled: Mapped[int] = mapped_column(default=0)
