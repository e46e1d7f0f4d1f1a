"""The officer's two requests at a firm, against Flask with one insert on the same database in the same run.

``scan``: the text of a code is posted and leads to the firm. ``open``: the visit is opened: lock, the firm's log,
five rules, visit, parts, officers, ledger entry, counts, message; this is the ratio reported. ``service`` is the same
opening without the web around it. Each visit goes to another firm with a year of history, so that the log read is of
ordinary length, and breaks nothing, as most visits do. The limit is a bare Flask view that inserts one row and commits.
"""

import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert
from werkzeug.test import Client

from benchmarks._common import database_url, report
from config.settings import read_settings
from officer_portal.app import create_app
from supervision_code.adapters.credit_codes import check_digit
from supervision_code.bootstrap import Supervision, bootstrap
from supervision_code.domain.identifiers import enterprise_id_of, new_id
from supervision_code.domain.permissions import Role
from supervision_code.domain.registry import (
    AgencyLevel,
    CertificateStatus,
    DistrictLevel,
    EnterpriseKind,
    EnterpriseStatus,
    RiskTier,
)
from supervision_code.domain.visit_drafts import AgencyPart, VisitDraft
from supervision_code.domain.visits import EvidenceLevel, InspectionType, ScanChannel, VisitKind, VisitState
from supervision_code.persistence import schema
from supervision_code.persistence.log import PartRecord, VisitRecord
from supervision_code.persistence.log_storing import store
from supervision_code.persistence.models.registry import Agency, District, Enterprise, InspectionItem, Officer
from supervision_code.persistence.session import Database
from supervision_code.services.accounts import NewAccount
from supervision_code.services.scans import ScanRef

ROUNDS = 150
VISITS_BEFORE = 8
_PASSWORD = secrets.token_urlsafe(16)
_CSRF_FIELD = 'name="csrf_token"'


def main() -> None:
    """Run and print; the last line is the result as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"DATA_DIR": folder, "DATABASE_URL": database_url(Path(folder))})
        database = Database.connect(settings.database_url, log_id=settings.log_id)
        schema.upgrade(database.engine)
        supervision = bootstrap(settings, database=database)
        firms = _city(supervision)
        officer = _SignedIn(supervision)
        bare = Client(_bare_application(database))
        limit, scan, opening, service = _measured(
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


def _measured(steps: list[Callable[[str], Any]], firms: list[str]) -> list[float]:
    """Return the median seconds of each step; the steps take turns, so that a slow moment hits all alike."""
    seconds: list[list[float]] = [[] for _ in steps]
    for firm in firms:
        for step, taken in zip(steps, seconds, strict=True):
            start = time.perf_counter()
            step(firm)
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in seconds]


class _SignedIn:
    """An officer's browser."""

    def __init__(self, supervision: Supervision) -> None:
        self._client = Client(create_app(supervision))
        page = self._client.get("/sign-in").get_data(as_text=True)
        fields = {"csrf_token": _csrf(page), "username": "bench-officer", "password": _PASSWORD}
        done = self._client.post("/sign-in", data=fields)
        if done.status_code != 303:
            raise SystemExit(f"signing in answered {done.status_code}")
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
            "own-officers": list(_OFFICERS),
            "over_limit_reason": "测量",
        }
        done = self._client.post(self._arrival, data=fields)
        if done.status_code != 303:
            raise SystemExit(f"opening answered {done.status_code}")


class _Directly:
    """The service without a browser: scans are made beforehand, only the opening is measured."""

    def __init__(self, supervision: Supervision, firms: list[str]) -> None:
        self._supervision = supervision
        self._actor = supervision.sign_ins.sign_in("bench-officer", _PASSWORD, frozenset({Role.OFFICER}))
        self._scans = [supervision.scans.recognise(self._actor, firm) for firm in firms[ROUNDS:]]

    def open(self, _firm: str) -> None:
        """Open a visit at the next firm."""
        scan = self._scans.pop()
        if not isinstance(scan, ScanRef):
            raise SystemExit(f"the scan was refused: {scan}")
        officers = tuple(UUID(officer) for officer in _OFFICERS)
        part = AgencyPart(agency="BENCH", type=InspectionType.ROUTINE, items=("BENCH-1",), officers=officers)
        draft = VisitDraft(
            enterprise_id=scan.enterprise_id, scan_id=scan.scan_id, kind=VisitKind.INSPECTION, parts=(part,)
        )
        self._supervision.visits.open(self._actor, draft)


