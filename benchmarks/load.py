"""Visit events through the machine interface, against Flask with one insert on the same database in the same run.

``one``: an event in a request of its own; this is the ratio reported. ``listed``: an event in a list of a hundred.
``again``: an event that had come before. Each event opens a visit at another firm with a year of history. Further
figures are events a second, one after another and from four senders at once.
"""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from werkzeug.test import Client

from benchmarks._city import bare_application, build_city
from benchmarks._common import database_url, medians, report, watch
from config.settings import read_settings
from supervision_code.api.app import create_api
from supervision_code.api.rate_limits import Allowance
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.clients import ClientKind, Scope
from supervision_code.persistence import schema
from supervision_code.persistence.session import Database
from supervision_code.services.clients import NewClient

ROUNDS: Final = 120
LISTED: Final = 100
SENDERS: Final = 4


def main() -> None:
    """Run and print; the last line is the result as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"DATA_DIR": folder, "DATABASE_URL": database_url(Path(folder))})
        database = Database.connect(settings.database_url, log_id=settings.log_id)
        schema.upgrade(database.engine)
        supervision = bootstrap(settings, database=database)
        firms = build_city(supervision, 2 * ROUNDS + LISTED)
        wanted = NewClient(name="bench", kind=ClientKind.SYSTEM, scopes=list(Scope), days=1, agency="BENCH")
        token = supervision.clients.add(None, wanted).token
        now = supervision.clock.now().isoformat()
        events = [_event(firm, now) for firm in firms]
        sender = _Sender(create_api(supervision, allowance=Allowance(of_client=10**9)), token)
        bare = Client(bare_application(database))
        limit, one, again = medians([lambda _: bare.post("/"), sender.send, sender.send], events[:ROUNDS])
        with watch() as whole:
            sender.send(events[2 * ROUNDS :])
        crowded = _from_many(sender, events[ROUNDS : 2 * ROUNDS])
        listed = whole.wall / LISTED
        print(f"{one / limit:.1f} times one insert; in a list {listed / limit:.1f}, again {again / limit:.1f}")
        parts: dict[str, float | int | str] = {
            "database": database.dialect,
            "listed": listed,
            "again": again,
            "events_a_second": 1 / one,
            "events_a_second_listed": 1 / listed,
            f"events_a_second_from_{SENDERS}": crowded,
        }
        report("load", measured=one, limit=limit, unit="seconds", parts=parts)
        database.close()


class _Sender:
    """A system that reports visits."""

    def __init__(self, application: Any, token: str) -> None:
        self._application = application
        self._headers = {"Authorization": f"Bearer {token}"}

    def send(self, what: Any) -> None:
        """Report one event, or a list of them."""
        done = Client(self._application).post("/visit-events", json=what, headers=self._headers)
        if done.status_code not in {200, 201, 207} or '"status":422' in done.get_data(as_text=True):
            raise SystemExit(f"reporting answered {done.status_code}: {done.get_data(as_text=True)[:300]}")


def _from_many(sender: _Sender, events: list[Any]) -> float:
    """Return how many events a second are taken from several senders at once."""
    with watch() as whole, ThreadPoolExecutor(SENDERS) as crowd:
        list(crowd.map(sender.send, events))
    return len(events) / whole.wall


def _event(uscc: str, now: str) -> dict[str, Any]:
    officers = ["BENCH-1", "BENCH-2"]
    return {
        "event": "visit_opened",
        "visit": str(uuid4()),
        "claimed_at": now,
        "kind": "inspection",
        "channel": "licence_qr",
        "code": uscc,
        "parts": [{"agency": "BENCH", "type": "routine", "items": ["BENCH-1"], "officers": officers}],
    }


if __name__ == "__main__":
    main()
