"""The screens of the portals ask the database a fixed number of questions, however much there is to show."""

from datetime import date, timedelta
from typing import Final

import pytest
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from supervision_code.bootstrap import Supervision
from supervision_code.domain.complaints import ComplaintStatus
from supervision_code.domain.permissions import GRANTS, Permission, Role
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence import inbox, trail
from supervision_code.persistence.findings import reconcile
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.session import Database
from tests.architecture.house import PORTALS
from tests.architecture.routes import applications, doors
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.complaints import build_complaint
from tests.factories.registry import build_agency, build_enterprise
from tests.factories.small_city import SCJG, SmallCity
from tests.factories.visits import build_visit, with_parts
from tests.support.clock import FRIDAY_TEN
from tests.support.portals import Visitor, portal_app
from tests.support.statements import count_statements

_AT_MOST: Final = 25
_FEW: Final = 2
_MANY: Final = 14
_NOT_SCREENS: Final = ("/static/", "/sign-in", ".pdf", ".png")
"""Files and pictures, and the page before anybody is known."""


def _screens(portal: str, role: Role) -> list[str]:
    """The addresses of a portal that this role may open as they stand."""
    return [
        door.address.removeprefix(f"/{portal}")
        for door in doors()
        if door.application == portal
        and door.methods == "GET"
        and "<" not in door.address
        and door.permission in GRANTS[role]
        and not any(part in door.address for part in _NOT_SCREENS)
    ]


def _readers() -> list[tuple[str, Role]]:
    return [
        (portal, role)
        for portal in PORTALS
        for role in sorted(applications()[portal].extensions["portal"].roles, key=str)
    ]


def _add(supervision: Supervision, city: SmallCity, start: int, number: int) -> None:
    """Add so many of everything a screen lists; ``start`` keeps them apart from those before."""
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
        if index < _MANY // 2:
            day = date(2026, 12, 1) + timedelta(days=index)
            officer = city.actor(Role.OFFICER)
            supervision.plans.plan(officer, firm.id, day, InspectionType.ROUTINE, ("SCJG-1",), "")
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
            reconcile(session, firm, supervision.in_force, FRIDAY_TEN)


def _counts(supervision: Supervision, visitor: Visitor, screens: list[str]) -> dict[str, int]:
    counts = {}
    for address in screens:
        visitor.fetch(address)
        with count_statements(supervision.database) as sent:
            answer = visitor.fetch(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        counts[address] = len(sent)
    return counts


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("portal", "role"), _readers(), ids=str)
def test_a_screen_asks_no_more_when_there_is_more_to_show(
    supervision: Supervision, city: SmallCity, portal: str, role: Role
) -> None:
    list(supervision.codes.issue_missing())
    application = DispatcherMiddleware(None, {f"/{portal}": portal_app(supervision, portal)})  # type: ignore[arg-type]
    visitor = Visitor(application, f"/{portal}")
    visitor.sign_in(city.accounts[role].username)
    screens = _screens(portal, role)
    _add(supervision, city, 0, _FEW)
    few = _counts(supervision, visitor, screens)
    _add(supervision, city, _FEW, _MANY)

    many = _counts(supervision, visitor, screens)

    assert {a: (few[a], many[a]) for a in screens if many[a] > few[a]} == {}
    assert {a: many[a] for a in screens if many[a] > _AT_MOST} == {}
