"""What several results come to, what checklists say, and when a scan is due."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from supervision_code.domain.checklists import (
    Check,
    CheckAnswer,
    Point,
    PointKind,
    all_conforming,
    findings_of,
    read,
    written,
)
from supervision_code.domain.duties import scan_is_due
from supervision_code.domain.results import AgencyResult, whole_result
from supervision_code.domain.visits import EMERGENCIES, EvidenceLevel, ExceptionKind, Outcome

POINT = Point(item="A-1", position=1, text="冷藏温度", basis="标准3.2", kind=PointKind.NUMBER)
CHECK = Check(point=POINT, answer=CheckAnswer.DOES_NOT, value="12℃", note="偏高")
ONE = AgencyResult(agency="市场监管局", outcome=Outcome.NO_PROBLEM, text="", rectify_by=None)


def test_one_result_is_the_visits() -> None:
    whole = whole_result([replace(ONE, text="正常")])
    assert (whole.outcome, whole.text, whole.rectify_by) == (Outcome.NO_PROBLEM, "正常", None)


def test_of_several_the_gravest_outcome_and_the_earliest_day_stand_with_every_agencys_words() -> None:
    later = AgencyResult(agency="消防", outcome=Outcome.RECTIFY_BY_DATE, text="通道堵塞", rectify_by=date(2026, 12, 9))
    sooner = AgencyResult(agency="应急", outcome=Outcome.RECTIFY_BY_DATE, text="", rectify_by=date(2026, 12, 1))
    whole = whole_result([ONE, later, sooner])
    assert whole.outcome is Outcome.RECTIFY_BY_DATE
    assert (whole.text, whole.rectify_by) == ("消防：通道堵塞", date(2026, 12, 1))


def test_what_is_written_of_a_checklist_is_read_again() -> None:
    assert read(written((CHECK,))) == (CHECK,)
    assert written(()) == ""
    assert read("") == ()


def test_findings_are_what_does_not_conform() -> None:
    fine = replace(CHECK, answer=CheckAnswer.NOT_APPLICABLE)
    assert findings_of((CHECK, fine)) == "冷藏温度：12℃，偏高"
    assert findings_of(all_conforming((POINT,))) == ""


@pytest.mark.parametrize(("exception", "evidence"), list(product([None, *ExceptionKind], EvidenceLevel)))
def test_a_scan_is_due_in_an_emergency_that_began_without_one(
    exception: ExceptionKind | None, evidence: EvidenceLevel
) -> None:
    wanted = exception in EMERGENCIES and evidence is EvidenceLevel.NOT_SCANNED
    assert scan_is_due(exception, evidence) is wanted
