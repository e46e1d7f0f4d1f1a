"""The one place that knows how an event is sent and what an acknowledgement looks like."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from typing import Any, Final
from uuid import UUID, uuid4

from drills.city import AGENCY, ITEM, OFFICERS

_PATH: Final = "/api/v1/visit-events"
_TIMEOUT: Final = 40
_ACKNOWLEDGED: Final = frozenset({200, 201})


class NoAnswer(Exception):
    """Nothing came back: whether the event is on record is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    body: Mapping[str, Any]

    @property
    def acknowledged(self) -> bool:
        """Say whether the event is promised to be on record."""
        return self.status in _ACKNOWLEDGED and bool(self.entry and self.receipt)

    @property
    def entry(self) -> str:
        """Return the id of the event's ledger entry."""
        return str(self._receipt.get("entry") or "")

    @property
    def receipt(self) -> str:
        """Return the receipt: a signed promise, or the proof when the entry was sealed already."""
        return str(self._receipt.get("proof") or self._receipt.get("promise") or "")

    @property
    def _receipt(self) -> Mapping[str, Any]:
        told = self.body.get("receipt")
        return told if isinstance(told, dict) else {}


Event = Mapping[str, Any]


def opening(uscc: str, visit: UUID | None = None, at: datetime | None = None) -> Event:
    """Return the event of a visit that begins."""
    part = {"agency": AGENCY, "type": "routine", "items": [ITEM], "officers": list(OFFICERS)}
    return {
        "event": "visit_opened",
        "visit": str(visit or uuid4()),
        "claimed_at": (at or _now()).isoformat(),
        "kind": "inspection",
        "channel": "typed",
        "uscc": uscc,
        "search_reason": "演练",
        "over_limit_reason": "演练",
        "parts": [part],
    }


def closing(visit: str, at: datetime | None = None) -> Event:
    """Return the event of a visit that ends."""
    return {
        "event": "visit_closed",
        "visit": visit,
        "claimed_at": (at or _now()).isoformat(),
        "officer": OFFICERS[0],
        "outcome": "no_problem",
    }


def send(port: int, token: str, event: Event) -> Answer:
    """Send one event. Raises NoAnswer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    try:
        connection.request("POST", _PATH, json.dumps(event), headers)
        response = connection.getresponse()
        text = response.read().decode()
        return Answer(status=response.status, body=json.loads(text) if text.startswith("{") else {})
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswer(str(error)) from error
    finally:
        connection.close()


def get(port: int, path: str, timeout: float = _TIMEOUT) -> int:
    """Return the status of a page. Raises NoAnswer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, HTTPException) as error:
        raise NoAnswer(str(error)) from error
    finally:
        connection.close()


def _now() -> datetime:
    return datetime.now(UTC)
