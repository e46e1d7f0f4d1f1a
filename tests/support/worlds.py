"""Two worlds: one small city, copied, in which different firms complain of different things; and all an agency reads.

Everything else is the same in each copy: the clock, the keys, what the agency does and when. What is random in each
request (tokens, nonces) is masked, and what is random in each record (ids and the numbers made of them) is named by the
order in which the reader meets it.
"""

import base64
import io
import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from jinja2 import FileSystemBytecodeCache
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from config.settings import read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.complaints import ComplaintGround, Conclusion
from supervision_code.domain.letters import LetterScope
from supervision_code.domain.permissions import Actor, Role
from supervision_code.jobs import worker
from supervision_code.persistence import schema
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.confidential import ComplaintLetter
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.services.accounts import actor_of
from supervision_code.services.complaints import Filing
from supervision_code.services.letters import LetterDraft
from supervision_code.web.front import create_front
from tests.architecture.routes import doors, screens_of
from tests.factories import given
from tests.factories.accounts import PASSWORDS, build_account
from tests.factories.busy_area import happened
from tests.factories.registry import build_enterprise, credit_code
from tests.factories.small_city import SCJG, YJJ, SmallCity, build_small_city
from tests.portals.officer.scenes import code_of, fields_of
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.pages import Page
from tests.support.portals import Visitor, portal_app
from tests.support.working_days import working_day_of

