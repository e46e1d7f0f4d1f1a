"""Role × route × foreign record: whatever a route names, of another firm, agency, district or person, it is not there.

Generated from the lists of routes. A route with a parameter that has no foreign example here fails.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.letters import LetterScope, LetterState
from supervision_code.domain.permissions import GRANTS, Role
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.base import Base
from supervision_code.persistence.models.accounts import Account, WebSession
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.confidential import ComplaintLetter
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.second_factors import Passkey
from supervision_code.persistence.models.visits import Dispute
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.architecture.routes import Door, doors, readers
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.busy_area import BusyArea, build_busy_area
from tests.factories.complaints import build_complaint
from tests.factories.inspection_plans import brought_to
from tests.factories.registry import LONGHUA, build_agency
from tests.factories.small_city import SmallCity
from tests.factories.working_day import notice_of, papers_of, proposal_of, results_of, task_of
from tests.portals.officer.scenes import scan_of
from tests.support.clock import FRIDAY_TEN
from tests.support.pages import Page, problems_of
from tests.support.phones import PaperPhone
from tests.support.portals import Visitor, VisitPortal

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

_PARAMETER: Final = re.compile(r"<(?:\w+:)?(\w+)>")
_KNOWN: Final = frozenset(
    {
        *("enterprise_id", "uscc", "visit_id", "alert_id", "scan_id", "plan_id", "complaint_id", "reference"),
        *("letter_id", "dispute_id", "username", "code", "passkey_id", "device", "held_id", "client_id", "officer_id"),
        *("inspection_plan_id", "notice_id", "task_id", "photo_id", "document_id"),
        *("rectification_id", "request_id"),
    }
)
_EVERYBODYS: Final = {
    "/officer/planned-visits/new/<uuid:enterprise_id>": "an agency may plan a visit at any registered firm",
    "/supervisor/policy/": "the policy is the city's",
    "/supervisor/accounts/": "an operator manages every account",
    "/supervisor/clients/": "an operator manages every machine client",
    "/supervisor/personal-data/": "an operator answers what anybody asks about the own data",
}
"""Beginnings of addresses whose records belong to everybody who may enter."""
_SHUT: Final = {
    (Role.ENTERPRISE_ADMINISTRATOR, "/enterprise/visits/<uuid:visit_id>/officers/<uuid:officer_id>/portrait.jpg"),
    (Role.ENTERPRISE_MEMBER, "/enterprise/visits/<uuid:visit_id>/officers/<uuid:officer_id>/portrait.jpg"),
    (Role.OFFICER, "/officer/officers/<uuid:officer_id>/portrait.jpg"),
    (Role.AGENCY_MANAGER, "/officer/officers/<uuid:officer_id>/portrait.jpg"),
    (Role.AGENCY_MANAGER, "/officer/alerts/<uuid:enterprise_id>/<uuid:alert_id>"),
    (Role.AGENCY_MANAGER, "/officer/arrivals/<uuid:enterprise_id>/<uuid:scan_id>"),
    (Role.AGENCY_MANAGER, "/officer/arrivals/<uuid:enterprise_id>/<uuid:scan_id>/visits/<uuid:visit_id>"),
    (Role.SUPERVISOR, "/supervisor/held-events/<uuid:held_id>"),
}
"""What its own people find no record behind: nobody has a portrait, and scans and questions belong to one person."""
_LIVING: Final = frozenset({"web_sessions", "sign_in_tries", "used_challenges", "recovery_codes"})
"""What changes because somebody looks or signs in."""
_FILLED: Final[Mapping[str, str]] = {
    "text": "已经核实，情况如下。",
    "reason": "需要到现场核实。",
    "note": "已核实",
    "to": "市纪委监委",
    "conclusion": "substantiated",
    "settlement": "justified",
    "scope": "month",
    "outcome": "no_problem",
    "ground": "nobody_came",
    "answer": "agree",
    "agency": "SCJG",
    "kind": "inspection",
    "day": "2026-12-03",
    "type": "routine",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The records of one side: by the name of the parameter that means them."""

    records: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """What a role's people have, and what lies on the other side."""

    own: Side
    foreign: Side


def _letter_of(supervision: Supervision, complaint: Complaint) -> ComplaintLetter:
    letter = ComplaintLetter(
        enterprise_id=complaint.enterprise_id,
        id=UUID(int=complaint.id.int ^ 1),
        complaint_id=complaint.id,
        agency="SCJG",
        scope=LetterScope.MONTH,
        text="请说明。",
        firms=3,
        state=LetterState.AGREED,
        written_by=UUID(int=9),
        written_by_name="别人",
        written_at=FRIDAY_TEN,
    )
    given(supervision.database, letter)
    return letter


