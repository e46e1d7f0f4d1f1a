"""What the ledger knows of who was there: the audit finds it whole, and names what was changed past the product."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.presence import ConfirmedBy
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.models.visits import Visit, VisitOfficer
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.services.accounts import actor_of
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.small_city import SmallCity
from tests.queries.test_audits import own_settings, problems, product, told
from tests.support.clock import StoppedClock

__all__ = ["own_settings", "product"]


@pytest.fixture
def attended(product: Supervision, database: Database, city: SmallCity, clock: StoppedClock) -> Visit:
    """A visit under way: the second officer has confirmed, and the firm has met the first."""
    with database.read() as session:
        visit = session.scalars(
            select(Visit).where(Visit.state == VisitState.OPEN).order_by(Visit.started_at.desc())
        ).first()
    assert visit is not None
    first, second = city.actor(Role.OFFICER), _second(database, city)
    product.presence.confirm(second, visit.enterprise_id, visit.id, "phone-2")
    shown = product.presence.code(first, visit.enterprise_id, visit.id).address
    product.meetings.meet(city.actor(Role.ENTERPRISE_MEMBER), shown.rpartition("/")[2])
    clock.pass_by(minutes=1)
    product.sealing.seal()
    return visit


def _second(database: Database, city: SmallCity) -> Actor:
    account = build_account(Role.OFFICER, username="second", officer=city.officers[1])
    given(database, account)
    return actor_of(account)


def test_what_became_of_presence_is_whole_in_the_audit(product: Supervision, attended: Visit) -> None:
    assert problems(product) == []


def _unmeet(visit: Visit, row: VisitOfficer) -> str:
    visit.met_at = None
    return "met"


def _unconfirm(visit: Visit, row: VisitOfficer) -> str:
    row.confirmed_by, row.confirmed_at = None, None
    return "confirmed_there"


def _confirm_at_opening(visit: Visit, row: VisitOfficer) -> str:
    row.confirmed_by = ConfirmedBy.OPENER
    return "confirmed_there"


def _never_came(visit: Visit, row: VisitOfficer) -> str:
    row.absent_at = row.confirmed_at
    return "not_there"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("forge", [_unmeet, _unconfirm, _confirm_at_opening, _never_came])
def test_presence_changed_past_the_product_is_named(
    product: Supervision,
    database: Database,
    city: SmallCity,
    attended: Visit,
    forge: Callable[[Visit, VisitOfficer], str],
) -> None:
    with database.begin() as session:
        visit = session.get_one(Visit, (attended.enterprise_id, attended.id))
        row = session.get_one(VisitOfficer, (attended.enterprise_id, attended.id, city.officers[1].id))
        field = forge(visit, row)

    assert field in {name for _, name in told(product)}
