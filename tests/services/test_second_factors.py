"""Second factors: adding, giving up, resetting; every code and every passkey's answer counts once."""

import pytest
from sqlalchemy import select

from supervision_code.adapters import one_time_codes
from supervision_code.domain.errors import (
    DomainError,
    InvalidValue,
    LastSecondFactor,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    SecondFactorLocked,
    SecondFactorRefused,
)
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.second_factors import StepPurpose
from supervision_code.persistence.models.accounts import Account, WebSession
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.second_factors import OneTimeCode, Passkey
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.accounts import actor_of, build_account
from tests.factories.small_city import SmallCity
from tests.support.authenticators import PRESENT, Authenticator
from tests.support.clock import StoppedClock
from tests.support.second_steps import fresh_recovery_code

SIGN_IN, CONFIRM = StepPurpose.SIGN_IN, StepPurpose.CONFIRM
SUPERVISORS = frozenset({Role.SUPERVISOR})


@pytest.fixture
def newcomer(supervision: Supervision) -> Actor:
    """A supervisor without any second factor yet."""
    account = build_account(Role.SUPERVISOR, username="newcomer", name="新人")
    account.factor_since = None
    given(supervision.database, account)
    return actor_of(account)


def with_app(supervision: Supervision, actor: Actor) -> tuple[str, tuple[str, ...]]:
    """Add an authenticator app; return its secret and the recovery codes."""
    offer = supervision.second_factors.offer_app(actor, "product", "picture")
    code = one_time_codes.code_at(offer.secret, supervision.clock.now())
    return offer.secret, supervision.second_factors.add_app(actor, offer.sealed, code)


def with_passkey(supervision: Supervision, actor: Actor) -> tuple[Authenticator, tuple[str, ...]]:
    """Add a passkey; return its device and the recovery codes."""
    device = Authenticator()
    options = supervision.second_factors.offer_passkey(actor, "product")
    return device, supervision.second_factors.add_passkey(actor, device.create(options), "办公电脑")


def ask(supervision: Supervision, actor: Actor, purpose: StepPurpose = SIGN_IN) -> str:
    """What the browser is handed to ask for a passkey."""
    options = supervision.second_steps.ask_passkey(actor.account_id, purpose)
    assert options is not None
    return options


def try_code(supervision: Supervision, actor: Actor, code: str) -> str:
    try:
        supervision.second_steps.by_code(actor.account_id, code, SUPERVISORS, SIGN_IN)
    except DomainError as refusal:
        return refusal.code
    return "in"


def trail_of(supervision: Supervision) -> list[str]:
    with supervision.database.read() as session:
        return list(session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)))


def test_the_first_factor_brings_ten_recovery_codes_and_the_next_none(
    supervision: Supervision, newcomer: Actor
) -> None:
    _, codes = with_app(supervision, newcomer)
    _, more = with_passkey(supervision, newcomer)
    standing = supervision.queries.second_factors.standing(newcomer.account_id)

    assert len(set(codes)) == 10
    assert more == ()
    assert standing.since == supervision.clock.now()
    assert (standing.recovery_codes, len(standing.passkeys), standing.any) == (10, 1, True)
    assert trail_of(supervision) == ["account:factor_added", "account:factor_added"]


def test_a_code_signs_in_once_and_the_one_before_never_again(
    supervision: Supervision, newcomer: Actor, clock: StoppedClock
) -> None:
    secret, _ = with_app(supervision, newcomer)
    enrolled = one_time_codes.code_at(secret, clock.now())
    assert try_code(supervision, newcomer, enrolled) == "second-factor-refused"
    clock.pass_by(seconds=30)
    before = one_time_codes.code_at(secret, clock.now())
    clock.pass_by(seconds=30)
    code = one_time_codes.code_at(secret, clock.now())

    assert try_code(supervision, newcomer, f" {code[:3]} {code[3:]}") == "in"
    assert try_code(supervision, newcomer, code) == "second-factor-refused"
    assert try_code(supervision, newcomer, before) == "second-factor-refused"
    assert "account:signed_in" in trail_of(supervision)


def test_a_code_counts_thirty_seconds_early_and_late_but_no_more(
    supervision: Supervision, newcomer: Actor, clock: StoppedClock
) -> None:
    secret, _ = with_app(supervision, newcomer)
    clock.pass_by(minutes=10)
    now = clock.now()
    codes = {}
    for step in (-2, -1, 1, 2):
        clock.set(now)
        clock.pass_by(seconds=30 * step)
        codes[step] = one_time_codes.code_at(secret, clock.now())
    clock.set(now)

    assert {step: try_code(supervision, newcomer, codes[step]) for step in (-2, 2, -1, 1)} == {
        -2: "second-factor-refused",
        2: "second-factor-refused",
        -1: "in",
        1: "in",
    }


