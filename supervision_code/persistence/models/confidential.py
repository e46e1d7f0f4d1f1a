"""What is confidential about complaints: commitments on their way into batches, the batches, letters to agencies.

No table here is read or written for an agency; its database role has no grant on any of them.
"""

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.confidential import ConfidentialKind
from supervision_code.domain.letters import LetterScope, LetterState
from supervision_code.persistence.base import Base, Key, LongText, Moment, word


class ConfidentialRecord(Base):
    """One event behind a salted commitment; ``batch`` and ``position`` say where it stands once its batch went out."""

    __tablename__ = "confidential_records"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "complaint_id"], ["complaints.enterprise_id", "complaints.id"]),
        Index(None, "enterprise_id", "complaint_id"),
        Index(None, "batch"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    complaint_id: Mapped[Key]
    kind: Mapped[ConfidentialKind] = mapped_column(word(ConfidentialKind))
    salt: Mapped[str] = mapped_column(String(64))
    value: Mapped[LongText]
    """Canonical JSON."""
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[Moment]
    batch: Mapped[int | None]
    position: Mapped[int | None]


class ConfidentialBatch(Base):
    """One batch that went out, with the ledger entry that commits to it."""

    __tablename__ = "confidential_batches"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[Key]
    salt: Mapped[str] = mapped_column(String(64))
    value: Mapped[LongText]
    """Canonical JSON: the number and all commitments in their order."""
    at: Mapped[Moment]


class ComplaintLetter(Base):
    """A text the supervisor writes to the agency complained of, and who agreed to it."""

    __tablename__ = "complaint_letters"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "complaint_id"], ["complaints.enterprise_id", "complaints.id"]),
        Index(None, "enterprise_id", "complaint_id"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    complaint_id: Mapped[Key]
    agency: Mapped[str] = mapped_column(String(64))
    scope: Mapped[LetterScope] = mapped_column(word(LetterScope))
    text: Mapped[LongText]
    firms: Mapped[int]
    """How many firms could have complained, as far as the text tells, when it was written."""
    state: Mapped[LetterState] = mapped_column(word(LetterState))
    written_by: Mapped[Key]
    written_by_name: Mapped[str] = mapped_column(String(80))
    written_at: Mapped[Moment]
    answered_at: Mapped[Moment | None]
    decided_by: Mapped[Key | None]
    decided_by_name: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[Moment | None]
