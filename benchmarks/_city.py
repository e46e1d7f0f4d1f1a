"""A city to measure in: firms with a year of visits, an agency with two officers, and the bare limit beside it."""

import secrets
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, select

from supervision_code.adapters.credit_codes import check_digit
from supervision_code.domain.identifiers import enterprise_id_of, new_id
from supervision_code.domain.permissions import Role
from supervision_code.domain.recovery_codes import BYTES, read_recovery_code, recovery_code
from supervision_code.domain.registry import (
    AgencyLevel,
    CertificateStatus,
    DistrictLevel,
    EnterpriseKind,
    EnterpriseStatus,
    RiskTier,
)
from supervision_code.domain.visits import EvidenceLevel, InspectionType, ScanChannel, VisitKind, VisitState
from supervision_code.persistence.log import PartRecord, VisitRecord
from supervision_code.persistence.log_storing import store
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.registry import Agency, District, Enterprise, InspectionItem, Officer
from supervision_code.persistence.models.second_factors import RecoveryCode
from supervision_code.persistence.second_factors import RECOVERY
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.services.accounts import NewAccount

VISITS_BEFORE = 8
PASSWORD = secrets.token_urlsafe(16)
OFFICERS: list[str] = []
OTHERS = ("OTHER-1", "OTHER-2", "OTHER-3", "OTHER-4")
"""Who came before: nothing of what the measured visits do is over a limit, as it is with most visits."""


def bare_application(database: Database) -> Flask:
    """Return an application that inserts one row and commits with each request: the limit."""
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


def build_city(supervision: Supervision, firms_wanted: int) -> list[str]:
    """Store the registers, a year of visits and the officer's account; return the firms' credit codes."""
    codes = [f"91440300{number:09d}" for number in range(1, firms_wanted + 1)]
    codes = [code + check_digit(code) for code in codes]
    now = supervision.clock.now()
    with supervision.database.begin() as session:
        session.add(District(code="440300", name="深圳市", level=DistrictLevel.CITY, parent=None))
        session.flush()
        for code in ("BENCH", *OTHERS):
            session.add(Agency(code=code, name=f"{code}局", level=AgencyLevel.CITY, district="440300", parent=None))
        session.flush()
        session.add(InspectionItem(code="BENCH-1", agency="BENCH", name="测量事项"))
        officers = [_officer(number, now) for number in (1, 2)]
        firms = [_firm(code) for code in codes]
        session.add_all([*officers, *firms])
        session.flush()
        store(session, [(firm, _past(now, week, officers)) for firm in firms for week in range(VISITS_BEFORE)], now)
        OFFICERS[:] = [str(officer.id) for officer in officers]
    wanted = NewAccount(username="bench-officer", name="测量员", role=Role.OFFICER, certificate_no="BENCH-1")
    supervision.accounts.add(None, wanted, PASSWORD)
    return codes


def give_second_factor(supervision: Supervision) -> str:
    """Give the officer's account a recovery code as its second factor, and return the code."""
    code = recovery_code(secrets.token_bytes(BYTES))
    with supervision.database.begin() as session:
        account = session.scalars(select(Account).where(Account.username == "bench-officer")).one()
        account.factor_since = supervision.clock.now()
        digest = supervision.box.digest(RECOVERY, str(account.id), read_recovery_code(code) or "")
        session.add(RecoveryCode(account_id=account.id, digest=digest, created_at=supervision.clock.now()))
    return code


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
        agency=OTHERS[week % len(OTHERS)],
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
