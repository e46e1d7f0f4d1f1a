"""What is sent and answered, as pydantic models; the OpenAPI document shows them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from supervision_code.domain.case_sources import CaseSource
from supervision_code.domain.checklists import CheckAnswer, PointKind
from supervision_code.domain.visit_events import ChannelClaim
from supervision_code.domain.visits import ExceptionKind, InspectionType, Outcome, ServicePurpose, VisitKind

_FIRST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(2100, 1, 1, tzinfo=UTC)
_TEN_YEARS_IN_MS: Final = 320_000_000_000


def _of_this_century(moment: datetime) -> datetime:
    if not _FIRST <= moment < _LAST:
        raise ValueError("not a moment of this century")
    return moment.astimezone(UTC)


def _no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("holds a character that no text holds")
    return text


def _text(most: int, least: int = 0) -> Any:
    return Annotated[str, StringConstraints(min_length=least, max_length=most), AfterValidator(_no_nul)]


SentMoment = Annotated[AwareDatetime, AfterValidator(_of_this_century)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Short = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(_no_nul)]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PositionSent(_Sent):
    """Where the machine says it was (WGS 84 degrees), and how accurately it says to know (metres)."""

    latitude: float = Field(ge=-90, le=90, allow_inf_nan=False)
    longitude: float = Field(ge=-180, le=180, allow_inf_nan=False)
    accuracy: float = Field(ge=0, le=1_000_000, allow_inf_nan=False)


class PartSent(_Sent):
    """The part of one agency: who came (certificate numbers) to look at what (published item codes)."""

    agency: Short
    type: InspectionType | None = None
    items: list[Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_no_nul)]] = Field(
        default_factory=list, max_length=50
    )
    officers: list[Short] = Field(min_length=1, max_length=20)
    ordered_from_above: bool = False


class _EventSent(_Sent):
    visit: UUID = Field(description="Made by the sender; the same in all events of a visit.")
    claimed_at: SentMoment = Field(description="When it happened by the sender's clock.")
    monotonic_ms: int | None = Field(
        default=None, ge=0, le=_TEN_YEARS_IN_MS, description="Milliseconds since the machine was started."
    )
    boot: _text(64) = Field(default="", description="Names the start since which monotonic_ms counts.")  # type: ignore[valid-type]
    previous: Hash | None = Field(
        default=None, description="SHA-256 of the bytes of the record before this one on the same device."
    )
    position: PositionSent | None = None


class VisitOpenedSent(_EventSent):
    """Officers have come to a firm."""

    event: Literal["visit_opened"]
    kind: VisitKind
    channel: ChannelClaim
    parts: list[PartSent] = Field(min_length=1, max_length=20)
    code: _text(2000) = Field(default="", description="The text of the scanned code, unchanged.")  # type: ignore[valid-type]
    uscc: Annotated[str, StringConstraints(pattern=r"^([0-9A-Z]{18})?$")] = Field(
        default="", description="Credit code of the firm; needed where there is no code."
    )
    search_reason: _text(400) = ""  # type: ignore[valid-type]
    purpose: ServicePurpose | None = None
    exception: ExceptionKind | None = None
    exception_reason: _text(1000) = ""  # type: ignore[valid-type]
    over_limit_reason: _text(1000) = ""  # type: ignore[valid-type]
    case_source: CaseSource | None = Field(
        default=None, description="What gave rise to an individual-case inspection (type case of the own part)."
    )
    case_ref: _text(80) = Field(default="", description="The number of that case.")  # type: ignore[valid-type]
    started_at: SentMoment | None = Field(default=None, description="Begin of the visit; claimed_at when left out.")


class CheckSent(_Sent):
    """What was found at a point of an item's checklist, with the point as the sender was shown it."""

    item: Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_no_nul)]
    position: int = Field(ge=0, le=10_000)
    text: _text(500, 1)  # type: ignore[valid-type]
    basis: _text(500) = ""  # type: ignore[valid-type]
    kind: PointKind = PointKind.YES_NO
    answer: CheckAnswer
    value: _text(80) = ""  # type: ignore[valid-type]
    note: _text(500) = ""  # type: ignore[valid-type]


class VisitClosedSent(_EventSent):
    """The visit is over, with its result."""

    event: Literal["visit_closed"]
    officer: Short = Field(description="Certificate number of who reports the end.")
    outcome: Outcome
    result: _text(4000) = ""  # type: ignore[valid-type]
    rectify_by: date | None = None
    unscanned_reason: _text(1000) = Field(  # type: ignore[valid-type]
        default="", description="Why the firm was left without the scan that an emergency owes."
    )
    checks: list[CheckSent] = Field(
        default_factory=list, max_length=500, description="The checklist of the items that were looked at."
    )
    ended_at: SentMoment | None = Field(default=None, description="End of the visit; claimed_at when left out.")
    uscc: Annotated[str, StringConstraints(pattern=r"^([0-9A-Z]{18})?$")] = Field(
        default="", description="Only for a visit that was opened on the web."
    )


class VisitPhotoSent(_EventSent):
    """A photo of a visit, from the phone that reported it."""

    event: Literal["visit_photo"]
    sha256: Hash = Field(description="Of the picture's bytes.")
    content: str = Field(min_length=1, max_length=1_000_000, description="The picture's bytes in base64.")
    caption: _text(200) = ""  # type: ignore[valid-type]


ADDED_LATER: Final[Mapping[str, Any]] = MappingProxyType(
    {"case_source": None, "case_ref": "", "unscanned_reason": "", "checks": []}
)
"""Fields that the first release did not know. Left out they are no part of what an event says, so that one sent before
an upgrade and again after it is still the same event."""
EventSent = Annotated[VisitOpenedSent | VisitClosedSent, Field(discriminator="event")]
