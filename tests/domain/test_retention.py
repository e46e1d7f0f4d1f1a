"""How long personal data is kept: the rules as read, and what a request to erase leads to."""

from datetime import timedelta

import pytest

from config.policy import read_policy_file
from config.settings import ROOT
from supervision_code.domain.retention import (
    Holding,
    PersonalPart,
    Retention,
    RetentionSubject,
    Verdict,
    coarse,
    judge_erasure,
)
from supervision_code.domain.retention_parsing import RetentionError, parse_retention
from tests.support.clock import FRIDAY_TEN

TABLES = read_policy_file(ROOT / "config" / "retention.toml").tables
RETENTION: Retention = parse_retention(TABLES)
TRAIL = RETENTION.of(RetentionSubject.OVERSIGHT_TRAIL)


def judged(**holding: object) -> Verdict:
    return judge_erasure([Holding(part=PersonalPart.TRAIL, **holding)], RETENTION, FRIDAY_TEN)[0]  # type: ignore[arg-type]


def test_the_file_has_a_rule_with_a_basis_for_every_kind() -> None:
    assert set(RETENTION.rules) == set(RetentionSubject)
    assert all(len(rule.basis) > 8 for rule in RETENTION.rules.values())


def test_what_nothing_holds_goes_at_once() -> None:
    assert judged(count=3).goes
    assert judged(count=0, subject=RetentionSubject.INSPECTION_RECORD, open=True).goes


def test_what_the_law_holds_stays_until_its_day() -> None:
    latest = FRIDAY_TEN - timedelta(days=TRAIL.days) + timedelta(seconds=1)
    verdict = judged(count=3, subject=RetentionSubject.OVERSIGHT_TRAIL, latest=latest)

    assert not verdict.goes
    assert verdict.until == FRIDAY_TEN + timedelta(seconds=1)
    assert verdict.subject is RetentionSubject.OVERSIGHT_TRAIL
    served = judged(count=3, subject=RetentionSubject.OVERSIGHT_TRAIL, latest=latest - timedelta(seconds=1))
    assert served.goes


def test_an_open_matter_stays_without_a_day() -> None:
    old = FRIDAY_TEN - timedelta(days=36525)
    verdict = judged(count=1, subject=RetentionSubject.COMPLAINT_RECORD, latest=old, open=True)

    assert not verdict.goes
    assert verdict.until is None


def test_a_coarse_coordinate_says_about_a_kilometre() -> None:
    assert coarse(22.543212) == 22.54
    assert coarse(-0.004) == 0
    assert abs(coarse(114.057868) - 114.057868) < 0.005


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("days", 0, "precise_positions.days"),
        ("days", 13, "precise_positions.days"),
        ("basis", "", "precise_positions.basis"),
        ("status", "law", "precise_positions.status"),
        ("extra", 1, "precise_positions.extra"),
    ],
)
def test_a_wrong_key_is_named(key: str, value: object, told: str) -> None:
    section = TABLES["precise_positions"]
    assert isinstance(section, dict)
    with pytest.raises(RetentionError, match=told):
        parse_retention({**TABLES, "precise_positions": {**section, key: value}})


def test_a_missing_and_an_unknown_kind_are_named_together() -> None:
    tables = {name: table for name, table in TABLES.items() if name != "sent_bytes"} | {"horoscopes": {"days": 1}}

    with pytest.raises(RetentionError) as error:
        parse_retention(tables)
    assert {problem.key.split(".")[0] for problem in error.value.problems} == {"sent_bytes", "horoscopes"}
