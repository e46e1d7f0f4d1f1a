"""What machines send, as supervisors and operators see it in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from supervision_code.domain.clients import ClientKind, Scope
from supervision_code.services.clients import NewClient
from tests.journeys.serving import Served, come_in
from tests.journeys.test_front import look_at
from tests.support.machines import Machines, opened, part


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_held_events_and_clients_are_fit_for_everybody(
    served: Served, new_visitor: Callable[..., BrowserContext], language: str
) -> None:
    machines = Machines(served.supervision, served.city)
    system, event = machines.system(), opened(served.city, claimed_at=served.supervision.clock.now().isoformat())
    system.send(event)
    conflict = system.send({**event, "parts": [part(served.city, items=["SCJG-2"])]}).get_json()["held"]
    malformed = system.send({**event, "visit": "1", "position": {"latitude": 95}}).get_json()["held"]

    page = new_visitor().new_page()
    come_in(page, served, "supervisor", "supervisor", language)
    for path in (
        "/held-events/",
        f"/held-events/{conflict}",
        f"/held-events/{malformed}",
        f"/visits/{served.city.firm.id}/{event['visit']}",
    ):
        look_at(page, served.address(f"/supervisor{path}"))

    wanted = NewClient(name="平台", kind=ClientKind.SYSTEM, scopes=list(Scope), days=30, agency="SCJG")
    client = served.supervision.clients.add(None, wanted).client_id
    page = new_visitor().new_page()
    come_in(page, served, "supervisor", "operator", language)
    for path in ("/clients/", "/clients/new", f"/clients/{client}", "/operations/"):
        look_at(page, served.address(f"/supervisor{path}"))
