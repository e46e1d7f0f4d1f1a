"""What is answered, as pydantic models: shown in the OpenAPI document, and never stricter than what is sent."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from supervision_code.domain.checklists import PointKind
from supervision_code.domain.clients import ClientKind, Scope
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.visit_events import EventKind


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FieldError(_Answer):
    """One value that is wrong."""

    field: str
    value: str
    expected: str


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str = Field(description="Stable; listed in docs/api.md.")
    title: str
    status: int
    detail: str
    errors: list[FieldError] = Field(default_factory=list)
    held: UUID | None = Field(default=None, description="The number under which the event is kept for the supervisor.")
    reference: str | None = Field(default=None, description="Of an unexpected error, to find it in the log.")


class FindingTold(_Answer):
    """A rule of frequency that the visit breaks."""

    rule: str
    agency: str
    item: str
    count: int
    limit: int
    level: str


class Promised(_Answer):
    """The ledger entry of an event, and the signed promise that it will be in the tree."""

    entry: UUID
    promise: str = Field(description="A receipt file with the signed promise; scripts/check_receipt.py checks it.")


class PhotoTaken(_Answer):
    """A photo on record."""

    visit: UUID
    event: Literal["visit_photo"]
    sha256: str = Field(description="Of the bytes as they were sent.")
    photo: UUID
    receipt: Promised


class ReceiptTold(_Answer):
    """The receipt of one ledger entry: a promise until the entry is sealed, then a proof (C2SP tlog-proof)."""

    entry: UUID
    kind: LedgerKind
    number: int | None = Field(description="Place in the log, counted from 1; None: not sealed yet.")
    witnessed: int = Field(description="How many witnesses cosigned a tree that holds it.")
    receipt: str


class EventTaken(_Answer):
    """An event on record. The times are as recorded; claimed_at is what the sender said."""

    status: Literal[200, 201]
    visit: UUID
    event: EventKind
    repeated: bool
    number: str
    uscc: str | None = None
    claimed_at: AwareDatetime
    started_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    recorded_at: AwareDatetime
    late: bool
    overdue: bool
    channel: str | None = None
    evidence_level: int
    counts: bool | None = None
    findings: list[FindingTold] = Field(default_factory=list)
    receipt: Promised


class EventHeld(_Answer):
    """An event that was not recorded; it is kept, and ``problem`` says why. With 429 it is not kept: send it later."""

    status: Literal[409, 422, 429]
    visit: UUID | None
    event: str
    problem: Problem


class BatchTaken(_Answer):
    """One result for each event, in the order in which they were sent."""

    results: list[EventTaken | EventHeld]


class Me(_Answer):
    """Who calls."""

    client: UUID
    name: str
    kind: ClientKind
    agency: str
    officer: str | None
    scopes: list[Scope]


class Receipts(_Answer):
    """The receipts of a visit, one for each of its ledger entries that an agency sees."""

    visit: UUID
    receipts: list[ReceiptTold]


class PackagePerson(_Answer):
    """An officer of the own agency."""

    id: UUID
    name: str
    certificate: str
    standing: Literal["valid", "ending", "expired", "suspended", "revoked"]
    usable: bool = Field(description="Whether the certificate allows inspecting on this day.")
    valid_until: date | None


class PackagePoint(_Answer):
    """A point of an item's published standard."""

    position: int
    text: str
    basis: str
    kind: PointKind


class PackageItem(_Answer):
    """A published item of the own agency."""

    code: str
    name: str
    legal_basis: str
    points: list[PackagePoint]


class PackageFirm(_Answer):
    """A firm that the own agency plans to visit today or tomorrow, or whose task ends then."""

    id: UUID
    name: str
    uscc: str
    address: str
    codes: list[str] = Field(description="Ids of its active codes, by which the phone recognises them.")
    plan: UUID | None
    day: date
    half_day: str | None
    type: str
    items: list[str]
    mine: bool = Field(description="Whether this officer is assigned to it.")
    lead: bool = Field(description="Whether the own agency leads the visit.")


class PackageAgency(_Answer):
    """The own agency."""

    code: str
    name: str


class PackageRules(_Answer):
    """The thresholds a phone needs."""

    officers_per_visit: int
    backfill_calendar_days: int
    late_after_minutes: int


class FieldPackage(_Answer):
    """What an officer's phone carries so that a day's work needs no network."""

    version: Literal[1]
    server_time: AwareDatetime
    client: UUID
    account: UUID
    agency: PackageAgency
    officer: PackagePerson | None
    colleagues: list[PackagePerson]
    items: list[PackageItem]
    firms: list[PackageFirm]
    hosts: list[str] = Field(description="Hosts whose codes are ours.")
    code_keys: dict[str, Any] = Field(description="The key set that verifies codes (RFC 7517).")
    log_keys: list[str] = Field(description="The keys that verify receipts, as signed notes write them.")
    policy: PackageRules


class KeySet(BaseModel):
    """The public keys that verify supervision codes (RFC 7517)."""

    keys: list[dict[str, Any]]
