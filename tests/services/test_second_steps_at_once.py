"""The same recovery code, code or answer shown by several requests at the same moment: one of them is let in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from config.settings import Settings
from supervision_code.adapters import one_time_codes
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.errors import SecondFactorLocked, SecondFactorRefused
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.second_factors import StepPurpose
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import build_small_city
from tests.support.authenticators import Authenticator
from tests.support.clock import StoppedClock

SIGN_IN = StepPurpose.SIGN_IN
FIRM = frozenset({Role.ENTERPRISE_MEMBER})


@pytest.fixture(params=["sqlite_file", "postgresql_own"])
def running(request: pytest.FixtureRequest, settings: Settings) -> tuple[Supervision, Actor, StoppedClock]:
    """The product over a database with real commits, and somebody without a second factor."""
    database: Database = request.getfixturevalue(request.param)
    city, clock = build_small_city(database), StoppedClock()
    supervision = bootstrap(settings, clock=clock, database=database, passwords=PASSWORDS)
    return supervision, city.actor(Role.ENTERPRISE_MEMBER), clock


def crowd(step: Callable[[], Actor]) -> list[str]:
    """What six requests at the same moment are told."""

    def one(_: int) -> str:
        try:
            step()
        except (SecondFactorRefused, SecondFactorLocked) as refusal:
            return refusal.code
        return "in"

    with ThreadPoolExecutor(6) as pool:
        return sorted(pool.map(one, range(6)))


def test_one_of_many_wins(running: tuple[Supervision, Actor, StoppedClock]) -> None:
    supervision, actor, clock = running
    steps, device = supervision.second_steps, Authenticator(counter=0)
    offer = supervision.second_factors.offer_app(actor, "product", "picture")
    codes = supervision.second_factors.add_app(actor, offer.sealed, one_time_codes.code_at(offer.secret, clock.now()))
    options = supervision.second_factors.offer_passkey(actor, "product")
    supervision.second_factors.add_passkey(actor, device.create(options), "手机")

    assert crowd(lambda: steps.by_recovery_code(actor.account_id, codes[0], FIRM, SIGN_IN)).count("in") == 1
    clock.pass_by(hours=1)
    code = one_time_codes.code_at(offer.secret, clock.now())
    assert crowd(lambda: steps.by_code(actor.account_id, code, FIRM, SIGN_IN)).count("in") == 1
    clock.pass_by(hours=1)
    answer = device.get(steps.ask_passkey(actor.account_id, SIGN_IN) or "")
    assert crowd(lambda: steps.by_passkey(actor.account_id, answer, FIRM, SIGN_IN)).count("in") == 1


def test_two_who_enrol_at_once_get_one_set_of_recovery_codes(running: tuple[Supervision, Actor, StoppedClock]) -> None:
    supervision, actor, _ = running
    answers = [Authenticator().create(supervision.second_factors.offer_passkey(actor, "product")) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda answer: supervision.second_factors.add_passkey(actor, answer, "手机"), answers))

    assert sorted(map(len, told)) == [0, 0, 0, 10]
    assert supervision.queries.second_factors.standing(actor.account_id).recovery_codes == 10
