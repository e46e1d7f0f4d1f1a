"""Publishing a policy: who may, from when it binds, what stays as it was, and what is told."""

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.days import start_of_day
from supervision_code.domain.errors import (
    IllegalMove,
    InvalidValue,
    NoSuchRecord,
    NotPermitted,
    PolicyOutdated,
    PolicyUnchanged,
    ReasonMissing,
)
from supervision_code.domain.frequency import FrequencyRule
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.policy_drafts import DraftState, TrialState
from supervision_code.domain.policy_parsing import PolicyError
from supervision_code.domain.policy_timeline import BEGINNING
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.policies import PolicyDraft, PolicyPublication, PolicyVersion
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.policies import PublicationStanding
from supervision_code.services.policies import Order
from tests.factories.accounts import PASSWORDS, build_actor
from tests.factories.busy_area import BusyArea, happened
from tests.factories.policies import policy_saying
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.voiding import void
from tests.support.clock import FRIDAY_TEN, StoppedClock

CITY = build_actor(Role.SUPERVISOR)
STRICT = policy_saying({"visit_rate.limit": "1"})
LAXER = policy_saying({"visit_rate.limit": "9", "many_agencies.limit": "9"})
TOMORROW = date(2026, 11, 21)


def order(supervision: Supervision, draft_id: UUID, from_day: date | None = None, reason: str = "会议纪要3号") -> Order:
    """What a supervisor orders who has just looked."""
    page = supervision.queries.policy_drafts.draft(CITY, draft_id)
    return Order(draft_id=draft_id, from_day=from_day, reason=reason, upon=page.upon, seen=page.sha256)


def published(supervision: Supervision, text: str, from_day: date | None = None) -> datetime:
    draft_id = supervision.policy_drafts.begin(CITY, text)
    return supervision.policies.order(CITY, order(supervision, draft_id, from_day))


def rates_found(supervision: Supervision) -> list[tuple[str, int]]:
    with supervision.database.read() as session:
        query = select(Finding).where(Finding.rule == FrequencyRule.VISIT_RATE).order_by(Finding.day, Finding.count)
        return [(finding.policy_sha256, finding.count) for finding in session.scalars(query)]


# --- from when it binds ---


def test_a_policy_published_at_once_binds_in_a_minute_or_two(supervision: Supervision, clock: StoppedClock) -> None:
    supervision.policies.publish_file()
    before = supervision.in_force.sha256
    begins = published(supervision, STRICT)
    assert begins == FRIDAY_TEN + timedelta(minutes=2)
    assert supervision.in_force.sha256 == before
    clock.set(begins)
    assert supervision.in_force.policy.visit_rate.limit == 1


def test_a_policy_ordered_just_before_midnight_leaves_time_to_be_known(
    supervision: Supervision, clock: StoppedClock
) -> None:
    supervision.policies.publish_file()
    midnight = start_of_day(TOMORROW)
    clock.set(midnight - timedelta(seconds=1))
    assert published(supervision, STRICT, TOMORROW) == midnight + timedelta(minutes=1)


def test_a_policy_for_a_day_binds_from_its_midnight(supervision: Supervision, clock: StoppedClock) -> None:
    supervision.policies.publish_file()
    begins = published(supervision, STRICT, TOMORROW)
    assert begins == start_of_day(TOMORROW)
    clock.set(begins - timedelta(seconds=1))
    assert supervision.in_force.policy.visit_rate.limit == 3
    clock.set(begins)
    assert supervision.in_force.policy.visit_rate.limit == 1


def test_other_processes_follow(settings: Settings, supervision: Supervision, clock: StoppedClock) -> None:
    supervision.policies.publish_file()
    other = bootstrap(settings, clock=clock, database=supervision.database, passwords=PASSWORDS)
    assert other.in_force.policy.visit_rate.limit == 3
    clock.set(published(supervision, STRICT))
    assert other.in_force.policy.visit_rate.limit == 1