def _passkey_of(supervision: Supervision, account: Account) -> Passkey:
    passkey = Passkey(
        id=UUID(int=account.id.int ^ 2),
        account_id=account.id,
        credential_id=f"credential-{account.username}",
        public_key="key",
        sign_count=0,
        name="手机",
        created_at=FRIDAY_TEN,
    )
    given(supervision.database, passkey)
    return passkey


def _side(supervision: Supervision, area: BusyArea, role: Role, device: str, *, next_door: bool) -> Side:
    """One side's records: this firm, agency and district, or those next door."""
    city = area.city
    accounts = city.other_accounts if next_door else city.accounts
    officer = city.other_actor(Role.OFFICER) if next_door else city.actor(Role.OFFICER)
    firm = city.other_firm if next_door else city.firm
    complaint = area.other_complaint if next_door else area.complaint
    items = ("YJJ-1",) if next_door else ("SCJG-1",)
    scan = scan_of(supervision, officer, firm)
    plan = supervision.planned_visits.plan(officer, firm.id, date(2026, 12, 7), InspectionType.ROUTINE, items, "")
    alerts = area.alerts(supervision, firm)
    visit_id = area.other_visits[0] if next_door else area.visits[0]
    photo_id, document_id = papers_of(supervision, officer, firm, visit_id)
    rectification_id, request_id = results_of(supervision, officer, firm, visit_id)
    return Side(
        records={
            "enterprise_id": str(firm.id),
            "uscc": firm.uscc,
            "visit_id": str(visit_id),
            "photo_id": str(photo_id),
            "document_id": str(document_id),
            "rectification_id": str(rectification_id),
            "request_id": str(request_id),
            "alert_id": str(alerts[-1].id),
            "scan_id": str(scan.scan_id),
            "plan_id": str(plan),
            "proposal_id": str(proposal_of(supervision, firm, officer)),
            "inspection_plan_id": str(brought_to(supervision, city, PlanState.APPROVED, next_door=next_door)),
            "task_id": str(task_of(supervision, firm, officer.agency or "")),
            "notice_id": str(notice_of(supervision, firm, plan)),
            "complaint_id": str(complaint.id),
            "reference": complaint.reference,
            "letter_id": str(_letter_of(supervision, complaint).id),
            "dispute_id": str(_dispute_of(supervision, area, firm, next_door=next_door)),
            "username": "member-next-door" if next_door else "member-here",
            "code": "LH9" if next_door else "SCJG",
            "passkey_id": str(_passkey_of(supervision, accounts[role]).id),
            "device": device,
            "held_id": str(UUID(int=77)),
            "client_id": str(PaperPhone(supervision, officer).client_id),
            "officer_id": str(city.officers[2 if next_door else 0].id),
        }
    )


def _dispute_of(supervision: Supervision, area: BusyArea, firm: Enterprise, *, next_door: bool) -> UUID:
    if not next_door:
        return area.dispute.id
    theirs = Dispute(
        enterprise_id=firm.id,
        id=UUID(int=78),
        visit_id=area.other_visits[0],
        ground=area.dispute.ground,
        text="没有人来过。",
        at=FRIDAY_TEN,
        account_id=UUID(int=1),
    )
    given(supervision.database, theirs)
    return theirs.id


@pytest.fixture
def border(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal, portal: str, role: Role
) -> tuple[Visitor, Border]:
    """Somebody of the role, signed in, and what lies here and next door; next door is signed in too."""
    area = build_busy_area(supervision, city)
    given(
        supervision.database,
        build_agency("LH9", "龙华区第九局", district=LONGHUA),
        build_account(Role.ENTERPRISE_MEMBER, username="member-here", enterprise=city.firm),
        build_account(Role.ENTERPRISE_MEMBER, username="member-next-door", enterprise=city.other_firm),
        build_complaint(city.other_firm, agency="YJJ"),
    )
    visitor = visit_portal(portal, city.accounts[role])
    visit_portal(portal, city.other_accounts[role])
    devices = {row.account_id: row.digest for row in _sessions(supervision)}
    sides = {
        next_door: _side(
            supervision,
            area,
            role,
            devices[(city.other_accounts if next_door else city.accounts)[role].id],
            next_door=next_door,
        )
        for next_door in (False, True)
    }
    return visitor, Border(own=sides[False], foreign=sides[True])


def _sessions(supervision: Supervision) -> list[WebSession]:
    with supervision.database.read() as session:
        return list(session.scalars(select(WebSession).where(WebSession.account_id.is_not(None))))