NEIGHBOURS: Final = 10
TICKS: Final = 4
TICK: Final = timedelta(minutes=12)
READERS: Final = (("officer", False), ("agency_manager", False), ("agency_manager", True))
"""Whose pages are read: role, and whether of the agency next door."""
LETTER: Final = "请说明贵局近一个月的检查是否都先扫码。"
_OUTSIDE: Final = {"REMOTE_ADDR": "203.0.113.9"}
_OF_EACH_RULE: Final = 2
_BUILT: Final = frozenset({"/favicon.ico"})
"""A file of the front end: the same for everybody, but its time is that of the last build."""
_PARTS: Final = tuple(f"000.p/{width}" for width in range(40, 120, 8))
_MASKS: Final = (
    (re.compile(r'(name="[\w-]*csrf_token"[^>]*value=")[^"]+'), r"\1token"),
    (re.compile(r"nonce-[\w+/=-]+"), "nonce"),
    (re.compile(r'nonce="[^"]+"'), "nonce"),
    (re.compile(r"(?<=^Set-Cookie: sc_device=)[\w-]{22}; Expires=[^;]+", re.MULTILINE), "mark"),
)
_DRAWN_CODE: Final = re.compile(r'(<div class="code-picture" [^>]*>)<svg .*?</svg>', re.DOTALL)
"""The picture of a code that an officer shows: who, which visit, until when, and a signature."""
_LINK: Final = re.compile(r'(?:href|src)="(/officer/[^"]*)"')
_EXTRA: Final = re.compile(r"^extra (\S+)$", re.MULTILINE)
_NAMES: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"  # ids made in this world
    r"|\b20\d{6}-[0-9A-Z]{6}\b"  # the numbers of visits, made of them
    r"|\b[0-9a-f]{32}\b|\b[0-9a-f]{64}\b|[A-Za-z0-9+/_-]{43,}=*"  # salts, hashes and signatures
)
PAIRS: Final = int(os.environ.get("TWO_WORLDS", "6"))
SEED: Final = os.environ.get("TWO_WORLDS_SEED", "20261120")


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """The city before anybody complains, with readers who have signed in."""

    folder: Path
    city: SmallCity
    firms: tuple[Enterprise, ...]
    members: Mapping[UUID, Actor]
    visits: Mapping[UUID, tuple[tuple[UUID, str], ...]]
    cookies: Mapping[tuple[str, bool], str]
    alert: tuple[UUID, UUID]
    papers: tuple[str, ...]
    """Addresses of what the working day left: opened by every reader, whether or not a page leads there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grievance:
    """One complaint: by whom, of what, when, and what the supervisor does about it in the ticks that follow."""

    firm: int
    filing: Filing
    tick: int
    steps: tuple[str, ...]
    letter: bool = False


@dataclass(slots=True, kw_only=True)
class World:
    """A copy of the city in which something happens; ``heard`` is all that its agencies were answered."""

    base: Foundation
    supervision: Supervision
    clock: StoppedClock
    readers: Mapping[tuple[str, bool], Visitor]
    public: Client
    grievances: tuple[Grievance, ...]
    filed: dict[int, Complaint] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)


def _opened(folder: Path, clock: StoppedClock) -> Supervision:
    settings = read_settings(
        {"DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'city.db'}", "BATCH_MINUTES": "10"}
    )
    database = Database.connect(settings.database_url, log_id=settings.log_id)
    return bootstrap(settings, clock=clock, database=database, passwords=PASSWORDS)


def _mounted(supervision: Supervision, compiled: Path) -> DispatcherMiddleware:
    """The front and the officer portal; every world reads the same templates, compiled once."""
    front, officer = create_front(supervision), portal_app(supervision, "officer")
    for app in (front, officer):
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    return DispatcherMiddleware(front, {"/officer": officer})


def lay_foundation(folder: Path) -> Foundation:
    """Build the city once: firms, visits of both agencies, an alert one was asked about, readers signed in."""
    folder.mkdir(parents=True)
    clock = StoppedClock()
    supervision = _opened(folder, clock)
    schema.upgrade(supervision.database.engine)
    city = build_small_city(supervision.database)
    supervision.policies.publish_file()
    neighbours = tuple(build_enterprise(f"深圳市第{n}号店", uscc=credit_code(3000 + n)) for n in range(NEIGHBOURS))
    firms = (city.firm, *neighbours, city.other_firm)
    accounts = [
        build_account(Role.ENTERPRISE_MEMBER, username=f"member-{i}", enterprise=f) for i, f in enumerate(firms)
    ]
    given(supervision.database, *neighbours, *accounts)
    list(supervision.codes.issue_missing())
    visits = {firm.id: tuple(_visits_to(supervision, city, firm, number)) for number, firm in enumerate(firms)}
    alert = _asked_alert(supervision, city)
    papers = working_day_of(supervision, city)
    supervision.rollups.fold_all()
    cookies = {}
    for role, next_door in READERS:
        visitor = Visitor(_mounted(supervision, folder), "/officer", supervision)
        account = (city.other_accounts if next_door else city.accounts)[Role(role)]
        visitor.sign_in(account.username)
        cookies[role, next_door] = _cookie(visitor)
    supervision.database.close()
    members = {account.enterprise_id: actor_of(account) for account in accounts if account.enterprise_id}
    return Foundation(
        folder=folder,
        city=city,
        firms=firms,
        members=members,
        visits=visits,
        cookies=cookies,
        alert=alert,
        papers=papers,
    )


def _cookie(visitor: Visitor) -> str:
    cookie = visitor._client.get_cookie("sc_officer")
    assert cookie is not None
    return cookie.value


def _visits_to(supervision: Supervision, city: SmallCity, firm: Enterprise, number: int) -> Iterator[tuple[UUID, str]]:
    came = tuple(officer.id for officer in city.officers[:2])
    for agency, days in ((SCJG, 3 + number), (SCJG, 6 + number), (YJJ, 8 + number)):
        moment = FRIDAY_TEN - timedelta(days=days)
        yield happened(supervision, firm, moment, agency, officers=came if agency == SCJG else ()), agency


def _asked_alert(supervision: Supervision, city: SmallCity) -> tuple[UUID, UUID]:
    with supervision.database.read() as session:
        query = select(Alert).where(Alert.enterprise_id == city.firm.id, Alert.agency == SCJG).order_by(Alert.id)
        found = session.scalars(query).first()
    assert found is not None
    supervisor = city.actor(Role.SUPERVISOR)
    supervision.alerts.take(supervisor, found.enterprise_id, found.id)
    supervision.alerts.ask(supervisor, found.enterprise_id, found.id, SCJG, "为什么这么快又来检查？")
    return found.enterprise_id, found.id


def imagine(base: Foundation, dice: random.Random, *, with_letter: bool) -> tuple[Grievance, ...]:
    """Think up who complains of what in one world; with a letter, one complaint is such that it may be sent."""
    grievances = [_grievance(base, dice, dice.randrange(len(base.firms))) for _ in range(dice.randrange(4))]
    if with_letter:
        first = _grievance(base, dice, dice.randrange(NEIGHBOURS + 1))
        about = Filing(ground=first.filing.ground, text=f"{first.filing.text}请了解。", agency=SCJG)
        grievances.append(replace(first, filing=about, tick=0, letter=True))
    return tuple(grievances)


def _grievance(base: Foundation, dice: random.Random, firm: int) -> Grievance:
    visits = base.visits[base.firms[firm].id]
    visit, agency = dice.choice([*visits, (None, SCJG), (None, YJJ), (None, None)])
    filing = Filing(
        ground=dice.choice(list(ComplaintGround)),
        text="检查人员" + "没有扫码" * dice.randrange(1, 40) + "就进店检查。",
        agency=agency,
        visit_id=visit,
    )
    ways = (("decline",), ("transfer",), ("accept",), ("accept", "extend"), ("identity", "accept", "conclude", "reply"))
    asked = (("accept", "ask"), ("accept", "ask", "agree"), ("ask", "refuse"))
    steps = dice.choice([(), *ways, *(asked if agency else ())])
    return Grievance(firm=firm, filing=filing, tick=dice.randrange(TICKS - 1), steps=steps)


def enter_world(base: Foundation, folder: Path, grievances: tuple[Grievance, ...]) -> World:
    """Copy the city and open it for its readers."""
    shutil.copytree(base.folder, folder)
    clock = StoppedClock(FRIDAY_TEN + TICK)
    supervision = _opened(folder, clock)
    application = _mounted(supervision, base.folder)
    readers = {}
    for reader, value in base.cookies.items():
        readers[reader] = Visitor(application, "/officer", supervision)
        readers[reader]._client.set_cookie("sc_officer", value)
    return World(
        base=base,
        supervision=supervision,
        clock=clock,
        readers=readers,
        public=Client(application),
        grievances=grievances,
    )


def live_through(world: World, *readers: tuple[str, bool]) -> str:
    """Let everything happen, read all that these readers can read, or all of them, and return it, named anew."""
    for tick in range(TICKS):
        for number, grievance in enumerate(world.grievances):
            _complain(world, number, grievance, tick)
        if tick == TICKS - 1:
            _send_letters(world)
        worker.Round(world.supervision).do_what_is_due()
        _agency_acts(world, tick)
        world.clock.pass_by(seconds=int(TICK.total_seconds()))
    for reader in readers or READERS:
        _read_all(world, reader)
    _read_public(world)
    world.supervision.database.close()
    return named_anew("\n".join(world.heard))


def _complain(world: World, number: int, grievance: Grievance, tick: int) -> None:
    """File or handle one complaint; the same sent twice is one complaint, and handled once."""
    if tick == grievance.tick:
        member = world.base.members[world.base.firms[grievance.firm].id]
        reference = world.supervision.complaints.file(member, grievance.filing).reference
        with world.supervision.database.read() as session:
            found = session.scalars(select(Complaint).where(Complaint.reference == reference)).one()
        if found.id not in {known.id for known in world.filed.values()}:
            world.filed[number] = found
    step = tick - grievance.tick - 1
    if number in world.filed and 0 <= step < len(grievance.steps):
        _handle(world, world.filed[number], grievance.steps[step])


def _supervisor(world: World, complaint: Complaint) -> Actor:
    city = world.base.city
    near = complaint.district == city.firm.district
    return city.actor(Role.SUPERVISOR) if near else city.other_actor(Role.SUPERVISOR)


def _handle(world: World, complaint: Complaint, step: str) -> None:
    product, actor, key = world.supervision, _supervisor(world, complaint), complaint.id
    by_day = LetterDraft(scope=LetterScope.DAY, text="那一天是谁去的？")
    steps: Mapping[str, Callable[[], object]] = {
        "accept": lambda: product.complaints.accept(actor, key, "已电话联系"),
        "decline": lambda: product.complaints.decline(actor, key, "不属于受理范围。"),
        "transfer": lambda: product.complaints.transfer(actor, key, "市纪委监委", "涉及纪律。"),
        "extend": lambda: product.complaints.extend(actor, key, "需要现场核实。"),
        "conclude": lambda: product.complaints.conclude(actor, key, Conclusion.SUBSTANTIATED, "录像显示未扫码"),
        "reply": lambda: product.complaints.reply(actor, key, "经核实，情况属实，已责令改正。"),
        "identity": lambda: product.disclosures.open_identity(actor, key, "需要到现场核实。"),
        "ask": lambda: product.letters.write(actor, key, by_day),
        "agree": lambda: _answer(world, complaint, agrees=True),
        "refuse": lambda: _answer(world, complaint, agrees=False),
    }
    steps[step]()


def _answer(world: World, complaint: Complaint, *, agrees: bool) -> None:
    with world.supervision.database.read() as session:
        letter = session.scalars(select(ComplaintLetter).where(ComplaintLetter.complaint_id == complaint.id)).one()
    member = world.base.members[complaint.enterprise_id]
    world.supervision.letters.answer(member, complaint.reference, letter.id, agrees=agrees)


def _send_letters(world: World) -> None:
    """Send the one letter that is the same in every world that has one."""
    for number, grievance in enumerate(world.grievances):
        if grievance.letter:
            complaint = world.filed[number]
            draft = LetterDraft(scope=LetterScope.MONTH, text=LETTER)
            world.supervision.letters.write(_supervisor(world, complaint), complaint.id, draft)


def _agency_acts(world: World, tick: int) -> None:
    """Do at each tick what an agency does; every answer is heard."""
    officer, manager = (world.readers[reader] for reader in READERS[:2])
    firm, city = world.base.firms[2], world.base.city
    match tick:
        case 0:
            arrived = _post(world, officer, "/scan", {"text": code_of(world.supervision, firm)})
            _hear(world, "GET joined", officer.fetch(f"{arrived}/visits/{world.base.visits[firm.id][0][0]}"))
            _post(world, officer, arrived, fields_of(city, over_limit_reason="群众举报食品变质，需当场核实。"))
            _post(
                world,
                manager,
                f"/planned-visits/new/{firm.id}",
                {"day": "2026-12-03", "type": "routine", "items": ["SCJG-1"]},
            )
        case 1:
            opened = _links(officer.fetch("/visits"), "/officer/visits/")
            _post(world, officer, f"{opened[0]}/leave", {"outcome": "no_problem"})
            _hear(world, "GET done", officer.fetch(f"{opened[0]}/done"))
            _post(world, officer, "/scan/typed", {"text": firm.uscc, "reason": "企业没有出示监督码"})
        case 2:
            enterprise_id, alert_id = world.base.alert
            _post(world, manager, f"/alerts/{enterprise_id}/{alert_id}", {"text": "因群众举报再次核实。"})
            _post(world, officer, "/scan", {"text": "这不是监督码"})
        case _:
            found = _links(manager.fetch("/planned-visits"), "/officer/planned-visits/")
            plans = [link for link in found if "new" not in link]
            for plan in plans:
                _hear(world, "GET plan", manager.fetch(plan))
                _post(world, manager, f"{plan}/cancel", {})
            _post(world, manager, f"{plans[0]}/call-off", {"reason": "人手不够，改由街道提醒。"})
            _post(world, officer, "/inbox/read", {})


def _post(world: World, visitor: Visitor, path: str, data: Mapping[str, Any]) -> str:
    answer = visitor._client.post(f"/officer{path}", data={"csrf_token": visitor.csrf_token(), **data})
    _hear(world, f"POST {path}", answer)
    onward = answer.headers.get("Location", "").removeprefix("/officer")
    if onward:
        _hear(world, f"GET {onward}", visitor.fetch(onward))
    return onward


def _links(answer: TestResponse, beginning: str) -> list[str]:
    found = [link for link in Page(answer.get_data(as_text=True)).links if link.startswith(beginning)]
    return [link.removeprefix("/officer") for link in dict.fromkeys(found)]


def _read_all(world: World, reader: tuple[str, bool]) -> None:
    """Open every page the reader can come to: all without a record, and what they lead to, some of each address."""
    visitor = world.readers[reader]
    screens = [f"/officer{path}" for path in screens_of("officer", Role(reader[0]))]
    waiting = [*screens, *world.base.papers]
    seen, of_rule = set(waiting), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        answer = visitor._client.get(path)
        _hear(world, f"GET {path} {reader}", answer)
        if path in screens:
            _hear(world, f"GET {path} {reader} in part", visitor._client.get(path, headers={"HX-Request": "true"}))
        for link in _onward(answer):
            rule = _rule_of(link)
            if link not in seen and of_rule[rule] < _OF_EACH_RULE:
                seen.add(link)
                of_rule[rule] += 1
                waiting.append(link)


def _rule_of(link: str) -> str:
    """The address with its records and questions blotted out."""
    return re.sub(r"[0-9a-f-]{36}|(?<==)[^&]*", "*", link)


def _onward(answer: TestResponse) -> list[str]:
    if answer.mimetype != "text/html":
        return []
    found = [link.partition("#")[0] for link in _LINK.findall(answer.get_data(as_text=True))]
    return [unescape(link) for link in found if "/static/" not in link]


def _read_public(world: World) -> None:
    """Read what anybody may: the front, every firm's code, and whatever is published of the log."""
    public = [door.address for door in doors() if door.application == "front" and door.methods == "GET"]
    pages = [address for address in public if "<" not in address and address not in _BUILT]
    tiles = [f"/ledger/tile/{level}/{name}" for level in (0, 1) for name in ("000", *_PARTS)]
    codes = [f"/c/{code_of(world.supervision, firm).partition('/c/')[2]}" for firm in world.base.firms]
    for path in (*pages, *tiles, *codes):
        _hear(world, f"GET {path}", world.public.get(path, environ_overrides=_OUTSIDE))


