"""Signing in with lock-out, passwords, and who may make, reset and disable whom."""

import pytest
from sqlalchemy import func, select

from supervision_code.domain.errors import (
    InvalidValue,
    NoSuchRecord,
    NotPermitted,
    SignInLocked,
    SignInRefused,
    UserNameTaken,
    WeakPassword,
)
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.accounts import Account, WebSession
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.services.accounts import NewAccount
from tests.factories.accounts import PASSWORD
from tests.factories.registry import CITY, FUTIAN_STREET
from tests.factories.small_city import SCJG, SmallCity
from tests.support.clock import StoppedClock

OFFICERS = frozenset({Role.OFFICER, Role.AGENCY_MANAGER})


def test_name_and_password_give_the_actor_with_the_reach_of_the_account(
    supervision: Supervision, city: SmallCity
) -> None:
    assert supervision.sign_ins.sign_in(" Officer ", PASSWORD, OFFICERS) == city.actor(Role.OFFICER)


@pytest.mark.parametrize(
    ("username", "password"), [("officer", "wrong"), ("nobody", PASSWORD), ("supervisor", PASSWORD)]
)
def test_a_wrong_name_password_or_portal_is_refused_alike(
    supervision: Supervision, city: SmallCity, username: str, password: str
) -> None:
    with pytest.raises(SignInRefused):
        supervision.sign_ins.sign_in(username, password, OFFICERS)


def test_five_misses_lock_the_account_for_a_quarter_of_an_hour(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefused):
            supervision.sign_ins.sign_in("officer", "wrong", OFFICERS)
    with pytest.raises(SignInLocked) as locked:
        supervision.sign_ins.sign_in("officer", PASSWORD, OFFICERS)
    assert locked.value.facts["minutes"] == 15
    clock.pass_by(minutes=15, seconds=1)
    assert supervision.sign_ins.sign_in("officer", PASSWORD, OFFICERS).role is Role.OFFICER


def test_success_forgets_earlier_misses(supervision: Supervision, city: SmallCity) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                supervision.sign_ins.sign_in("officer", "wrong", OFFICERS)
        supervision.sign_ins.sign_in("officer", PASSWORD, OFFICERS)


def test_a_new_password_needs_the_old_one_and_some_strength_and_ends_all_sessions(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    actor = city.actor(Role.OFFICER)
    given_session(database, city.accounts[Role.OFFICER], clock)
    with pytest.raises(SignInRefused):
        supervision.accounts.change_password(actor, "wrong", "a-better-password")
    for weak in ("short", "123456789012", "aaaaaaaaaaaaaaaa"):
        with pytest.raises(WeakPassword):
            supervision.accounts.change_password(actor, PASSWORD, weak)
    supervision.accounts.change_password(actor, PASSWORD, "a-better-password")
    assert supervision.sign_ins.sign_in("officer", "a-better-password", OFFICERS).role is Role.OFFICER
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(WebSession)) == 0


def given_session(database: Database, account: Account, clock: StoppedClock) -> None:
    with database.begin() as session:
        session.add(
            WebSession(
                digest="d",
                portal="officer",
                account_id=account.id,
                content="{}",
                created_at=clock.now(),
                seen_at=clock.now(),
                expires_at=clock.now(),
            )
        )


@pytest.mark.parametrize(
    "wanted",
    [
        {"role": Role.ENTERPRISE_ADMINISTRATOR, "uscc": "firm"},
        {"role": Role.OFFICER, "certificate_no": "44030400102"},
        {"role": Role.AGENCY_MANAGER, "agency": SCJG},
        {"role": Role.SUPERVISOR, "district": "440304"},
        {"role": Role.SUPERVISOR},
        {"role": Role.OPERATOR},
    ],
)
def test_an_account_is_made_for_each_role_and_goes_on_the_ledger(
    supervision: Supervision, city: SmallCity, database: Database, wanted: dict[str, str]
) -> None:
    if wanted.get("uscc"):
        wanted = {**wanted, "uscc": city.firm.uscc}
    new = NewAccount(username="New.One", name="新人", **wanted)  # type: ignore[arg-type]
    password = supervision.accounts.add(None, new)
    assert supervision.sign_ins.sign_in("new.one", password, frozenset({new.role})).name == "新人"
    with database.read() as session:
        assert session.scalars(select(LedgerEntry.kind)).all() == [LedgerKind.ROLE_GRANTED]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"username": "officer"}, UserNameTaken),
        ({"username": "ab"}, InvalidValue),
        ({"username": "a/b"}, InvalidValue),
        ({"username": "../x"}, InvalidValue),
        ({"username": "a b<script>"}, InvalidValue),
        ({"role": Role.OFFICER, "certificate_no": "none"}, InvalidValue),
        ({"role": Role.AGENCY_MANAGER, "agency": "none"}, InvalidValue),
        ({"role": Role.SUPERVISOR, "district": "none"}, InvalidValue),
        ({"role": Role.SUPERVISOR, "district": FUTIAN_STREET}, InvalidValue),
        ({"role": Role.ENTERPRISE_MEMBER, "uscc": "none"}, InvalidValue),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    supervision: Supervision, city: SmallCity, changes: dict[str, str], refusal: type[Exception]
) -> None:
    wanted = {"username": "new.one", "name": "新人", "role": Role.OPERATOR, **changes}
    with pytest.raises(refusal):
        supervision.accounts.add(None, NewAccount(**wanted))  # type: ignore[arg-type]
    with pytest.raises(WeakPassword):
        supervision.accounts.add(None, NewAccount(username="fine", name="好", role=Role.OPERATOR), "short")


