"""Many hands at the same moment: counts stay exact, and what can be done once is done once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from sqlalchemy import select

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.errors import DomainError
from supervision_code.domain.frequency import judge_log
from supervision_code.domain.permissions import Role
from supervision_code.domain.visit_drafts import AgencyPart, VisitDraft
from supervision_code.domain.visits import InspectionType, VisitKind
from supervision_code.persistence.log import enterprise_facts, facts_of_firm
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.services.accounts import NewAccount
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import SCJG, SmallCity, build_small_city
from tests.support.clock import StoppedClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    supervision: Supervision
    city: SmallCity


class TickingClock(StoppedClock):
    """Moves on a second each time it is asked, so that visits have an order."""

    def now(self) -> datetime:
        self.pass_by(seconds=1)
        return super().now()


@pytest.fixture(params=["sqlite_file", "postgresql_own"])
def running(request: pytest.FixtureRequest, settings: Settings) -> Running:
    """The product over a database with real commits."""
    database: Database = request.getfixturevalue(request.param)
    city = build_small_city(database)
    clock = TickingClock()
    return Running(supervision=bootstrap(settings, clock=clock, database=database, passwords=PASSWORDS), city=city)


def open_one(running: Running) -> None:
    officer = running.city.actor(Role.OFFICER)
    found = running.supervision.scans.recognise(officer, running.city.firm.uscc)
    assert not isinstance(found, str)
    part = AgencyPart(
        agency=SCJG, type=InspectionType.ROUTINE, items=("SCJG-1",), officers=(running.city.officers[1].id,)
    )
    running.supervision.visits.open(
        officer,
        VisitDraft(
            enterprise_id=found.enterprise_id,
            scan_id=found.scan_id,
            kind=VisitKind.INSPECTION,
            parts=(part,),
            over_limit_reason="同时到达",
        ),
    )


def test_eight_officers_opening_visits_at_once_are_counted_exactly(running: Running) -> None:
    with ThreadPoolExecutor(8) as crowd:
        for done in [crowd.submit(open_one, running) for _ in range(24)]:
            done.result()
    firm = running.city.firm
    with running.supervision.database.read() as session:
        facts = facts_of_firm(session, firm.id)
        stored = {
            (f.rule.value, f.visit_id, f.agency, f.count)
            for f in session.scalars(select(Finding).where(Finding.enterprise_id == firm.id))
        }
    assert len(facts) == 24
    expected = judge_log(facts, enterprise_facts(firm), running.supervision.in_force.policy)
    assert stored == {(b.rule.value, b.visit, b.agency or "", b.count) for b in expected}
    assert max(count for rule, _, _, count in stored if rule == "visit_rate") == 24


def test_the_same_scan_sent_by_two_tabs_at_once_opens_one_visit(running: Running) -> None:
    officer = running.city.actor(Role.OFFICER)
    found = running.supervision.scans.recognise(officer, running.city.firm.uscc)
    assert not isinstance(found, str)
    part = AgencyPart(
        agency=SCJG, type=InspectionType.ROUTINE, items=("SCJG-1",), officers=(running.city.officers[1].id,)
    )
    draft = VisitDraft(
        enterprise_id=found.enterprise_id, scan_id=found.scan_id, kind=VisitKind.INSPECTION, parts=(part,)
    )
    with ThreadPoolExecutor(6) as tabs:
        sent = [tabs.submit(running.supervision.visits.open, officer, draft) for _ in range(12)]
    opened = {visit.result().visit_id for visit in sent}
    assert len(opened) == 1


def all_at_once(act: Callable[[], object]) -> Counter[str]:
    """What eight that try at the same moment are told."""

    def told(_: int) -> str:
        try:
            act()
        except DomainError as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(8) as crowd:
        return Counter(crowd.map(told, range(8)))


def test_a_plan_is_joined_once_and_called_off_once_however_often_it_is_tapped(running: Running) -> None:
    officer, other, firm = running.city.actor(Role.OFFICER), running.city.other_actor(Role.OFFICER), running.city.firm
    planned_visits = running.supervision.planned_visits
    plan = planned_visits.plan(officer, firm.id, date(2026, 12, 3), InspectionType.ROUTINE, ("SCJG-1",), "")
    assert all_at_once(lambda: planned_visits.join(other, firm.id, plan)) == {"done": 1, "already-recorded": 7}
    assert all_at_once(lambda: planned_visits.cancel(officer, firm.id, plan)) == {"done": 1, "illegal-move": 7}


def test_a_user_name_is_given_once(running: Running) -> None:
    wanted = NewAccount(username="new.one", name="新人", role=Role.OPERATOR)
    told = all_at_once(lambda: running.supervision.accounts.add(None, wanted))
    assert told == {"done": 1, "username-taken": 7}