def _hear(world: World, what: str, answer: TestResponse) -> None:
    world.reached.add(answer.request.path)
    text = _text_of(answer)
    # a signature is random, and so is how long the picture of it is
    signed = answer.mimetype == "application/pdf" or _DRAWN_CODE.search(text)
    unlike = {"Date", "Content-Length"} if signed else {"Date"}
    text = _DRAWN_CODE.sub(r"\1", text)
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(answer.headers.items()) if name not in unlike)
    world.heard.append(f"### {what}\n{answer.status}\n{headers}\n\n{text}")


def _text_of(answer: TestResponse) -> str:
    """What an answer says: of a document its words and its notes on itself, of anything else every byte."""
    body = answer.get_data()
    if answer.mimetype == "application/pdf" and answer.status_code == HTTPStatus.OK:
        paper = PdfReader(io.BytesIO(body))
        return "\n".join([str(paper.metadata), *(page.extract_text() for page in paper.pages)])
    return body.decode() if str(answer.mimetype).startswith(("text/", "application/json")) else body.hex()


def named_anew(text: str) -> str:
    """Mask what is random in each request; name ids and numbers by the order in which they are met."""
    text = _EXTRA.sub(lambda found: f"extra {base64.b64decode(found[1]).decode()}", text)
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    known: dict[str, str] = {}
    return _NAMES.sub(lambda found: known.setdefault(found[0], f"<{len(known)}: {len(found[0])}>"), text)