def test_a_supervisor_of_the_city_by_its_code_sees_the_whole_city(supervision: Supervision, city: SmallCity) -> None:
    new = NewAccount(username="new.one", name="新人", role=Role.SUPERVISOR, district=CITY)
    password = supervision.accounts.add(None, new)
    assert supervision.sign_ins.sign_in("new.one", password, frozenset({Role.SUPERVISOR})).district is None


def test_a_firms_administrator_manages_the_members_of_the_own_firm_only(
    supervision: Supervision, city: SmallCity
) -> None:
    administrator = city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    first = supervision.accounts.add_member(administrator, "waiter", "阿强")
    member = supervision.sign_ins.sign_in("waiter", first, frozenset({Role.ENTERPRISE_MEMBER}))
    assert member.enterprise_id == city.firm.id
    second = supervision.accounts.reset_password(administrator, "waiter")
    assert second != first
    supervision.accounts.set_active(administrator, "waiter", active=False)
    with pytest.raises(SignInRefused):
        supervision.sign_ins.sign_in("waiter", second, frozenset({Role.ENTERPRISE_MEMBER}))
    supervision.accounts.set_active(administrator, "waiter", active=True)
    for foreign in ("other-enterprise_member", "officer", "enterprise_administrator", "nobody"):
        with pytest.raises(NoSuchRecord):
            supervision.accounts.reset_password(administrator, foreign)
    for role, uscc in ((Role.SUPERVISOR, ""), (Role.ENTERPRISE_MEMBER, city.other_firm.uscc)):
        with pytest.raises(NotPermitted):
            supervision.accounts.add(administrator, NewAccount(username="boss", name="官", role=role, uscc=uscc))
    with pytest.raises(NotPermitted):
        supervision.accounts.add_member(member, "another", "别人")
    with pytest.raises(NotPermitted):
        supervision.accounts.reset_password(member, "waiter")


def test_an_operator_manages_every_account(supervision: Supervision, city: SmallCity) -> None:
    operator = city.actor(Role.OPERATOR)
    supervision.accounts.set_active(operator, "officer", active=False)
    assert supervision.accounts.reset_password(operator, "supervisor")
    assert supervision.accounts.add(operator, NewAccount(username="more", name="多", role=Role.OPERATOR))
    rows = supervision.queries.accounts.page(operator, "OFFICER", "", 20)
    assert [(row.username, row.active) for row in rows] == [("officer", False), ("other-officer", True)]
    assert len(supervision.queries.accounts.members(city.actor(Role.ENTERPRISE_ADMINISTRATOR))) == 2


def test_a_disabled_account_is_signed_in_nowhere(supervision: Supervision, city: SmallCity) -> None:
    account = city.accounts[Role.OFFICER]
    assert supervision.queries.accounts.find_signed_in(account.id) is not None
    supervision.accounts.set_active(None, "officer", active=False)
    assert supervision.queries.accounts.find_signed_in(account.id) is None
    with pytest.raises(SignInRefused):
        supervision.sign_ins.sign_in("officer", PASSWORD, OFFICERS)


def test_the_language_of_an_account_is_one_of_two(supervision: Supervision, city: SmallCity) -> None:
    actor = city.actor(Role.OFFICER)
    supervision.accounts.choose_locale(actor, "en")
    found = supervision.queries.accounts.find_signed_in(actor.account_id)
    assert found is not None
    assert found.locale == "en"
    with pytest.raises(InvalidValue):
        supervision.accounts.choose_locale(actor, "fr")
