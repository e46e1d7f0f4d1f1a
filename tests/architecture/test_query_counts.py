"""The screens of the portals ask the database a fixed number of questions, however much there is to show."""

from typing import Final

import pytest
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from tests.architecture.routes import readers, screens_of
from tests.factories.busy_city import fill
from tests.factories.small_city import SmallCity
from tests.support.portals import Visitor, portal_app
from tests.support.statements import count_statements

_AT_MOST: Final = 25
_FEW: Final = 2
_MANY: Final = 14
_OF_THE_CLOCK: Final = "FROM ledger_logs"
"""Which log is written is asked every few seconds of real time, by whatever page writes then."""


def _counts(supervision: Supervision, visitor: Visitor, screens: list[str]) -> dict[str, int]:
    counts = {}
    for address in screens:
        visitor.fetch(address).get_data()
        with count_statements(supervision.database) as sent:
            answer = visitor.fetch(address)
            answer.get_data()
        leads_on = address == "/" and answer.status_code == 303
        assert leads_on or answer.status_code == 200, f"{address}: {answer.status_code}"
        counts[address] = sum(_OF_THE_CLOCK not in statement for statement in sent)
    return counts


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("portal", "role"), readers(), ids=str)
def test_a_screen_asks_no_more_when_there_is_more_to_show(
    supervision: Supervision, city: SmallCity, portal: str, role: Role
) -> None:
    list(supervision.codes.issue_missing())
    application = DispatcherMiddleware(None, {f"/{portal}": portal_app(supervision, portal)})  # type: ignore[arg-type]
    visitor = Visitor(application, f"/{portal}", supervision)
    visitor.sign_in(city.accounts[role].username)
    screens = screens_of(portal, role)
    fill(supervision, city, 0, _FEW)
    few = _counts(supervision, visitor, screens)
    fill(supervision, city, _FEW, _MANY)

    many = _counts(supervision, visitor, screens)

    assert {a: (few[a], many[a]) for a in screens if many[a] > few[a]} == {}
    assert {a: many[a] for a in screens if many[a] > _AT_MOST} == {}
