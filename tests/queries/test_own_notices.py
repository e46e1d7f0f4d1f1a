"""Notices as the firm sees them: all that were ever sent, page after page, for a few statements."""

from datetime import date

from supervision_code.domain.permissions import Role
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.own_notices import OwnNoticeList
from supervision_code.queries.paging import Cut
from tests.factories.notices import place_tasks
from tests.factories.small_city import SmallCity
from tests.factories.tasks import build_task
from tests.support.clock import StoppedClock
from tests.support.statements import count_statements


def test_past_notices_are_paged_and_cost_the_same_however_many(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    for day in (10, 11, 14):
        place_tasks(supervision, [build_task(city.firm), build_task(city.firm, "YJJ")], date(2026, 12, day))
    supervision.notices.send_due()
    clock.pass_by(days=40)
    firm = city.actor(Role.ENTERPRISE_MEMBER)

    def shown(at: str, limit: int) -> tuple[OwnNoticeList, int]:
        with count_statements(database) as statements:
            found = supervision.queries.own_notices.past(firm, Cut(at=at, limit=limit))
        return found, len(statements)

    first, few = shown("", 1)
    rest, more = shown(first.older, 2)
    assert few == more
    days = [row.day for one in (first, rest) for row in one.rows]
    assert sorted(days) == [date(2026, 12, 10), date(2026, 12, 11), date(2026, 12, 14)]
    assert all(len(row.agencies) == 2 for row in rest.rows)
    assert (rest.older, bool(rest.newer)) == ("", True)
