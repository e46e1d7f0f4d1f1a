"""Machines that call the interface: clients of each kind with their tokens, and events as they send them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from supervision_code.api.app import PREFIX, create_api
from supervision_code.api.rate_limits import Allowance
from supervision_code.domain.clients import ClientKind, Scope
from supervision_code.product import Supervision
from supervision_code.services.clients import NewClient
from tests.factories.small_city import SCJG, SmallCity
from tests.support.clock import FRIDAY_TEN


class Machine:
    """Somebody who calls the interface with a token, or without."""

    def __init__(self, application: Any, token: str = "") -> None:
        self._client = Client(application)
        self.token = token

    def get(self, path: str, **headers: str) -> TestResponse:
        """Ask for something."""
        return self._client.get(PREFIX + path, headers=self._headers(headers))

    def send(self, what: Any, *, headers: Mapping[str, str] | None = None) -> TestResponse:
        """Report events."""
        return self._client.post(f"{PREFIX}/visit-events", json=what, headers=self._headers(headers or {}))

    def send_bytes(self, what: bytes, content_type: str = "application/json") -> TestResponse:
        """Report events as bytes."""
        return self._client.post(
            f"{PREFIX}/visit-events", data=what, content_type=content_type, headers=self._headers({})
        )

    def photograph(self, visit: str, what: Any) -> TestResponse:
        """Send a photo of a visit."""
        return self._client.post(f"{PREFIX}/visits/{visit}/photos", json=what, headers=self._headers({}))

    def call(self, method: str, path: str) -> TestResponse:
        """Call anything."""
        return self._client.open(PREFIX + path, method=method, headers=self._headers({}))

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        shown = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**shown, **more}


class Machines:
    """The interface with clients of the small city."""

    def __init__(self, supervision: Supervision, city: SmallCity, allowance: Allowance | None = None) -> None:
        self.supervision = supervision
        self.city = city
        self.app = create_api(supervision, allowance=allowance)
        self.mounted = DispatcherMiddleware(_nothing, {PREFIX: self.app})

    def system(self, agency: str = SCJG, scopes: Any = tuple(Scope)) -> Machine:
        """The computer system of an agency."""
        wanted = NewClient(name=f"{agency}平台", kind=ClientKind.SYSTEM, scopes=scopes, days=30, agency=agency)
        return self._machine(wanted)

    def device(self, username: str = "officer", scopes: Any = tuple(Scope)) -> Machine:
        """The phone of an officer."""
        wanted = NewClient(name=f"{username}的手机", kind=ClientKind.DEVICE, scopes=scopes, days=30, username=username)
        return self._machine(wanted)

    def stranger(self, token: str = "") -> Machine:
        """Somebody whom nobody knows."""
        return Machine(self.mounted, token)

    def _machine(self, wanted: NewClient) -> Machine:
        return Machine(self.mounted, self.supervision.clients.add(None, wanted).token)


def opened(city: SmallCity, visit: UUID | str | None = None, **other: Any) -> dict[str, Any]:
    """A visit of two SCJG officers at the firm, begun on Friday at ten, found by its licence."""
    return {
        "event": "visit_opened",
        "visit": str(visit or uuid4()),
        "claimed_at": FRIDAY_TEN.isoformat(),
        "kind": "inspection",
        "channel": "licence_qr",
        "code": city.firm.uscc,
        "parts": [part(city)],
        **other,
    }


def part(city: SmallCity, **other: Any) -> dict[str, Any]:
    """The part of SCJG."""
    officers = [officer.certificate_no for officer in city.officers[:2]]
    return {"agency": SCJG, "type": "routine", "items": ["SCJG-1"], "officers": officers, **other}


def closed(city: SmallCity, visit: str, **other: Any) -> dict[str, Any]:
    """The end of that visit, without a problem."""
    return {
        "event": "visit_closed",
        "visit": visit,
        "claimed_at": FRIDAY_TEN.isoformat(),
        "officer": city.officers[0].certificate_no,
        "outcome": "no_problem",
        **other,
    }


def _nothing(_environ: Any, start_response: Any) -> list[bytes]:
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [b"nothing here"]
