"""Many tries to sign in at the same moment: every miss counts, because the account's row is locked first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.errors import SignInLocked, SignInRefused
from supervision_code.domain.permissions import Role
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORD, PASSWORDS
from tests.factories.small_city import build_small_city
from tests.support.clock import StoppedClock

OFFICERS = frozenset({Role.OFFICER})


@pytest.fixture(params=["sqlite_file", "postgresql_own"])
def running(request: pytest.FixtureRequest, settings: Settings) -> Supervision:
    """The product over a database with real commits."""
    database: Database = request.getfixturevalue(request.param)
    build_small_city(database)
    return bootstrap(settings, clock=StoppedClock(), database=database, passwords=PASSWORDS)


def miss(running: Supervision) -> str:
    try:
        running.sign_ins.sign_in("officer", "wrong", OFFICERS)
    except (SignInRefused, SignInLocked) as refusal:
        return refusal.code
    return "in"


def test_misses_at_the_same_moment_lock_the_account_after_five(running: Supervision) -> None:
    with ThreadPoolExecutor(8) as crowd:
        told = [done.result() for done in [crowd.submit(miss, running) for _ in range(16)]]
    assert sorted(told) == ["sign-in-locked"] * 11 + ["sign-in-refused"] * 5
    with pytest.raises(SignInLocked):
        running.sign_ins.sign_in("officer", PASSWORD, OFFICERS)
