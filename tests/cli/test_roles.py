"""``db roles`` and ``db login``: three portals work through logins of their own, made by command."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from config.settings import read_settings
from supervision_code.bootstrap import bootstrap, for_portal
from supervision_code.domain.permissions import Role
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.web.front import create_front
from tests.cli.conftest import Shell
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import build_small_city
from tests.support.clock import StoppedClock
from tests.support.portals import Visitor, portal_app

_PORTALS = ("enterprise", "officer", "supervisor")


@pytest.fixture
def on_postgresql(tmp_path: Path, postgresql_own: Database) -> Shell:
    shell = Shell(tmp_path)
    shell.environment["DATABASE_URL"] = postgresql_own.engine.url.render_as_string(hide_password=False)
    return shell


def _login(shell: Shell, portal: str) -> str:
    """Make a login that no other test has; the address that is printed."""
    name = f"{portal}_{make_url(shell.environment['DATABASE_URL']).database}"[:60]
    printed = shell.run("db", "login", name, "--portal", portal).output.strip()
    setting, _, address = printed.partition("=")
    assert setting == f"{portal.upper()}_DATABASE_URL"
    return address


def test_a_login_is_made_once_and_its_password_shown_once(on_postgresql: Shell) -> None:
    address = make_url(_login(on_postgresql, "officer"))
    assert len(address.password or "") >= 32
    again = on_postgresql.run("db", "login", address.username, "--portal", "officer", "--locale", "en").output
    assert "existed already" in again
    engine = create_engine(address)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT pg_has_role(current_user, 'sc_officer', 'MEMBER')")) is True
    engine.dispose()


def test_roles_can_be_set_again_at_any_time(on_postgresql: Shell) -> None:
    assert "up to date" in on_postgresql.run("db", "roles", "--locale", "en").output


@pytest.mark.parametrize("command", [("roles",), ("login", "somebody", "--portal", "officer")])
def test_sqlite_has_no_roles(shell: Shell, command: tuple[str, ...]) -> None:
    assert "PostgreSQL" in shell.run("db", *command, "--locale", "en", status=1).stderr


def test_each_portal_works_through_its_own_login(on_postgresql: Shell, postgresql_own: Database) -> None:
    addresses = {f"{portal.upper()}_DATABASE_URL": _login(on_postgresql, portal) for portal in _PORTALS}
    settings = read_settings({**on_postgresql.environment, **addresses})
    whole = bootstrap(settings, clock=StoppedClock(), database=postgresql_own, passwords=PASSWORDS)
    city = build_small_city(postgresql_own)
    whole.policies.publish_file()
    list(whole.codes.issue_missing())
    visitors, opened = {}, []
    for portal, role in zip(_PORTALS, (Role.ENTERPRISE_MEMBER, Role.AGENCY_MANAGER, Role.SUPERVISOR), strict=True):
        mine = for_portal(whole, portal)
        assert mine.database.engine.url.username != postgresql_own.engine.url.username
        visitors[portal] = Visitor(_mounted(mine, portal), f"/{portal}", whole)
        visitors[portal].sign_in(city.accounts[role].username)
        visitors[portal].get("/inbox/")
        opened.append(mine.database)

    firm, supervisor = visitors["enterprise"], visitors["supervisor"]
    complaint = {"ground": "no_scan", "text": "两名检查人员没有扫码就进店检查。", "agency": "SCJG", "day": "2026-11-19"}
    told = firm.send("/complaints/new", complaint)
    assert "投诉" in told.text
    assert "没有扫码就进店" in supervisor.get("/complaints/").text
    assert visitors["officer"].get("/visits").heading
    for database in opened:
        database.close()


def _mounted(mine: Supervision, portal: str) -> DispatcherMiddleware:
    return DispatcherMiddleware(create_front(mine), {f"/{portal}": portal_app(mine, portal)})
