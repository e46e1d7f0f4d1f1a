"""Machine clients, the events they sent that are on record, and those that are held for the supervisor."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.clients import ClientKind
from supervision_code.domain.visit_events import EventKind, HeldBecause, kind_of
from supervision_code.persistence.base import Base, Key, LongText, Moment, word


class MachineClient(Base):
    """A machine that may call the machine interface; of its token only a digest and the first characters are kept."""

    __tablename__ = "machine_clients"

    id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[ClientKind] = mapped_column(word(ClientKind))
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"), index=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    """Of a device: the account of its officer."""
    scopes: Mapped[str] = mapped_column(String(400))
    """Sorted, joined by a space."""
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    token_hint: Mapped[str] = mapped_column(String(16))
    public_key: Mapped[str | None] = mapped_column(String(120))
    """Of a phone set up by its officer: the key that checks its records (P-256, uncompressed point, base64url)."""
    created_at: Mapped[Moment]
    created_by: Mapped[Key | None]
    token_made_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]
    last_used_at: Mapped[Moment | None]


class ReceivedEvent(Base):
    """An event on record: what was sent, what it claimed, and what was made of it."""

    __tablename__ = "received_events"
    __table_args__ = (Index(None, "client_id", "record_hash"), Index(None, "enterprise_id", "visit_id"))

    visit_id: Mapped[Key] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(String(32), primary_key=True)
    """The name of the event (``domain.visit_events.name_of``)."""
    enterprise_id: Mapped[Key]
    client_id: Mapped[Key]
    agency: Mapped[str] = mapped_column(String(64))
    officer_id: Mapped[Key]
    digest: Mapped[str] = mapped_column(String(64))
    record_hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str | None] = mapped_column(String(64))
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    claimed_at: Mapped[Moment]
    moment: Mapped[Moment]
    """When it happened, as far as the evidence goes."""
    received_at: Mapped[Moment]
    overdue: Mapped[bool]
    entry_id: Mapped[Key]
    """The ledger entry its receipt is about."""
    answer: Mapped[LongText]
    """What the sender was told, as JSON; told again word for word when the event comes again."""

    @property
    def kind(self) -> EventKind:
        """Say what was reported."""
        return kind_of(self.event)


class HeldEvent(Base):
    """An event that could not be recorded, kept with its bytes until it comes in order or a supervisor has seen it."""

    __tablename__ = "held_events"
    __table_args__ = (
        UniqueConstraint("client_id", "digest", "because"),
        Index(None, "district", "seen_at"),
        Index(None, "visit_id"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    because: Mapped[HeldBecause] = mapped_column(word(HeldBecause))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("machine_clients.id"))
    agency: Mapped[str] = mapped_column(String(64))
    district: Mapped[str] = mapped_column(String(32))
    """The agency's: its supervisor sees what is held."""
    visit_id: Mapped[Key | None]
    event: Mapped[str] = mapped_column(String(32), default="")
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the bytes."""
    refusal: Mapped[LongText]
    """JSON: the refusal's code, its facts, and the fields that were wrong."""
    received_at: Mapped[Moment]
    last_at: Mapped[Moment]
    times: Mapped[int]
    settled_at: Mapped[Moment | None]
    """When the same event was recorded after all."""
    seen_at: Mapped[Moment | None]
    seen_by: Mapped[Key | None]
    note: Mapped[str] = mapped_column(String(1000), default="")
