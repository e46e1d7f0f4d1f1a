"""The officer's two requests at a firm, against Flask with one insert on the same database in the same run.

``scan``: the text of a code is posted and leads to the firm. ``open``: the visit is opened: lock, the firm's log,
five rules, visit, parts, officers, ledger entry, counts, message; this is the ratio reported. ``service`` is the same
opening without the web around it. Each visit goes to another firm with a year of history, so that the log read is of
ordinary length, and breaks nothing, as most visits do. The limit is a bare Flask view that inserts one row and commits.
"""

import tempfile
from pathlib import Path
from uuid import UUID

from werkzeug.test import Client

from benchmarks._city import OFFICERS, PASSWORD, bare_application, build_city, give_second_factor
from benchmarks._common import database_url, medians, report
from config.settings import read_settings
from officer_portal.app import create_app
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.permissions import Role
from supervision_code.domain.visit_drafts import AgencyPart, VisitDraft
from supervision_code.domain.visits import InspectionType, VisitKind
from supervision_code.persistence import schema
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.services.scans import ScanRef

ROUNDS = 110
"""An account may scan 120 times a minute."""
_CSRF_FIELD = 'name="csrf_token"'


def main() -> None:
    """Run and print; the last line is the result as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"DATA_DIR": folder, "DATABASE_URL": database_url(Path(folder))})
        database = Database.connect(settings.database_url, log_id=settings.log_id)
        schema.upgrade(database.engine)
        supervision = bootstrap(settings, database=database)
        firms = build_city(supervision, 2 * ROUNDS)
        officer = _SignedIn(supervision)
        bare = Client(bare_application(database))
        limit, scan, opening, service = medians(
            [
                lambda _: bare.post("/"),
                officer.scan,
                lambda _: officer.open(),
                _Directly(supervision, firms).open,
            ],
            firms[:ROUNDS],
        )
        figures = {"scan": scan, "open": opening, "service": service}
        print(", ".join(f"{name} {taken / limit:.1f}" for name, taken in figures.items()), "times one insert")
        report("scan", measured=opening, limit=limit, unit="seconds", parts={"scan": scan, "service": service})
        database.close()


class _SignedIn:
    """An officer's browser."""

    def __init__(self, supervision: Supervision) -> None:
        self._client = Client(create_app(supervision))
        factor = give_second_factor(supervision)
        page = self._client.get("/sign-in").get_data(as_text=True)
        fields = {"csrf_token": _csrf(page), "username": "bench-officer", "password": PASSWORD}
        done = self._client.post("/sign-in", data=fields)
        if done.status_code != 303:
            raise SystemExit(f"signing in answered {done.status_code}")
        page = self._client.get("/sign-in/second").get_data(as_text=True)
        done = self._client.post("/sign-in/second", data={"csrf_token": _csrf(page), "recovery": factor})
        if done.status_code != 303:
            raise SystemExit(f"the second step answered {done.status_code}")
        self._token = _csrf(self._client.get("/scan").get_data(as_text=True))
        self._arrival = ""

    def scan(self, uscc: str) -> None:
        """Post what the camera read."""
        done = self._client.post("/scan", data={"csrf_token": self._token, "text": uscc})
        if done.status_code != 303:
            raise SystemExit(f"the scan answered {done.status_code}")
        self._arrival = done.headers["Location"]

    def open(self) -> None:
        """Open the visit."""
        fields = {
            "csrf_token": self._token,
            "kind": "inspection",
            "own-type": "routine",
            "own-items": "BENCH-1",
            "own-officers": list(OFFICERS),
            "over_limit_reason": "测量",
        }
        done = self._client.post(self._arrival, data=fields)
        if done.status_code != 303:
            raise SystemExit(f"opening answered {done.status_code}")


class _Directly:
    """The service without a browser: scans are made beforehand, only the opening is measured."""

    def __init__(self, supervision: Supervision, firms: list[str]) -> None:
        self._supervision = supervision
        self._actor = supervision.sign_ins.sign_in("bench-officer", PASSWORD, frozenset({Role.OFFICER}))
        self._scans = [supervision.scans.recognise(self._actor, firm) for firm in firms[ROUNDS:]]

    def open(self, _firm: str) -> None:
        """Open a visit at the next firm."""
        scan = self._scans.pop()
        if not isinstance(scan, ScanRef):
            raise SystemExit(f"the scan was refused: {scan}")
        officers = tuple(UUID(officer) for officer in OFFICERS)
        part = AgencyPart(agency="BENCH", type=InspectionType.ROUTINE, items=("BENCH-1",), officers=officers)
        draft = VisitDraft(
            enterprise_id=scan.enterprise_id, scan_id=scan.scan_id, kind=VisitKind.INSPECTION, parts=(part,)
        )
        self._supervision.visits.open(self._actor, draft)


def _csrf(page: str) -> str:
    return page.split(_CSRF_FIELD, 1)[1].split('value="', 1)[1].split('"', 1)[0]


if __name__ == "__main__":
    main()
