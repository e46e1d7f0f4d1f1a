"""Visits after a complaint: which of them are a sign of retaliation."""

from datetime import timedelta

import pytest

from supervision_code.domain.retaliation import LaterVisit, signs_of_retaliation
from tests.support.clock import FRIDAY_TEN


@pytest.mark.parametrize(
    ("after", "agency", "voided", "is_sign"),
    [
        (timedelta(seconds=1), "SCJG", False, True),
        (timedelta(days=90), "SCJG", False, True),
        (timedelta(days=90, seconds=1), "SCJG", False, False),
        (timedelta(0), "SCJG", False, False),
        (timedelta(days=-1), "SCJG", False, False),
        (timedelta(days=5), "YJJ", False, False),
        (timedelta(days=5), "SCJG", True, False),
    ],
)
def test_a_sign_is_a_visit_by_the_agency_complained_of_within_the_days(
    after: timedelta, agency: str, voided: bool, is_sign: bool
) -> None:
    visit = LaterVisit(agency=agency, started_at=FRIDAY_TEN + after, voided=voided)
    assert bool(signs_of_retaliation(FRIDAY_TEN, "SCJG", [visit], 90)) is is_sign


def test_the_first_visit_comes_first_and_a_complaint_against_nobody_has_none() -> None:
    visits = [LaterVisit(agency="SCJG", started_at=FRIDAY_TEN + timedelta(days=days)) for days in (9, 2)]
    assert [visit.started_at for visit in signs_of_retaliation(FRIDAY_TEN, "SCJG", visits, 90)] == [
        FRIDAY_TEN + timedelta(days=2),
        FRIDAY_TEN + timedelta(days=9),
    ]
    assert signs_of_retaliation(FRIDAY_TEN, None, visits, 90) == ()
