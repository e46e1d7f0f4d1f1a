"""The second step at the small portal: between the steps nobody is signed in, and every way in is counted."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from werkzeug.test import Client

from supervision_code.adapters import one_time_codes
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.accounts import Account, SignInTries, WebSession
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.clock import StoppedClock
from tests.support.second_steps import fresh_recovery_code
from tests.support.statements import count_statements
from tests.web.browsing import COOKIE, HOME, SIGN_IN, USER, cookie_of, page_of, send, sign_in
from tests.web.conftest import PORTAL, client_of

SECOND = "/enterprise/sign-in/second"


@pytest.fixture
def secret(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> str:
    """The firm's administrator has an authenticator app; this is its secret, and a minute has gone by."""
    actor = city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    offer = supervision.second_factors.offer_app(actor, "product", "picture")
    supervision.second_factors.add_app(actor, offer.sealed, one_time_codes.code_at(offer.secret, clock.now()))
    clock.pass_by(minutes=1)
    return offer.secret


def give(visitor: Client, **fields: str) -> int:
    """Send the second step and return the status of its answer."""
    token = page_of(visitor.get(SECOND)).forms[0].fields["csrf_token"]
    return visitor.post(SECOND, data={"csrf_token": token, **fields}).status_code


def test_after_the_password_nobody_is_signed_in_yet(visitor: Client, secret: str, database: Database) -> None:
    assert sign_in(visitor).headers["Location"] == SECOND

    assert visitor.get(HOME).headers["Location"].startswith(SIGN_IN)
    with database.read() as session:
        assert session.scalars(select(WebSession.signed_in)).all() == [False]


def test_each_step_gives_a_new_token(visitor: Client, secret: str, clock: StoppedClock, database: Database) -> None:
    tokens = [cookie_of(visitor)]
    sign_in(visitor)
    tokens.append(cookie_of(visitor))
    assert give(visitor, code=one_time_codes.code_at(secret, clock.now())) == 303
    tokens.append(cookie_of(visitor))

    assert len(set(tokens)) == 3
    assert visitor.get(HOME).status_code == 200
    visitor.set_cookie(COOKIE, tokens[1])
    assert visitor.get(HOME).status_code == 303
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(WebSession)) == 1


def test_where_one_was_going_is_kept_over_both_steps(visitor: Client, secret: str, clock: StoppedClock) -> None:
    asked = sign_in(visitor, address=f"{SIGN_IN}?next=/enterprise/?days%3D7").headers["Location"]
    token = page_of(visitor.get(asked)).forms[0].fields["csrf_token"]
    answer = visitor.post(
        page_of(visitor.get(asked)).form_with("code").action,
        data={"csrf_token": token, "code": one_time_codes.code_at(secret, clock.now())},
    )

    assert answer.headers["Location"] == "/enterprise/?days=7"


def test_the_second_step_may_take_ten_minutes(visitor: Client, secret: str, clock: StoppedClock) -> None:
    sign_in(visitor)
    token = page_of(visitor.get(SECOND)).forms[0].fields["csrf_token"]
    clock.pass_by(minutes=10)

    answer = visitor.post(SECOND, data={"csrf_token": token, "code": one_time_codes.code_at(secret, clock.now())})

    assert answer.headers["Location"] == SIGN_IN
    assert "第二步等得太久" in page_of(visitor.get(SIGN_IN)).text
    assert visitor.get(HOME).status_code == 303


def test_one_may_begin_again_with_another_name(visitor: Client, secret: str) -> None:
    sign_in(visitor)
    token = page_of(visitor.get(SECOND)).forms[0].fields["csrf_token"]

    assert visitor.post("/enterprise/sign-in/again", data={"csrf_token": token}).headers["Location"] == SIGN_IN
    assert visitor.get(SECOND).headers["Location"] == SIGN_IN


def test_what_is_missing_or_wrong_is_said(visitor: Client, secret: str) -> None:
    sign_in(visitor)
    token = page_of(visitor.get(SECOND)).forms[0].fields["csrf_token"]
    told = [page_of(visitor.post(SECOND, data={"csrf_token": token, "code": code})).text for code in ("", "000000")]

    assert "请填写验证码" in told[0]
    assert "没有通过" in told[1]
    for _ in range(4):
        visitor.post(SECOND, data={"csrf_token": token, "code": "000000"})
    assert "请15分钟后再试" in page_of(visitor.post(SECOND, data={"csrf_token": token, "code": "000000"})).text