def test_five_wrong_codes_lock_and_the_next_five_for_twice_as_long(
    supervision: Supervision, newcomer: Actor, clock: StoppedClock
) -> None:
    secret, _ = with_app(supervision, newcomer)
    clock.pass_by(minutes=5)
    for minutes in (15, 30, 60):
        assert [try_code(supervision, newcomer, "000000") for _ in range(5)] == ["second-factor-refused"] * 5
        right = one_time_codes.code_at(secret, clock.now())
        with pytest.raises(SecondFactorLocked) as locked:
            supervision.second_steps.by_code(newcomer.account_id, right, SUPERVISORS, SIGN_IN)
        assert locked.value.facts["minutes"] == minutes
        clock.pass_by(minutes=minutes, seconds=1)
    assert try_code(supervision, newcomer, one_time_codes.code_at(secret, clock.now())) == "in"
    with supervision.database.read() as session:
        account = session.get(Account, newcomer.account_id)
    assert account is not None
    assert account.factor_misses == 0


def test_a_right_password_between_wrong_codes_does_not_start_the_count_again(
    supervision: Supervision, newcomer: Actor
) -> None:
    with_app(supervision, newcomer)
    for _ in range(4):
        try_code(supervision, newcomer, "000000")
    supervision.sign_ins.sign_in("newcomer", "correct-horse-battery", SUPERVISORS)
    try_code(supervision, newcomer, "000000")

    assert try_code(supervision, newcomer, "000000") == "second-factor-locked"


def test_a_secret_is_of_use_to_its_own_account_only_and_stands_nowhere_in_the_clear(
    supervision: Supervision, newcomer: Actor, city: SmallCity, clock: StoppedClock
) -> None:
    secret, _ = with_app(supervision, newcomer)
    other = city.actor(Role.SUPERVISOR)
    with supervision.database.begin() as session:
        mine = session.get(OneTimeCode, newcomer.account_id)
        assert mine is not None
        assert secret not in mine.sealed_secret
        session.add(
            OneTimeCode(
                account_id=other.account_id, sealed_secret=mine.sealed_secret, last_step=0, created_at=clock.now()
            )
        )
    clock.pass_by(minutes=1)

    assert try_code(supervision, other, one_time_codes.code_at(secret, clock.now())) == "second-factor-refused"
    sealed = supervision.second_factors.offer_app(other, "product", "picture").sealed
    with pytest.raises(SecondFactorRefused):
        supervision.second_factors.add_app(newcomer, sealed, "123456")


def test_a_recovery_code_works_once_however_it_is_typed(supervision: Supervision, newcomer: Actor) -> None:
    _, codes = with_app(supervision, newcomer)
    typed = codes[0].upper().replace("-", " ").replace("0", "O").replace("1", "l")

    actor = supervision.second_steps.by_recovery_code(newcomer.account_id, typed, SUPERVISORS, SIGN_IN)

    assert actor == newcomer
    with pytest.raises(SecondFactorRefused):
        supervision.second_steps.by_recovery_code(newcomer.account_id, codes[0], SUPERVISORS, SIGN_IN)
    assert supervision.queries.second_factors.standing(newcomer.account_id).recovery_codes == 9
    assert "account:recovery_code_used" in trail_of(supervision)


def test_new_recovery_codes_put_the_old_ones_out_of_use(supervision: Supervision, newcomer: Actor) -> None:
    with pytest.raises(NoSuchRecord):
        supervision.second_factors.new_recovery_codes(newcomer)
    _, codes = with_app(supervision, newcomer)

    fresh = supervision.second_factors.new_recovery_codes(newcomer)

    assert not set(codes) & set(fresh)
    with pytest.raises(SecondFactorRefused):
        supervision.second_steps.by_recovery_code(newcomer.account_id, codes[0], SUPERVISORS, SIGN_IN)
    supervision.second_steps.by_recovery_code(newcomer.account_id, fresh[0], SUPERVISORS, SIGN_IN)


def test_a_recovery_code_of_somebody_else_is_worth_nothing(
    supervision: Supervision, newcomer: Actor, city: SmallCity
) -> None:
    with_app(supervision, newcomer)
    foreign = fresh_recovery_code(supervision, city.accounts[Role.SUPERVISOR].username)

    with pytest.raises(SecondFactorRefused):
        supervision.second_steps.by_recovery_code(newcomer.account_id, foreign, SUPERVISORS, SIGN_IN)


def test_a_passkey_signs_in(supervision: Supervision, newcomer: Actor) -> None:
    device, _ = with_passkey(supervision, newcomer)

    for _ in range(2):
        answer = device.get(ask(supervision, newcomer))
        assert supervision.second_steps.by_passkey(newcomer.account_id, answer, SUPERVISORS, SIGN_IN) == newcomer


