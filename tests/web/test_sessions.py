"""The session: what the cookie is like, when it is renewed, when it ends, and whom it serves."""

from dataclasses import replace

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import func, select
from werkzeug.test import Client

from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.accounts import WebSession
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.clock import StoppedClock
from tests.support.statements import count_statements
from tests.web.browsing import COOKIE, HOME, SIGN_IN, cookie_of, page_of, send, sign_in
from tests.web.conftest import PORTAL, client_of


def _stored(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(WebSession)) or 0


def test_over_http_the_cookie_is_kept_from_scripts_and_from_other_sites(visitor: Client) -> None:
    name, _, rest = visitor.get(SIGN_IN).headers["Set-Cookie"].partition("=")

    assert name == "sc_enterprise"
    assert rest.split("; ")[1:] == ["HttpOnly", "Path=/", "SameSite=Lax"]


def test_over_https_the_cookie_is_bound_to_the_host(secure_visitor: Client) -> None:
    name, _, rest = secure_visitor.get(SIGN_IN, base_url="https://code.example").headers["Set-Cookie"].partition("=")

    assert name == "__Host-sc_enterprise"
    assert rest.split("; ")[1:] == ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"]


def test_the_cookie_holds_nothing_but_a_random_token(visitor: Client, database: Database, city: SmallCity) -> None:
    sign_in(visitor)

    token = cookie_of(visitor)
    assert len(token) == 43
    with database.read() as session:
        assert token not in session.scalars(select(WebSession.digest)).all()


def test_signing_in_gives_a_new_token_and_ends_the_old_one(
    visitor: Client, database: Database, city: SmallCity
) -> None:
    visitor.get(SIGN_IN)
    before = cookie_of(visitor)

    assert sign_in(visitor).status_code == 303

    assert cookie_of(visitor) not in {before, ""}
    assert _stored(database) == 1


def test_a_token_planted_before_the_sign_in_is_worth_nothing(visitor: Client, city: SmallCity) -> None:
    visitor.set_cookie(COOKIE, "planted")

    sign_in(visitor)

    assert cookie_of(visitor) != "planted"


def test_signing_out_ends_the_session_on_the_server(visitor: Client, city: SmallCity) -> None:
    sign_in(visitor)
    kept = cookie_of(visitor)

    assert send(visitor, "/enterprise/sign-out").status_code == 303

    assert cookie_of(visitor) == ""
    visitor.set_cookie(COOKIE, kept)
    assert visitor.get(HOME).status_code == 303


def test_a_session_ends_after_twelve_idle_hours(visitor: Client, city: SmallCity, clock: StoppedClock) -> None:
    sign_in(visitor)
    clock.pass_by(hours=11, minutes=59)
    assert visitor.get(HOME).status_code == 200
    clock.pass_by(hours=11, minutes=59)
    assert visitor.get(HOME).status_code == 200

    clock.pass_by(hours=12)

    assert visitor.get(HOME).status_code == 303


def test_a_session_ends_after_a_day_however_busy_it_is(visitor: Client, city: SmallCity, clock: StoppedClock) -> None:
    sign_in(visitor)
    for _ in range(23):
        clock.pass_by(hours=1)
        assert visitor.get(HOME).status_code == 200

    clock.pass_by(hours=1)

    assert visitor.get(HOME).status_code == 303


def test_the_session_of_one_portal_is_none_in_another(
    visitor: Client, supervision: Supervision, city: SmallCity
) -> None:
    sign_in(visitor)
    elsewhere = replace(PORTAL, name="officer", prefix="/officer", roles=frozenset({Role.ENTERPRISE_ADMINISTRATOR}))
    other = client_of(supervision, elsewhere)

    other.set_cookie("sc_officer", cookie_of(visitor))

    assert other.get("/officer/").headers["Location"].startswith("/officer/sign-in")


def test_an_account_of_another_portal_cannot_sign_in_here(visitor: Client, city: SmallCity) -> None:
    answer = sign_in(visitor, "supervisor")

    assert answer.status_code == 401
    assert "用户名或密码不对" in page_of(answer).text


def test_a_disabled_account_is_signed_out_at_once(visitor: Client, supervision: Supervision, city: SmallCity) -> None:
    sign_in(visitor)

    supervision.accounts.set_active(None, "enterprise_administrator", active=False)

    assert visitor.get(HOME).status_code == 303


def test_a_request_still_under_way_does_not_bring_an_ended_session_back(
    visitor: Client, supervision: Supervision, city: SmallCity
) -> None:
    sign_in(visitor)
    token = cookie_of(visitor)
    content = supervision.sessions.load(token, PORTAL.name, PORTAL.limits)
    assert content is not None

    supervision.accounts.reset_password(None, "enterprise_administrator")
    supervision.sessions.save(token, content)

    assert supervision.sessions.load(token, PORTAL.name, PORTAL.limits) is None


def test_a_built_file_asks_for_no_session(visitor: Client, database: Database) -> None:
    wanted = {"path": "/enterprise/static/manifest.json", "headers": {"Cookie": f"{COOKIE}=anything"}}

    with count_statements(database) as sent, visitor.get(**wanted) as answer:
        assert "Set-Cookie" not in answer.headers

    assert sent == []
    visitor.set_cookie(COOKIE, "anything")
    with count_statements(database) as sent:
        visitor.get(HOME)
    assert sent != []


def test_looking_at_the_sign_in_page_however_often_stores_nothing(
    visitor: Client, database: Database, city: SmallCity
) -> None:
    with count_statements(database) as sent:
        for _ in range(20):
            Client(visitor.application).get(f"{SIGN_IN}?language=en")
    sign_in(visitor, password="wrong-again-1")

    assert sent == []
    assert _stored(database) == 0
    assert cookie_of(visitor).startswith("~")


@pytest.mark.parametrize(
    "forged",
    ["~", "~e30", "~e30.", "~eyJfdXNlcl9pZCI6IngifQ.AAAA", "~\x00", "~" + "A" * 3000],
)
def test_a_cookie_that_we_did_not_sign_says_nothing(visitor: Client, city: SmallCity, forged: str) -> None:
    visitor.set_cookie(COOKIE, forged)

    assert visitor.get(HOME).status_code == 303
    assert visitor.get(SIGN_IN).status_code == 200


def test_a_signed_cookie_can_never_stand_for_an_account(
    visitor: Client, supervision: Supervision, city: SmallCity
) -> None:
    account = str(city.accounts[Role.ENTERPRISE_ADMINISTRATOR].id)
    signer = URLSafeSerializer(supervision.secret_key, salt="not signed in: enterprise")

    for content in ({"_user_id": account}, {"half": account, "half_since": 4102444800}):
        visitor.set_cookie(COOKIE, f"~{signer.dumps(content)}")
        assert visitor.get(HOME).status_code == 303
        assert visitor.get("/enterprise/sign-in/second").headers["Location"] == SIGN_IN
