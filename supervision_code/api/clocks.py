"""What a sender's clocks show while it sends, from the headers of the request."""

from typing import Final

from flask import request
from pydantic import BaseModel, Field, ValidationError

from supervision_code.api.schemas import SentMoment
from supervision_code.domain.visit_events import SendersClock
from supervision_code.web.current import supervision


class InvalidHeaders(ValueError):
    """Headers, or a body that is not kept when it is wrong, cannot be read."""

    def __init__(self, error: ValidationError) -> None:
        super().__init__("headers")
        self.error = error


class DeviceClock(BaseModel):
    """What the sender's clocks show while it sends; by them a wrong clock is seen through."""

    device_time: SentMoment | None = Field(
        default=None, alias="Device-Time", description="The sender's clock now (RFC 3339)."
    )
    device_monotonic: int | None = Field(
        default=None,
        alias="Device-Monotonic",
        ge=0,
        le=320_000_000_000,
        description="Milliseconds since the machine was started.",
    )
    device_boot: str = Field(default="", alias="Device-Boot", max_length=64, description="Names that start.")


_FIELDS: Final = DeviceClock.model_json_schema()["properties"]
CLOCKS: Final = [
    {"name": name, "in": "header", "required": False, "description": schema["description"], "schema": schema}
    for name, schema in _FIELDS.items()
]


def senders_clock() -> SendersClock:
    """Return what the headers of this request say. Raises InvalidHeaders."""
    # Not by the library, which works out the schema of the headers anew with each request.
    sent = {name: request.headers[name] for name in _FIELDS if name in request.headers}
    try:
        read = DeviceClock.model_validate(sent)
    except ValidationError as error:
        raise InvalidHeaders(error) from error
    return SendersClock(
        received_at=supervision().clock.now(),
        sent_at=read.device_time,
        monotonic_ms=read.device_monotonic,
        boot=read.device_boot,
    )
