"""The ledger: canonical entries, and the openings (salts and values) of their commitments."""

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.ledger import LedgerKind
from supervision_code.persistence.base import Base, Key, LongText, Moment, word


class LedgerEntry(Base):
    """One event, as it will stand in the tree; ``enterprise_id`` is the nil id where no single firm is meant."""

    __tablename__ = "ledger_entries"
    __table_args__ = (Index(None, "recorded_at"), Index(None, "id"), Index(None, "enterprise_id", "subject_id"))

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    log_id: Mapped[str] = mapped_column(String(64))
    kind: Mapped[LedgerKind] = mapped_column(word(LedgerKind))
    body: Mapped[LongText]
    hash: Mapped[str] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(16))
    recorded_at: Mapped[Moment]
    subject_id: Mapped[str | None] = mapped_column(String(64))
    """What the entry is about, so that it is found: a visit's id, a code's id, a policy's hash."""


class LedgerOpening(Base):
    """Salts and values behind an entry's commitments; destroying the row erases what the entry meant."""

    __tablename__ = "ledger_openings"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "entry_id"], ["ledger_entries.enterprise_id", "ledger_entries.id"]),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    entry_id: Mapped[Key] = mapped_column(primary_key=True)
    openings: Mapped[LongText]
    """JSON object: name → {"salt": hex, "value": canonical value}."""