def refused(supervision: Supervision, actor: Actor, answer: str, purpose: StepPurpose = SIGN_IN) -> None:
    with pytest.raises(SecondFactorRefused):
        supervision.second_steps.by_passkey(actor.account_id, answer, SUPERVISORS, purpose)


def test_an_answer_counts_once_even_where_the_device_does_not_count(
    supervision: Supervision, newcomer: Actor, clock: StoppedClock
) -> None:
    device = Authenticator(counter=0)
    options = supervision.second_factors.offer_passkey(newcomer, "product")
    supervision.second_factors.add_passkey(newcomer, device.create(options), "手机")
    answer = device.get(ask(supervision, newcomer))

    supervision.second_steps.by_passkey(newcomer.account_id, answer, SUPERVISORS, SIGN_IN)
    refused(supervision, newcomer, answer)
    clock.pass_by(minutes=10)
    assert supervision.second_steps.sweep() == 2
    refused(supervision, newcomer, answer)


def test_an_answer_given_too_late_is_refused(supervision: Supervision, newcomer: Actor, clock: StoppedClock) -> None:
    device, _ = with_passkey(supervision, newcomer)
    options = ask(supervision, newcomer)
    clock.pass_by(minutes=10)

    refused(supervision, newcomer, device.get(options))


def test_an_answer_for_one_purpose_is_worth_nothing_for_another(supervision: Supervision, newcomer: Actor) -> None:
    device, _ = with_passkey(supervision, newcomer)

    refused(supervision, newcomer, device.get(ask(supervision, newcomer, CONFIRM)), SIGN_IN)
    refused(supervision, newcomer, device.get(ask(supervision, newcomer, SIGN_IN)), CONFIRM)
    refused(supervision, newcomer, device.get(supervision.second_factors.offer_passkey(newcomer, "product")))


def test_a_counter_that_goes_back_is_refused(supervision: Supervision, newcomer: Actor) -> None:
    device, _ = with_passkey(supervision, newcomer)
    device.counter = 7
    supervision.second_steps.by_passkey(
        newcomer.account_id, device.get(ask(supervision, newcomer)), SUPERVISORS, SIGN_IN
    )

    for counter in (0, 6, 7):
        refused(supervision, newcomer, device.bent(counter=counter).get(ask(supervision, newcomer)))


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://localhost:8001"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0},
        {"credential_id": b"another passkey of nobody knows whom"},
    ],
)
def test_an_answer_of_another_origin_device_or_without_its_owner_is_refused(
    supervision: Supervision, newcomer: Actor, changes: dict[str, object]
) -> None:
    device, _ = with_passkey(supervision, newcomer)
    options = ask(supervision, newcomer)

    refused(supervision, newcomer, device.bent(**changes).get(options))
    refused(supervision, newcomer, device.bent(key=Authenticator().key).get(options))
    offer = supervision.second_factors.offer_passkey(newcomer, "product")
    if "credential_id" not in changes:
        with pytest.raises(SecondFactorRefused):
            supervision.second_factors.add_passkey(newcomer, Authenticator().bent(**changes).create(offer), "别的")


def test_a_passkey_of_somebody_else_is_worth_nothing(
    supervision: Supervision, newcomer: Actor, city: SmallCity
) -> None:
    other = city.actor(Role.SUPERVISOR)
    foreign, _ = with_passkey(supervision, other)
    with_passkey(supervision, newcomer)

    refused(supervision, newcomer, foreign.get(ask(supervision, newcomer)))
    refused(supervision, newcomer, foreign.get(ask(supervision, other)))


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "1", '{"id": 1}', '{"response": {"clientDataJSON": "e30"}}']
)
def test_what_is_no_answer_is_refused(supervision: Supervision, newcomer: Actor, answer: str) -> None:
    with_passkey(supervision, newcomer)

    refused(supervision, newcomer, answer)
    with pytest.raises(SecondFactorRefused):
        supervision.second_factors.add_passkey(newcomer, answer, "名称")


def test_a_passkey_is_added_once_and_by_its_own_offer_only(
    supervision: Supervision, newcomer: Actor, city: SmallCity, clock: StoppedClock
) -> None:
    device, late = Authenticator(), Authenticator()
    options = supervision.second_factors.offer_passkey(newcomer, "product")
    supervision.second_factors.add_passkey(newcomer, device.create(options), "一")
    with pytest.raises(SecondFactorRefused):
        supervision.second_factors.add_passkey(newcomer, device.create(options), "二")
    foreign = supervision.second_factors.offer_passkey(city.actor(Role.SUPERVISOR), "product")
    with pytest.raises(SecondFactorRefused):
        supervision.second_factors.add_passkey(newcomer, late.create(foreign), "三")
    again = supervision.second_factors.offer_passkey(newcomer, "product")
    with pytest.raises(SecondFactorRefused):
        supervision.second_factors.add_passkey(newcomer, device.create(again), "同一把")
    with pytest.raises(InvalidValue):
        supervision.second_factors.add_passkey(newcomer, late.create(again), "长" * 41)
    clock.pass_by(minutes=10)
    with pytest.raises(SecondFactorRefused):
        supervision.second_factors.add_passkey(newcomer, late.create(again), "四")


