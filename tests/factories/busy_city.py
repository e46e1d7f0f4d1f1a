"""Fills the small city with more firms, agencies, visits, alerts, complaints, plans and messages."""

from datetime import date, timedelta
from typing import Final

from supervision_code.domain.complaints import ComplaintStatus
from supervision_code.domain.permissions import GRANTS, Permission, Role
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence import inbox, trail
from supervision_code.persistence.findings import reconcile
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.complaints import build_complaint
from tests.factories.registry import build_agency, build_enterprise
from tests.factories.small_city import SCJG, SmallCity
from tests.factories.visits import build_visit, with_parts
from tests.support.clock import FRIDAY_TEN

_PLANS: Final = 7


def fill(supervision: Supervision, city: SmallCity, start: int, number: int) -> None:
    """Add so many of everything that a screen lists; ``start`` keeps them apart from those before."""
    database = supervision.database
    for index in range(start, start + number):
        firm = build_enterprise(f"深圳市第{index}号饮食店", uscc="")
        agency = build_agency(f"AG{index}", f"福田区第{index}局")
        account = build_account(Role.ENTERPRISE_MEMBER, username=f"member-{index}", enterprise=city.firm)
        given(database, firm, agency, account)
        for place, by in ((firm, agency.code), (firm, SCJG), (city.firm, SCJG)):
            _add_visit(database, city, place, by, index)
        given(database, build_complaint(city.firm, filed_at=FRIDAY_TEN - timedelta(days=index)))
        given(database, build_complaint(firm, agency=agency.code, status=ComplaintStatus.ACCEPTED))
        _add_messages(supervision, city, firm, index)
        if index < _PLANS:
            day = date(2026, 12, 1) + timedelta(days=index)
            officer = city.actor(Role.OFFICER)
            supervision.planned_visits.plan(officer, firm.id, day, InspectionType.ROUTINE, ("SCJG-1",), "")
    _judge(supervision, city)


def _add_visit(database: Database, city: SmallCity, firm: Enterprise, agency: str, index: int) -> None:
    for weeks in range(2):
        visit = build_visit(firm, agency, started_at=FRIDAY_TEN - timedelta(days=index % 20 + 1 + weeks * 7))
        given(database, *with_parts(visit, city.officers[:2], items=["SCJG-1"]))


def _add_messages(supervision: Supervision, city: SmallCity, firm: Enterprise, index: int) -> None:
    now = FRIDAY_TEN + timedelta(seconds=index)
    recipients = {
        recipient
        for role in city.accounts
        if Permission.OWN_INBOX_SEE in GRANTS[role]
        for recipient in inbox.recipients_of(city.actor(role))
    }
    with supervision.database.begin() as session:
        for recipient in recipients:
            inbox.put(session, recipient, "inbox-visit-voided", now, facts={"number": f"{index}"}, link="/")
        trail.append(
            session,
            city.actor(Role.SUPERVISOR),
            "alert:taken",
            now,
            subject=firm.uscc,
            enterprise_id=firm.id,
            agency=SCJG,
            district=firm.district,
        )


def _judge(supervision: Supervision, city: SmallCity) -> None:
    with supervision.database.begin() as session:
        for firm in session.query(Enterprise).all():
            reconcile(session, firm, supervision.timeline, FRIDAY_TEN)