def _of(portal: str) -> list[Door]:
    """The doors of a portal that name a record which is somebody's."""
    return [
        door
        for door in doors()
        if door.application == portal
        and door.permission is not None
        and _PARAMETER.search(door.address)
        and not door.address.startswith(tuple(_EVERYBODYS))
    ]


def _addresses(door: Door, border: Border) -> Iterator[str]:
    """The door's addresses with at least one foreign record, every mixture of own and foreign."""
    names = _PARAMETER.findall(door.address)
    for sides in product((border.own, border.foreign), repeat=len(names)):
        if border.foreign in sides:
            yield _address(door, dict(zip(names, sides, strict=True)))


def _address(door: Door, sides: Mapping[str, Side]) -> str:
    told_apart = {"plan_id": "proposal_id"} if door.address.startswith("/officer/proposals/") else {}
    return _PARAMETER.sub(
        lambda found: sides[found[1]].records[told_apart.get(found[1], found[1])],
        door.address,
    )


def _try(visitor: Visitor, door: Door, address: str, token: str) -> Iterator[TestResponse]:
    if door.methods == "GET":
        yield visitor._client.get(address)
        return
    steps = [address.rpartition("/")[2], "letter", "identity"]
    filled = {**_FILLED, **{f"{step}-{name}": value for step in steps for name, value in _FILLED.items()}}
    for fields in ({}, filled):
        tokens = {"csrf_token": token, **{f"{step}-csrf_token": token for step in steps}}
        yield visitor._client.post(address, data={**tokens, **fields})


def _contents(database: Database) -> dict[str, str]:
    """A digest of every table but those that live with every look."""
    found = {}
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in _LIVING:
                rows = sorted(map(str, session.execute(select(table))))
                found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def test_every_parameter_of_a_route_has_a_foreign_example(database: Database) -> None:
    unknown = {
        name
        for portal in ("enterprise", "officer", "supervisor")
        for door in _of(portal)
        for name in _PARAMETER.findall(door.address)
    } - set(_KNOWN)
    assert unknown == set(), "give each a foreign example in tests/portals/test_foreign_records.py"


@pytest.mark.parametrize(("portal", "role"), readers(), ids=str)
def test_a_foreign_record_is_not_there_and_nothing_is_written(
    supervision: Supervision, border: tuple[Visitor, Border], portal: str, role: Role
) -> None:
    visitor, sides = border
    token, before, wrong, tried = visitor.csrf_token(), _contents(supervision.database), [], 0
    for door in _of(portal):
        for address in _addresses(door, sides):
            for answer in _try(visitor, door, address, token):
                tried += 1
                expected = 404 if door.permission in GRANTS[role] else 403
                if answer.status_code != expected:
                    wrong.append(f"{door.methods} {door.address}: {answer.status_code}")
    assert sorted(set(wrong)) == []
    assert [name for name, digest in _contents(supervision.database).items() if digest != before[name]] == []
    assert tried > (0 if role is Role.OPERATOR else 5)


@pytest.mark.parametrize(("portal", "role"), readers(), ids=str)
def test_the_examples_are_records_their_own_people_can_open_as_pages_that_are_well_made(
    supervision: Supervision, border: tuple[Visitor, Border], portal: str, role: Role
) -> None:
    visitor, sides = border
    shut, wrong = {}, {}
    for door in _of(portal):
        if door.methods == "GET" and door.permission in GRANTS[role]:
            answer = visitor._client.get(_address(door, dict.fromkeys(_KNOWN, sides.own)))
            if answer.status_code not in {200, 303, 409}:
                shut[door.address] = answer.status_code
            elif "<h1" in (text := answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""):
                wrong[door.address] = problems_of(Page(text))
    assert {address: problems for address, problems in wrong.items() if problems} == {}
    assert {address: status for address, status in shut.items() if (role, address) not in _SHUT} == {}
    assert set(shut.values()) <= {404}


def test_nobody_is_led_to_the_sign_in_whatever_record_is_named(
    supervision: Supervision, visit_portal: VisitPortal
) -> None:
    records = Side(records=dict.fromkeys(_KNOWN | {"proposal_id"}, str(UUID(int=1))))
    for portal in ("enterprise", "officer", "supervisor"):
        visitor = visit_portal(portal)
        token = visitor.csrf_token()
        for door in _of(portal):
            address = _address(door, dict.fromkeys(_KNOWN, records))
            for answer in _try(visitor, door, address, token):
                assert answer.status_code == 303, f"{door.methods} {door.address}"
                assert "/sign-in" in answer.headers["Location"]