def test_who_must_have_a_factor_keeps_the_last_one(supervision: Supervision, newcomer: Actor) -> None:
    with_app(supervision, newcomer)
    with pytest.raises(LastSecondFactor):
        supervision.second_factors.remove_app(newcomer)
    with_passkey(supervision, newcomer)
    supervision.second_factors.remove_app(newcomer)
    passkey = supervision.queries.second_factors.standing(newcomer.account_id).passkeys[0].id

    with pytest.raises(LastSecondFactor):
        supervision.second_factors.remove_passkey(newcomer, passkey)
    with pytest.raises(NoSuchRecord):
        supervision.second_factors.remove_app(newcomer)
    assert supervision.queries.second_factors.standing(newcomer.account_id).any


def test_a_firm_may_go_without_again(supervision: Supervision, city: SmallCity) -> None:
    owner = city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    with_passkey(supervision, owner)
    standing = supervision.queries.second_factors.standing(owner.account_id)
    with pytest.raises(NoSuchRecord):
        supervision.second_factors.remove_passkey(city.actor(Role.SUPERVISOR), standing.passkeys[0].id)

    supervision.second_factors.remove_passkey(owner, standing.passkeys[0].id)

    left = supervision.queries.second_factors.standing(owner.account_id)
    assert (left.since, left.recovery_codes, left.any) == (None, 0, False)


def test_an_operator_resets_with_a_reason_on_the_trail_and_in_the_ledger(
    supervision: Supervision, newcomer: Actor, city: SmallCity, clock: StoppedClock
) -> None:
    operator = city.actor(Role.OPERATOR)
    with_app(supervision, newcomer)
    with_passkey(supervision, newcomer)
    with supervision.database.begin() as session:
        row = WebSession(digest="d", portal="supervisor", account_id=newcomer.account_id, content="{}")
        row.created_at = row.seen_at = row.expires_at = clock.now()
        session.add(row)
    with pytest.raises(ReasonMissing):
        supervision.second_factors.reset(operator, "newcomer", " ")
    for nobody in ("nobody", "operator"):
        with pytest.raises(NoSuchRecord):
            supervision.second_factors.reset(operator, nobody, "手机丢了")
    with pytest.raises(NotPermitted):
        supervision.second_factors.reset(city.actor(Role.SUPERVISOR), "newcomer", "手机丢了")

    supervision.second_factors.reset(operator, "newcomer", "手机丢了，已当面核实")

    standing = supervision.queries.second_factors.standing(newcomer.account_id)
    assert (standing.since, standing.any, standing.recovery_codes) == (None, False, 0)
    with supervision.database.read() as session:
        assert session.scalars(select(WebSession.digest)).all() == []
        assert session.scalars(select(Passkey.id)).all() == []
        entry = session.scalars(select(TrailEntry).where(TrailEntry.action == "account:factor_reset")).one()
        assert session.scalars(select(LedgerEntry.kind)).all() == [LedgerKind.ROLE_GRANTED]
    assert (entry.account_id, entry.subject, entry.note) == (operator.account_id, "newcomer", "手机丢了，已当面核实")


def test_a_new_first_password_leaves_the_second_factor(supervision: Supervision, newcomer: Actor) -> None:
    with_app(supervision, newcomer)

    supervision.accounts.reset_password(None, "newcomer")

    assert supervision.queries.second_factors.standing(newcomer.account_id).any


def test_a_disabled_account_takes_no_second_step(supervision: Supervision, newcomer: Actor) -> None:
    _, codes = with_app(supervision, newcomer)
    supervision.accounts.set_active(None, "newcomer", active=False)

    with pytest.raises(NoSuchRecord):
        supervision.second_steps.by_recovery_code(newcomer.account_id, codes[0], SUPERVISORS, SIGN_IN)


def test_a_second_step_of_another_portal_is_none(supervision: Supervision, newcomer: Actor) -> None:
    _, codes = with_app(supervision, newcomer)

    with pytest.raises(NoSuchRecord):
        supervision.second_steps.by_recovery_code(newcomer.account_id, codes[0], frozenset({Role.OFFICER}), SIGN_IN)
