"""Who of the named officers is known to be there: the rule, and what is odd about it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from supervision_code.domain.codes import OfficerClaims, Refusal
from supervision_code.domain.presence import (
    MEETING_GRACE,
    ConfirmedBy,
    NamedOfficer,
    OnSite,
    PresenceSign,
    device_mark,
    judge_officer_code,
    judge_presence,
    may_join,
    may_still_be_changed,
    officer_code_until,
    shared_devices,
    standing_of,
)
from tests.support.clock import FRIDAY_TEN

MINUTES = 10
FIRST = NamedOfficer(
    officer_id=UUID(int=1),
    named_at=FRIDAY_TEN,
    confirmed_at=FRIDAY_TEN,
    confirmed_by=ConfirmedBy.OPENER,
    device="phone-1",
)
SECOND = NamedOfficer(officer_id=UUID(int=2), named_at=FRIDAY_TEN)
LIFE = timedelta(seconds=60)


def after(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def confirmed(officer: NamedOfficer, minutes: float, device: str = "phone-2") -> NamedOfficer:
    return replace(
        officer, confirmed_at=FRIDAY_TEN + after(minutes), confirmed_by=ConfirmedBy.OWN_DEVICE, device=device
    )


@pytest.mark.parametrize(
    ("officer", "minutes", "standing"),
    [
        (FIRST, 0, OnSite.CONFIRMED),
        (SECOND, 0, OnSite.WAITING),
        (SECOND, 10, OnSite.WAITING),
        (SECOND, 10.1, OnSite.UNCONFIRMED),
        (confirmed(SECOND, 10), 60, OnSite.CONFIRMED),
        (confirmed(SECOND, 11), 60, OnSite.LATE),
        (replace(SECOND, named_at=FRIDAY_TEN + after(9)), 18, OnSite.WAITING),
        (replace(SECOND, absent=True), 60, OnSite.ABSENT),
        (replace(confirmed(SECOND, 3), absent=True), 60, OnSite.ABSENT),
        # A record of later days, for which the opener answers, is never late.
        (replace(FIRST, confirmed_at=FRIDAY_TEN + after(600)), 900, OnSite.CONFIRMED),
    ],
)
def test_where_an_officer_stands(officer: NamedOfficer, minutes: float, standing: OnSite) -> None:
    assert standing_of(officer, FRIDAY_TEN + after(minutes), MINUTES) is standing


def test_one_of_two_is_confirmed_until_the_last_moment_of_the_other() -> None:
    presence = judge_presence([FIRST, SECOND], FRIDAY_TEN + after(4), MINUTES, required=2)

    assert (presence.confirmed, presence.expected) == (1, 2)
    assert presence.until == FRIDAY_TEN + after(10)
    assert presence.signs == frozenset()


def test_who_never_confirms_is_a_sign_and_nobody_is_waited_for_any_more() -> None:
    presence = judge_presence([FIRST, SECOND], FRIDAY_TEN + after(11), MINUTES, required=2)

    assert presence.signs == {PresenceSign.UNCONFIRMED_OFFICER}
    assert presence.until is None


def test_who_did_not_come_leaves_too_few_for_an_inspection_but_not_for_a_service_visit() -> None:
    officers = [FIRST, replace(SECOND, absent=True)]

    inspection = judge_presence(officers, FRIDAY_TEN, MINUTES, required=2)
    service = judge_presence(officers, FRIDAY_TEN, MINUTES)

    assert inspection.signs == {PresenceSign.ABSENT_OFFICER, PresenceSign.TOO_FEW}
    assert service.signs == {PresenceSign.ABSENT_OFFICER}
    assert (inspection.confirmed, inspection.expected) == (1, 1)


def test_one_device_for_two_officers_is_a_sign_for_both() -> None:
    same, other = confirmed(SECOND, 3, device="phone-1"), confirmed(SECOND, 3)

    assert shared_devices([FIRST, same]) == {FIRST.officer_id, SECOND.officer_id}
    assert judge_presence([FIRST, same], FRIDAY_TEN, MINUTES).signs == {PresenceSign.ONE_DEVICE}
    assert shared_devices([FIRST, other]) == frozenset()
    assert shared_devices([replace(FIRST, device=""), replace(SECOND, device="")]) == frozenset()
    assert shared_devices([FIRST, replace(same, absent=True)]) == frozenset()


def test_a_late_confirmation_counts_and_is_a_sign() -> None:
    presence = judge_presence([FIRST, confirmed(SECOND, 30)], FRIDAY_TEN + after(40), MINUTES, required=2)

    assert presence.confirmed == 2
    assert presence.signs == {PresenceSign.LATE_OFFICER}


def test_a_visit_that_names_nobody_has_no_sign() -> None:
    assert judge_presence([], FRIDAY_TEN, MINUTES, required=2).signs == frozenset()


def test_the_mark_of_a_device_says_nothing_across_visits() -> None:
    one, other = UUID(int=7), UUID(int=8)

    assert device_mark("phone", one) == device_mark("phone", one)
    assert device_mark("phone", one) != device_mark("phone", other)
    assert device_mark("", one) == ""
    assert "phone" not in device_mark("phone", one)


def test_joining_and_naming_end_with_their_minutes() -> None:
    assert may_join(FRIDAY_TEN, FRIDAY_TEN + after(30), 30)
    assert not may_join(FRIDAY_TEN, FRIDAY_TEN + after(30.1), 30)
    assert may_still_be_changed(FRIDAY_TEN, FRIDAY_TEN + after(10), 10)
    assert not may_still_be_changed(FRIDAY_TEN, FRIDAY_TEN + after(10.1), 10)


def code_until(seconds: float) -> OfficerClaims:
    at = FRIDAY_TEN + timedelta(seconds=seconds)
    return OfficerClaims(officer_id=UUID(int=1), visit_id=UUID(int=9), expires_at=at)


def test_an_officers_code_is_good_for_its_life_and_never_for_longer() -> None:
    assert officer_code_until(FRIDAY_TEN, LIFE) == FRIDAY_TEN + LIFE
    assert judge_officer_code(code_until(60), FRIDAY_TEN, LIFE) is None
    assert judge_officer_code(code_until(-4), FRIDAY_TEN, LIFE) is None
    assert judge_officer_code(code_until(-6), FRIDAY_TEN, LIFE) is Refusal.EXPIRED
    assert judge_officer_code(code_until(3600), FRIDAY_TEN, LIFE) is Refusal.EXPIRED


def test_signing_in_leaves_the_firm_some_minutes_and_no_more() -> None:
    late, too_late = code_until(-299), code_until(-306)

    assert judge_officer_code(late, FRIDAY_TEN, LIFE, MEETING_GRACE) is None
    assert judge_officer_code(too_late, FRIDAY_TEN, LIFE, MEETING_GRACE) is Refusal.EXPIRED