def test_a_session_from_before_the_second_factor_ends_with_it(
    visitor: Client, supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    sign_in(visitor)
    actor = city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    offer = supervision.second_factors.offer_app(actor, "product", "picture")
    assert visitor.get(HOME).status_code == 200

    supervision.second_factors.add_app(actor, offer.sealed, one_time_codes.code_at(offer.secret, clock.now()))

    assert visitor.get(HOME).status_code == 303


def test_a_new_password_ends_sessions_that_the_database_still_holds(
    visitor: Client, supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    sign_in(visitor)
    with database.begin() as session:
        later = clock.now() + timedelta(seconds=1)
        session.execute(update(Account).where(Account.username == USER).values(password_changed_at=later))

    assert visitor.get(HOME).status_code == 303


def test_a_half_session_cannot_be_made_whole_by_what_it_says(
    visitor: Client, supervision: Supervision, secret: str, city: SmallCity
) -> None:
    sign_in(visitor)
    token = cookie_of(visitor)
    content = dict(supervision.sessions.load(token, PORTAL.name, PORTAL.limits) or {})
    account = str(city.accounts[Role.ENTERPRISE_ADMINISTRATOR].id)

    supervision.sessions.save(token, {**content, "_user_id": account, "signed_in_at": 4102444800})

    assert visitor.get(HOME).status_code == 303


def test_a_recovery_code_says_how_many_are_left(visitor: Client, supervision: Supervision, secret: str) -> None:
    sign_in(visitor)
    code = fresh_recovery_code(supervision, USER)

    assert give(visitor, recovery=code) == 303

    with supervision.database.read() as session:
        row = session.scalars(select(WebSession)).one()
    assert "还剩10个" in row.content


def test_misses_under_a_name_that_does_not_exist_lock_it_with_the_same_words(
    visitor: Client, supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    told: dict[str, list[str]] = {}
    for name in (USER, "nobody-of-this-name"):
        told[name] = []
        for minutes in (0, 0, 0, 0, 0, 0, 14, 1, 0):
            clock.pass_by(minutes=minutes)
            page = page_of(sign_in(visitor, name, "wrong-again-1"))
            told[name].append(re.sub(r"\s+", " ", page.text).replace(name, "·"))

    assert told[USER] == told["nobody-of-this-name"]
    assert sum("请15分钟后再试" in text for text in told[USER]) == 1


def test_known_and_unknown_names_cost_the_same_statements(
    visitor: Client, supervision: Supervision, city: SmallCity, database: Database
) -> None:
    service, roles = supervision.sign_ins, frozenset({Role.ENTERPRISE_ADMINISTRATOR})
    counts = []
    for name in (USER, "nobody-of-this-name"):
        for _ in range(2):
            with count_statements(database) as sent, pytest.raises(Exception, match="sign-in-refused"):
                service.sign_in(name, "wrong-again-1", roles)
            counts.append(len(sent))

    assert len(set(counts)) == 1


def test_names_are_kept_as_digests_and_forgotten_after_a_day(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    with pytest.raises(Exception, match="sign-in-refused"):
        supervision.sign_ins.sign_in("Nobody-Of-This-Name", "wrong-again-1", frozenset(Role))
    with database.read() as session:
        kept = session.scalars(select(SignInTries)).one()
    assert (len(kept.digest), kept.account_id, kept.misses) == (64, None, 1)
    assert kept.digest == supervision.box.digest("name", "nobody-of-this-name")
    assert supervision.sign_ins.sweep() == 0
    clock.pass_by(hours=24)

    assert supervision.sign_ins.sweep() == 1


def test_the_session_of_the_first_step_is_none_in_another_portal(
    visitor: Client, supervision: Supervision, secret: str
) -> None:
    sign_in(visitor)
    other = client_of(supervision, replace(PORTAL, name="officer", prefix="/officer"))
    other.set_cookie("sc_officer", cookie_of(visitor))

    assert other.get("/officer/sign-in/second").headers["Location"] == "/officer/sign-in"


def test_a_form_sent_between_the_steps_leads_to_the_sign_in(visitor: Client, secret: str) -> None:
    sign_in(visitor)

    assert send(visitor, "/enterprise/write").headers["Location"].startswith(SIGN_IN)
