"""Results in versions, rectifications up to the re-check, and voiding by two people."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from supervision_code.domain.checklists import Check, CheckAnswer, Point, PointKind
from supervision_code.domain.errors import (
    AlreadyRecorded,
    IllegalMove,
    InvalidValue,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    SecondPersonMissing,
)
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.domain.rectifications import RecheckOutcome, RectificationState
from supervision_code.domain.results import Correction
from supervision_code.domain.visit_drafts import Leaving, OpenedVisit
from supervision_code.domain.visits import InspectionType, Outcome, VisitState
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.results import Rectification
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.paging import Cut
from supervision_code.queries.results import ResultPart
from supervision_code.services.rectifications import Recheck
from tests.factories.notices import place_tasks
from tests.factories.small_city import SCJG, SmallCity
from tests.factories.voiding import void
from tests.services.test_visits import draft_of, kinds_on_ledger, opened, scanned, stored
from tests.support.clock import StoppedClock

FRIDGE = Point(item="SCJG-1", position=1, text="冷藏温度不高于8℃", basis="", kind=PointKind.NUMBER)
WARM = (Check(point=FRIDGE, answer=CheckAnswer.DOES_NOT, value="12"),)
DUE = date(2026, 11, 27)


def leave(supervision: Supervision, city: SmallCity, visit: OpenedVisit, **said: object) -> None:
    usual = Leaving(enterprise_id=visit.enterprise_id, visit_id=visit.visit_id, outcome=Outcome.NO_PROBLEM)
    supervision.visits.leave(city.actor(Role.OFFICER), replace(usual, **said))  # type: ignore[arg-type]


def correction_of(visit: OpenedVisit, **said: object) -> Correction:
    usual = Correction(
        enterprise_id=visit.enterprise_id,
        visit_id=visit.visit_id,
        seen=1,
        outcome=Outcome.CORRECTED_ON_SITE,
        result="台账已补",
        reason="选错了结果",
    )
    return replace(usual, **said)  # type: ignore[arg-type]


def order(supervision: Supervision, city: SmallCity) -> tuple[OpenedVisit, UUID]:
    """A visit that ended with something to be put right, and the order."""
    visit = opened(supervision, city)
    leave(supervision, city, visit, outcome=Outcome.RECTIFY_BY_DATE, rectify_by=DUE, checks=WARM)
    (one,) = supervision.queries.rectifications.of_agency(city.actor(Role.OFFICER), Cut(), waiting=True).rows
    return visit, one.id


def states(database: Database) -> list[RectificationState]:
    with database.read() as session:
        return list(session.scalars(select(Rectification.state).order_by(Rectification.id)))


def test_a_correction_is_a_further_version_that_tells_what_changed(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit = opened(supervision, city)
    leave(supervision, city, visit)
    supervision.visits.correct(city.actor(Role.OFFICER), correction_of(visit))

    owner = city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    (found,) = supervision.queries.results.of_visit(owner, visit.enterprise_id, visit.visit_id).results
    assert (found.newest.number, found.newest.reason) == (2, "选错了结果")
    assert found.newest.changed == (ResultPart.OUTCOME, ResultPart.TEXT)
    assert [one.outcome for one in found.earlier] == [Outcome.NO_PROBLEM]
    assert stored(database, visit).outcome is Outcome.CORRECTED_ON_SITE
    assert LedgerKind.VISIT_CORRECTED in kinds_on_ledger(database)


def test_of_two_corrections_of_the_same_version_the_second_is_told(supervision: Supervision, city: SmallCity) -> None:
    visit = opened(supervision, city)
    leave(supervision, city, visit)
    supervision.visits.correct(city.actor(Role.OFFICER), correction_of(visit))
    with pytest.raises(AlreadyRecorded):
        supervision.visits.correct(city.actor(Role.OFFICER), correction_of(visit, result="别的"))


def test_a_correction_needs_a_reason_and_an_agency_that_was_there(supervision: Supervision, city: SmallCity) -> None:
    visit = opened(supervision, city)
    with pytest.raises(IllegalMove):
        supervision.visits.correct(city.actor(Role.OFFICER), correction_of(visit))
    leave(supervision, city, visit)
    with pytest.raises(ReasonMissing):
        supervision.visits.correct(city.actor(Role.OFFICER), correction_of(visit, reason=" "))
    with pytest.raises(NoSuchRecord):
        supervision.visits.correct(city.other_actor(Role.OFFICER), correction_of(visit))


def test_what_does_not_conform_is_no_good_result(supervision: Supervision, city: SmallCity, database: Database) -> None:
    visit = opened(supervision, city)
    with pytest.raises(InvalidValue):
        leave(supervision, city, visit, checks=WARM)
    leave(supervision, city, visit, outcome=Outcome.CORRECTED_ON_SITE, checks=WARM)
    assert stored(database, visit).result == "冷藏温度不高于8℃：12"


def test_an_order_is_reported_checked_again_and_settled(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    _, one = order(supervision, city)
    owner, officer = city.actor(Role.ENTERPRISE_ADMINISTRATOR), city.actor(Role.OFFICER)
    clock.pass_by(days=9)
    (late,) = supervision.queries.rectifications.on_today(officer)
    assert late.overdue
    supervision.rectifications.report(owner, one, "换了压缩机")
    assert not supervision.queries.rectifications.for_agency(officer, city.firm.id, one).overdue
    recheck = Recheck(enterprise_id=city.firm.id, rectification_id=one, outcome=RecheckOutcome.NEW_DATE)
    for lacking in (recheck, replace(recheck, note="还是热", due=date(2026, 11, 1))):
        with pytest.raises((ReasonMissing, InvalidValue)):
            supervision.rectifications.recheck(officer, lacking)
    supervision.rectifications.recheck(officer, replace(recheck, note="还是热", due=date(2026, 12, 20)))
    assert states(database) == [RectificationState.FAILED, RectificationState.ORDERED]
    (second,) = supervision.queries.rectifications.of_firm(owner, Cut(), waiting=True).rows
    assert second.follows == one
    passed = Recheck(enterprise_id=city.firm.id, rectification_id=second.id, outcome=RecheckOutcome.PASSED)
    supervision.rectifications.recheck(officer, passed)
    assert states(database) == [RectificationState.FAILED, RectificationState.PASSED]
    newest = supervision.queries.rectifications.of_agency(officer, Cut(limit=1), waiting=False)
    older = supervision.queries.rectifications.of_firm(owner, Cut(at=newest.older, limit=1), waiting=False)
    assert [found.id for found in (*newest.rows, *older.rows)] == [second.id, one]
    assert older.newer
    assert not older.older
    with pytest.raises(IllegalMove):
        supervision.rectifications.recheck(officer, passed)


def test_a_re_check_may_be_a_visit_or_wait_as_a_task(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    _, one = order(supervision, city)
    officer = city.actor(Role.OFFICER)
    supervision.rectifications.make_task(officer, city.firm.id, one)
    with pytest.raises(AlreadyRecorded):
        supervision.rectifications.make_task(officer, city.firm.id, one)
    with database.read() as session:
        assert session.scalars(select(InspectionTask.items)).all() == ["SCJG-1"]
    draft = draft_of(city, scanned(supervision, city), recheck_of=one, over_limit_reason="复查")
    again = supervision.visits.open(officer, draft)
    assert supervision.queries.rectifications.for_agency(officer, city.firm.id, one).recheck_number == again.number


def recheck_task(database: Database) -> tuple[TaskState, UUID | None]:
    with database.read() as session:
        task = session.scalars(select(InspectionTask).where(InspectionTask.type == InspectionType.CASE)).one()
    return task.state, task.visit_id


def test_a_task_of_checking_again_ends_with_the_order(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    _, one = order(supervision, city)
    officer = city.actor(Role.OFFICER)
    supervision.rectifications.make_task(officer, city.firm.id, one)
    with database.read() as session:
        task = session.scalars(select(InspectionTask)).one()
    plan = place_tasks(supervision, [task])
    passed = Recheck(enterprise_id=city.firm.id, rectification_id=one, outcome=RecheckOutcome.PASSED)
    supervision.rectifications.recheck(officer, passed)
    assert recheck_task(database) == (TaskState.DROPPED, None)
    with database.read() as session:
        assert session.get_one(PlannedVisit, (city.firm.id, plan)).state is PlannedVisitState.CANCELLED


def test_a_visit_that_checked_again_did_the_task(supervision: Supervision, city: SmallCity, database: Database) -> None:
    _, one = order(supervision, city)
    officer = city.actor(Role.OFFICER)
    supervision.rectifications.make_task(officer, city.firm.id, one)
    draft = draft_of(city, scanned(supervision, city), recheck_of=one, over_limit_reason="复查")
    again = supervision.visits.open(officer, draft)
    passed = Recheck(enterprise_id=city.firm.id, rectification_id=one, outcome=RecheckOutcome.PASSED)
    supervision.rectifications.recheck(officer, passed)
    assert recheck_task(database) == (TaskState.DONE, again.visit_id)


def test_nothing_of_a_voided_visit_is_to_be_checked_again(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit, one = order(supervision, city)
    supervision.rectifications.make_task(city.actor(Role.OFFICER), city.firm.id, one)
    void(supervision, city.actor(Role.SUPERVISOR), city.firm.id, visit.visit_id, "登记错了企业")
    assert recheck_task(database) == (TaskState.DROPPED, None)


def rechecked_at_a_visit(supervision: Supervision, city: SmallCity, one: UUID, **said: object) -> OpenedVisit:
    officer = city.actor(Role.OFFICER)
    again = supervision.visits.open(
        officer, draft_of(city, scanned(supervision, city), recheck_of=one, over_limit_reason="复查")
    )
    passed = Recheck(enterprise_id=city.firm.id, rectification_id=one, outcome=RecheckOutcome.PASSED)
    supervision.rectifications.recheck(officer, replace(passed, **said))  # type: ignore[arg-type]
    return again


NEW_DATE = {"outcome": RecheckOutcome.NEW_DATE, "note": "还是热", "due": date(2026, 12, 20)}


@pytest.mark.parametrize("said", [{}, NEW_DATE, {"outcome": RecheckOutcome.CASE_OPENED, "note": "立案"}])
def test_what_a_voided_visit_checked_again_is_open_again(
    supervision: Supervision, city: SmallCity, database: Database, said: dict[str, object]
) -> None:
    _, one = order(supervision, city)
    officer = city.actor(Role.OFFICER)
    supervision.rectifications.make_task(officer, city.firm.id, one)
    supervision.rectifications.report(city.actor(Role.ENTERPRISE_ADMINISTRATOR), one, "换了压缩机")
    again = rechecked_at_a_visit(supervision, city, one, **said)
    void(supervision, city.actor(Role.SUPERVISOR), city.firm.id, again.visit_id, "登记错了企业")

    assert states(database) == [RectificationState.REPORTED, *([RectificationState.DROPPED] if "due" in said else [])]
    assert recheck_task(database) == (TaskState.OPEN, None)
    page = supervision.queries.rectifications.for_agency(officer, city.firm.id, one)
    assert (page.outcome, page.recheck_note, page.recheck_number) == (None, "", "")
    with database.read() as session:
        told = session.execute(select(InboxMessage.recipient, InboxMessage.key)).all()
    assert (f"enterprise:{city.firm.id}", "inbox-rectification-open-again") in told
    assert (f"agency:{SCJG}", "inbox-rectification-recheck-void") in told
    rechecked_at_a_visit(supervision, city, one)
    assert states(database)[0] is RectificationState.PASSED


def test_what_was_corrected_away_is_not_open_again_when_its_re_check_is_void(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit, one = order(supervision, city)
    again = rechecked_at_a_visit(supervision, city, one)
    supervision.visits.correct(city.actor(Role.OFFICER), correction_of(visit))
    void(supervision, city.actor(Role.SUPERVISOR), city.firm.id, again.visit_id, "登记错了企业")
    assert states(database) == [RectificationState.DROPPED]


def test_an_order_whose_new_date_was_kept_stays_settled_when_its_first_re_check_is_void(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    _, one = order(supervision, city)
    again = rechecked_at_a_visit(supervision, city, one, **NEW_DATE)
    (second,) = supervision.queries.rectifications.of_agency(city.actor(Role.OFFICER), Cut(), waiting=True).rows
    passed = Recheck(enterprise_id=city.firm.id, rectification_id=second.id, outcome=RecheckOutcome.PASSED)
    supervision.rectifications.recheck(city.actor(Role.OFFICER), passed)
    void(supervision, city.actor(Role.SUPERVISOR), city.firm.id, again.visit_id, "登记错了企业")
    assert states(database) == [RectificationState.FAILED, RectificationState.PASSED]


def test_a_correction_that_asks_for_what_was_put_right_orders_nothing_again(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit, one = order(supervision, city)
    passed = Recheck(enterprise_id=city.firm.id, rectification_id=one, outcome=RecheckOutcome.PASSED)
    supervision.rectifications.recheck(city.actor(Role.OFFICER), passed)
    same = correction_of(visit, outcome=Outcome.RECTIFY_BY_DATE, result="", rectify_by=DUE, checks=WARM)
    supervision.visits.correct(city.actor(Role.OFFICER), same)
    assert states(database) == [RectificationState.PASSED]


def test_a_correction_orders_something_new_only_by_a_day_ahead(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    visit, _ = order(supervision, city)
    officer = city.actor(Role.OFFICER)
    clock.pass_by(days=9)
    other = correction_of(visit, outcome=Outcome.RECTIFY_BY_DATE, result="别的", rectify_by=DUE, checks=WARM)
    supervision.visits.correct(officer, other)
    assert states(database) == [RectificationState.DROPPED, RectificationState.ORDERED]
    (open_one,) = supervision.queries.rectifications.of_agency(officer, Cut(), waiting=True).rows
    passed = Recheck(enterprise_id=city.firm.id, rectification_id=open_one.id, outcome=RecheckOutcome.PASSED)
    supervision.rectifications.recheck(officer, passed)
    again = replace(other, seen=2, result="又是别的")
    with pytest.raises(InvalidValue) as refused:
        supervision.visits.correct(officer, again)
    assert refused.value.facts["field"] == "rectify_by"
    assert states(database) == [RectificationState.DROPPED, RectificationState.PASSED]
    supervision.visits.correct(officer, replace(again, rectify_by=date(2026, 12, 1)))
    assert states(database)[2:] == [RectificationState.ORDERED]


def test_an_order_goes_with_the_result_that_gave_it(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit, _ = order(supervision, city)
    supervision.visits.correct(city.actor(Role.OFFICER), correction_of(visit))
    assert states(database) == [RectificationState.DROPPED]


def test_nobody_reports_or_checks_what_is_another_firms_or_agencys(supervision: Supervision, city: SmallCity) -> None:
    _, one = order(supervision, city)
    recheck = Recheck(enterprise_id=city.firm.id, rectification_id=one, outcome=RecheckOutcome.PASSED)
    with pytest.raises(NoSuchRecord):
        supervision.rectifications.report(city.other_actor(Role.ENTERPRISE_ADMINISTRATOR), one, "好了")
    with pytest.raises(NoSuchRecord):
        supervision.rectifications.recheck(city.other_actor(Role.OFFICER), recheck)


def test_voiding_takes_somebody_who_asks_and_somebody_else_who_decides(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit, _ = order(supervision, city)
    supervisor, officer = city.actor(Role.SUPERVISOR), city.actor(Role.OFFICER)
    where = (visit.enterprise_id, visit.visit_id)
    request = supervision.voidings.ask(supervisor, *where, "登记错了")
    with pytest.raises(SecondPersonMissing):
        supervision.voidings.decide(supervisor, visit.enterprise_id, request, granted=True, note="")
    asked = supervision.voidings.ask(officer, *where, "扫错了企业")
    with pytest.raises(NotPermitted):
        supervision.voidings.decide(officer, visit.enterprise_id, asked, granted=True, note="")
    with pytest.raises(AlreadyRecorded):
        supervision.voidings.ask(officer, *where, "再来")
    with pytest.raises(ReasonMissing):
        supervision.voidings.decide(supervisor, visit.enterprise_id, asked, granted=False, note=" ")
    assert stored(database, visit).state is VisitState.CLOSED
    supervision.voidings.decide(supervisor, visit.enterprise_id, asked, granted=True, note="同意")
    assert stored(database, visit).state is VisitState.VOIDED
    assert states(database) == [RectificationState.DROPPED]
    with pytest.raises(IllegalMove):
        supervision.voidings.ask(officer, *where, "再来")


def test_an_agency_hears_nothing_of_what_supervisors_ask_and_a_refusal_stays(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit = opened(supervision, city)
    supervisor, officer = city.actor(Role.SUPERVISOR), city.actor(Role.OFFICER)
    where = (visit.enterprise_id, visit.visit_id)
    supervision.voidings.ask(supervisor, *where, "企业说没有人来过")
    assert supervision.queries.voidings.of_visit(officer, *where) == ()
    asked = supervision.voidings.ask(officer, *where, "扫错了企业")
    supervision.voidings.decide(supervisor, visit.enterprise_id, asked, granted=False, note="没有证据")
    (seen,) = supervision.queries.voidings.of_visit(officer, *where)
    assert (seen.granted, seen.note) == (False, "没有证据")
    assert stored(database, visit).state is VisitState.OPEN
    assert kinds_on_ledger(database).count(LedgerKind.VOID_STEP) == 3