_OFFICERS: list[str] = []
_OTHERS = ("OTHER-1", "OTHER-2", "OTHER-3", "OTHER-4")
"""Who came before: nothing of what the measured visits do is over a limit, as it is with most visits."""


def _csrf(page: str) -> str:
    return page.split(_CSRF_FIELD, 1)[1].split('value="', 1)[1].split('"', 1)[0]


def _bare_application(database: Database) -> Flask:
    rows = Table("bench_rows", MetaData(), Column("id", Integer, primary_key=True), Column("text", Text))
    with database.begin() as session:
        rows.create(session.connection())
    app = Flask("bare")

    @app.post("/")
    def one_insert() -> str:
        with database.begin() as session:
            session.execute(insert(rows).values(text="x" * 100))
        return "done"

    return app


def _city(supervision: Supervision) -> list[str]:
    """Store the registers, a year of visits and the officer's account; return the firms' credit codes."""
    codes = [f"91440300{number:09d}" for number in range(1, 2 * ROUNDS + 1)]
    codes = [code + check_digit(code) for code in codes]
    now = supervision.clock.now()
    with supervision.database.begin() as session:
        session.add(District(code="440300", name="深圳市", level=DistrictLevel.CITY, parent=None))
        session.flush()
        for code in ("BENCH", *_OTHERS):
            session.add(Agency(code=code, name=f"{code}局", level=AgencyLevel.CITY, district="440300", parent=None))
        session.flush()
        session.add(InspectionItem(code="BENCH-1", agency="BENCH", name="测量事项"))
        officers = [_officer(number, now) for number in (1, 2)]
        firms = [_firm(code) for code in codes]
        session.add_all([*officers, *firms])
        session.flush()
        store(session, [(firm, _past(now, week, officers)) for firm in firms for week in range(VISITS_BEFORE)], now)
        _OFFICERS[:] = [str(officer.id) for officer in officers]
    wanted = NewAccount(username="bench-officer", name="测量员", role=Role.OFFICER, certificate_no="BENCH-1")
    supervision.accounts.add(None, wanted, _PASSWORD)
    return codes


def _officer(number: int, now: datetime) -> Officer:
    return Officer(
        id=new_id(now),
        certificate_no=f"BENCH-{number}",
        name=f"测量员{number}",
        agency="BENCH",
        status=CertificateStatus.VALID,
    )


def _firm(code: str) -> Enterprise:
    return Enterprise(
        id=enterprise_id_of(code),
        uscc=code,
        name=f"测量企业{code[-5:]}",
        kind=EnterpriseKind.ENTERPRISE,
        district="440300",
        industry="H62",
        risk_tier=RiskTier.B,
        status=EnterpriseStatus.ACTIVE,
    )


def _past(now: datetime, week: int, officers: list[Officer]) -> VisitRecord:
    at = now.astimezone(UTC) - timedelta(days=40 + 40 * week)
    part = PartRecord(
        agency=_OTHERS[week % len(_OTHERS)],
        type=InspectionType.ROUTINE,
        items=("BENCH-1",),
        officers=tuple(officer.id for officer in officers),
    )
    return VisitRecord(
        id=new_id(at),
        started_at=at,
        ended_at=at,
        kind=VisitKind.INSPECTION,
        parts=(part,),
        state=VisitState.CLOSED,
        channel=ScanChannel.LIVE_CODE,
        evidence=EvidenceLevel.LIVE_CODE,
    )


if __name__ == "__main__":
    main()
