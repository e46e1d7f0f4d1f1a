"""The tree over the ledger: each log's standing, its leaves, tiles, signed checkpoints and cosignatures."""

from sqlalchemy import BigInteger, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.persistence.base import Base, Key, LongText, Moment


class LedgerLog(Base):
    """One log of this deployment. The one with the highest number is written; the others were succeeded."""

    __tablename__ = "ledger_logs"

    log_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    base: Mapped[str] = mapped_column(String(64))
    """The name the deployment chose (LOG_ID); successors append -2, -3 …"""
    number: Mapped[int]
    algorithm: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(Text, default="")
    """The public key that signs the checkpoints, in the text form of signed notes; empty until it has signed."""
    started_at: Mapped[Moment]
    halted_at: Mapped[Moment | None]
    halted_because: Mapped[str] = mapped_column(Text, default="")


class LedgerLeaf(Base):
    """The place of an entry in the tree of a log; an entry has one place for ever."""

    __tablename__ = "ledger_leaves"
    __table_args__ = (UniqueConstraint("enterprise_id", "entry_id"),)

    log_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    index: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    enterprise_id: Mapped[Key]
    entry_id: Mapped[Key]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class LedgerTile(Base):
    """Up to 256 neighbouring hashes of one level, one after the other."""

    __tablename__ = "ledger_tiles"

    log_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    index: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hashes: Mapped[bytes] = mapped_column(LargeBinary(32 * 256))


class LedgerCheckpoint(Base):
    """A signed state of a log."""

    __tablename__ = "ledger_checkpoints"

    log_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary(32))
    note: Mapped[LongText]
    """The note with the log's signature."""
    algorithm: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[Moment]


class LedgerCosignature(Base):
    """A witness's signature under a checkpoint."""

    __tablename__ = "ledger_cosignatures"

    log_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    witness: Mapped[str] = mapped_column(String(200), primary_key=True)
    line: Mapped[LongText]
    cosigned_at: Mapped[Moment]