def test_visits_before_the_change_stay_judged_as_they_were(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    supervision.policies.publish_file()
    old = supervision.in_force.sha256
    clock.set(FRIDAY_TEN)
    happened(supervision, city.firm, FRIDAY_TEN - timedelta(days=2), SCJG)
    happened(supervision, city.firm, FRIDAY_TEN - timedelta(days=1), YJJ)
    begins = published(supervision, STRICT)
    assert rates_found(supervision) == []
    clock.set(begins + timedelta(hours=1))
    new = supervision.in_force.sha256
    voided = happened(supervision, city.firm, begins + timedelta(minutes=10), YJJ)
    assert rates_found(supervision) == [(new, 3)]
    happened(supervision, city.firm, FRIDAY_TEN - timedelta(days=3), YJJ)
    assert rates_found(supervision) == [(new, 4)]
    void(supervision, city.actor(Role.SUPERVISOR), city.firm.id, voided, "登记错了。")
    happened(supervision, city.firm, FRIDAY_TEN - timedelta(hours=1), SCJG)
    assert sorted(rates_found(supervision)) == sorted([(old, 4), (new, 4)])


def test_the_file_binds_everything_until_somebody_publishes(supervision: Supervision) -> None:
    assert supervision.policies.publish_file() is True
    assert supervision.policies.publish_file() is False
    assert supervision.timeline.versions[0].valid_from == BEGINNING
    published(supervision, STRICT)
    other = replace(supervision.in_force, sha256="f" * 64, text=LAXER)
    assert supervision.policies.publish(other) is False


def test_a_changed_file_binds_what_begins_from_now_on_unless_the_log_is_empty(
    supervision: Supervision, city: SmallCity
) -> None:
    supervision.policies.publish_file()
    first = supervision.in_force
    supervision.policies.publish(replace(first, sha256="e" * 64, text=STRICT))
    assert [version.in_force.sha256 for version in supervision.timeline.versions] == ["e" * 64]
    happened(supervision, city.firm, FRIDAY_TEN - timedelta(days=2), SCJG)
    supervision.policies.publish(first)
    timeline = supervision.timeline
    assert [version.in_force.sha256 for version in timeline.versions] == ["e" * 64, first.sha256]
    assert timeline.versions[1].valid_from == FRIDAY_TEN + timedelta(minutes=2)


def test_a_later_publication_takes_the_place_of_one_that_has_not_begun(supervision: Supervision) -> None:
    supervision.policies.publish_file()
    published(supervision, STRICT, TOMORROW + timedelta(days=9))
    published(supervision, LAXER, TOMORROW)
    standings = [row.standing for row in supervision.queries.policies.policy(CITY).versions]
    assert standings == [PublicationStanding.TO_COME, PublicationStanding.NEVER, PublicationStanding.IN_FORCE]


def test_one_can_go_back_to_an_earlier_policy(supervision: Supervision, clock: StoppedClock) -> None:
    supervision.policies.publish_file()
    file = supervision.in_force
    clock.set(published(supervision, STRICT))
    clock.set(published(supervision, file.text))
    assert supervision.in_force.sha256 == file.sha256
    assert supervision.queries.policies.publication(CITY, 3).changes[0].shown.key == "visit_rate.limit"


# --- what is put on record ---


def test_a_publication_is_in_the_ledger_the_trail_and_the_inboxes(supervision: Supervision, city: SmallCity) -> None:
    supervision.policies.publish_file()
    published(supervision, STRICT, TOMORROW)
    with supervision.database.read() as session:
        entries = session.scalar(
            select(func.count()).select_from(LedgerEntry).where(LedgerEntry.kind == LedgerKind.POLICY_PUBLISHED)
        )
        line = session.scalars(select(TrailEntry).where(TrailEntry.action == "policy:published")).all()[-1]
        told = session.scalars(select(InboxMessage).where(InboxMessage.key == "inbox-policy-published")).all()
    assert entries == 2
    assert (line.account_name, line.note) == (CITY.name, "会议纪要3号")
    assert {"district:440300", "district:440304"} <= {message.recipient for message in told}
    assert all(message.recipient.startswith("district:") for message in told)


def test_the_page_says_who_published_what_when_and_why(supervision: Supervision) -> None:
    supervision.policies.publish_file()
    published(supervision, STRICT, TOMORROW)
    page = supervision.queries.policies.publication(CITY, 2)
    assert [change.shown.key for change in page.changes] == ["visit_rate.limit"]
    assert page.version.reason == "会议纪要3号"
    assert page.version.valid_from == start_of_day(TOMORROW)
    assert supervision.queries.policies.publication(CITY, 1).is_first
    assert supervision.queries.policies.text(CITY, page.version.sha256) == STRICT
    for missing in (
        lambda: supervision.queries.policies.publication(CITY, 3),
        lambda: supervision.queries.policies.text(CITY, "0"),
    ):
        with pytest.raises(NoSuchRecord):
            missing()


# --- who may, and what is refused ---


@pytest.mark.parametrize(
    "actor",
    [
        build_actor(Role.SUPERVISOR, district="440304"),
        build_actor(Role.INVITED_SUPERVISOR),
        build_actor(Role.OPERATOR),
        build_actor(Role.AGENCY_MANAGER),
        build_actor(Role.ENTERPRISE_ADMINISTRATOR),
    ],
)
def test_only_supervisors_of_the_whole_city_may(supervision: Supervision, actor: Actor) -> None:
    draft_id = supervision.policy_drafts.begin(CITY, STRICT)
    wanted = order(supervision, draft_id)
    for act in (
        lambda: supervision.policy_drafts.begin(actor),
        lambda: supervision.policy_drafts.change(actor, draft_id, {}, wanted.seen),
        lambda: supervision.policy_drafts.give_up(actor, draft_id),
        lambda: supervision.policy_trials.order(actor, draft_id),
        lambda: supervision.policies.order(actor, wanted),
        lambda: supervision.queries.policy_drafts.draft(actor, draft_id),
        lambda: supervision.queries.policy_drafts.open_ones(actor),
    ):
        with pytest.raises(NotPermitted):
            act()


def nothing_published(supervision: Supervision) -> bool:
    with supervision.database.read() as session:
        return not session.scalar(select(func.count()).select_from(PolicyPublication))


def test_a_reason_and_a_day_to_come_are_needed(supervision: Supervision) -> None:
    draft_id = supervision.policy_drafts.begin(CITY, STRICT)
    with pytest.raises(ReasonMissing):
        supervision.policies.order(CITY, order(supervision, draft_id, reason=" "))
    for day in (FRIDAY_TEN.date(), FRIDAY_TEN.date() - timedelta(days=1)):
        with pytest.raises(InvalidValue):
            supervision.policies.order(CITY, order(supervision, draft_id, day))
    assert nothing_published(supervision)


def test_what_changes_nothing_is_not_published(supervision: Supervision, clock: StoppedClock) -> None:
    supervision.policies.publish_file()
    clock.set(published(supervision, STRICT))
    draft_id = supervision.policy_drafts.begin(CITY, STRICT)
    with pytest.raises(PolicyUnchanged):
        supervision.policies.order(CITY, order(supervision, draft_id))
    assert supervision.queries.policy_drafts.draft(CITY, draft_id).state is DraftState.OPEN


def test_a_version_to_come_can_be_called_off_by_publishing_the_present_one(supervision: Supervision) -> None:
    supervision.policies.publish_file()
    present = supervision.in_force
    published(supervision, STRICT, TOMORROW)
    published(supervision, present.text)
    assert {version.in_force.sha256 for version in supervision.timeline.versions} == {present.sha256}


def test_a_decision_made_upon_something_else_is_refused(supervision: Supervision) -> None:
    supervision.policies.publish_file()
    first, second = (supervision.policy_drafts.begin(CITY, text) for text in (STRICT, LAXER))
    seen_first, seen_second = order(supervision, first), order(supervision, second)
    supervision.policies.order(CITY, seen_first)
    with pytest.raises(PolicyOutdated):
        supervision.policies.order(CITY, seen_second)
    with pytest.raises(IllegalMove):
        supervision.policies.order(CITY, order(supervision, first))
    changed = order(supervision, second)
    supervision.policy_drafts.change(CITY, second, {"dispute_days": "9"}, changed.seen)
    with pytest.raises(PolicyOutdated):
        supervision.policies.order(CITY, changed)
    with pytest.raises(NoSuchRecord):
        supervision.policies.order(CITY, replace(changed, draft_id=UUID(int=9)))


def test_a_wrong_policy_is_not_even_a_draft(supervision: Supervision) -> None:
    for text, key in (
        (policy_saying({}).replace("limit = 3", 'limit = "three"', 1), "visit_rate.limit"),
        (policy_saying({}).replace("gap_days = 30", "gap_dayz = 30", 1), "repeat_check.gap_days"),
        ("this is = = no TOML", "TOML"),
    ):
        with pytest.raises(PolicyError) as refused:
            supervision.policy_drafts.begin(CITY, text)
        assert refused.value.problems[0].key == key
    draft_id = supervision.policy_drafts.begin(CITY)
    page = supervision.queries.policy_drafts.draft(CITY, draft_id)
    with pytest.raises(PolicyError):
        supervision.policy_drafts.change(CITY, draft_id, {"visit_rate.limit": "-1"}, page.sha256)
    with supervision.database.read() as session:
        assert session.scalar(select(func.count()).select_from(PolicyDraft)) == 1
        assert session.scalar(select(func.count()).select_from(PolicyVersion)) == 0
    assert supervision.queries.policy_drafts.draft(CITY, draft_id).changes == ()


def test_a_draft_given_up_is_neither_changed_nor_tried_nor_published(supervision: Supervision) -> None:
    draft_id = supervision.policy_drafts.begin(CITY, STRICT)
    wanted = order(supervision, draft_id)
    supervision.policy_drafts.give_up(CITY, draft_id)
    assert supervision.queries.policy_drafts.open_ones(CITY) == ()
    for act in (
        lambda: supervision.policy_drafts.change(CITY, draft_id, {}, wanted.seen),
        lambda: supervision.policy_drafts.give_up(CITY, draft_id),
        lambda: supervision.policy_trials.order(CITY, draft_id),
        lambda: supervision.policies.order(CITY, wanted),
    ):
        with pytest.raises(IllegalMove):
            act()


@pytest.mark.parametrize("kind", ["sqlite_file", "postgresql_own"])
def test_of_several_who_publish_at_once_one_does(kind: str, request: pytest.FixtureRequest, settings: Settings) -> None:
    database: Database = request.getfixturevalue(kind)
    supervision = bootstrap(settings, clock=StoppedClock(), database=database, passwords=PASSWORDS)
    supervision.policies.publish_file()
    texts = [policy_saying({"visit_rate.limit": str(limit)}) for limit in range(4, 8)]
    orders = [order(supervision, supervision.policy_drafts.begin(CITY, text)) for text in texts]
    refused: list[Exception] = []
    start = threading.Barrier(len(orders))

    def publish(wanted: Order) -> None:
        start.wait()
        try:
            supervision.policies.order(CITY, wanted)
        except PolicyOutdated as error:
            refused.append(error)

    threads = [threading.Thread(target=publish, args=(wanted,)) for wanted in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == len(orders) - 1
    assert len(supervision.queries.policies.policy(CITY).versions) == 2


# --- trying ---


def test_a_trial_tells_what_would_be_found_and_writes_nothing_of_it(supervision: Supervision, area: BusyArea) -> None:
    def on_record() -> list[tuple[object, ...]]:
        with supervision.database.read() as session:
            return [
                (f.id, f.count, f.state, f.policy_sha256) for f in session.scalars(select(Finding).order_by(Finding.id))
            ]

    before = on_record()
    draft_id = supervision.policy_drafts.begin(
        CITY, policy_saying({"visit_rate.limit": "1", "repeat_check.gap_days": "0"})
    )
    assert supervision.policy_trials.order(CITY, draft_id) is TrialState.DONE
    page = supervision.queries.policy_drafts.draft(CITY, draft_id)
    assert page.trial is not None
    rules = page.trial.result.rules
    assert rules[FrequencyRule.VISIT_RATE].new > 0
    assert rules[FrequencyRule.REPEAT_CHECK].draft == 0
    assert rules[FrequencyRule.REPEAT_CHECK].gone == rules[FrequencyRule.REPEAT_CHECK].present > 0
    assert sum(one.present for one in rules.values()) == len(before)
    assert all(example.firm and example.number for example in page.trial.examples)
    assert on_record() == before
    assert nothing_published(supervision) is False


def test_a_long_log_is_tried_by_the_worker(supervision: Supervision, area: BusyArea) -> None:
    draft_id = supervision.policy_drafts.begin(CITY, STRICT)
    assert supervision.policy_trials.order(CITY, draft_id, at_once=1) is TrialState.WAITING
    assert supervision.queries.policy_drafts.draft(CITY, draft_id).trial is None
    assert supervision.policy_trials.carry_out_next() == 1
    assert supervision.policy_trials.carry_out_next() == 0
    page = supervision.queries.policy_drafts.draft(CITY, draft_id)
    assert page.trial_state is TrialState.DONE
    assert page.trial is not None
    assert page.trial.result.firms == page.trial_done == 2


def test_a_draft_that_was_changed_has_not_been_tried(supervision: Supervision, area: BusyArea) -> None:
    draft_id = supervision.policy_drafts.begin(CITY, STRICT)
    supervision.policy_trials.order(CITY, draft_id)
    page = supervision.queries.policy_drafts.draft(CITY, draft_id)
    supervision.policy_drafts.change(CITY, draft_id, {"visit_rate.limit": "1"}, page.sha256)
    assert supervision.queries.policy_drafts.draft(CITY, draft_id).trial_state is TrialState.DONE
    supervision.policy_drafts.change(CITY, draft_id, {"visit_rate.limit": "2"}, page.sha256)
    changed = supervision.queries.policy_drafts.draft(CITY, draft_id)
    assert (changed.trial_state, changed.trial) == (TrialState.NOT_TRIED, None)
    with pytest.raises(PolicyOutdated):
        supervision.policy_drafts.change(CITY, draft_id, {"visit_rate.limit": "4"}, page.sha256)


def test_the_time_to_answer_stays_what_the_firm_was_told(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    supervision.policies.publish_file()
    visit = happened(supervision, city.firm, FRIDAY_TEN, SCJG)
    firm = city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    until = supervision.queries.own_visit_pages.visit(firm, visit).row.answer_until
    clock.set(published(supervision, policy_saying({"dispute_days": "0"})) + timedelta(days=5))
    assert supervision.queries.own_visit_pages.visit(firm, visit).row.answer_until == until
    supervision.answers.confirm(firm, visit)
