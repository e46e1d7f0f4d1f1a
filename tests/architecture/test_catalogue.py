"""The catalogue: both languages are whole, say the same, and hold nothing that nobody asks for."""

import re
from collections import Counter
from enum import StrEnum
from typing import Final

import pytest

from supervision_code.domain.alerts import AlertStepKind
from supervision_code.domain.clients import Scope
from supervision_code.domain.complaints import ComplaintStepKind
from supervision_code.domain.inspection_plans import PlanStepKind
from supervision_code.domain.permissions import Permission
from supervision_code.importing.kinds import ImportKind
from supervision_code.jobs.schedule import BESIDE, JOBS
from supervision_code.persistence.counts import FOLDING
from supervision_code.persistence.ledger import SEALING
from supervision_code.web.messages import label_key
from tests.architecture.catalogue import (
    LANGUAGES,
    asked_for,
    catalogue,
    constants_like,
    endings,
    entries,
    handed_over,
    made_at_run_time,
    mentioned,
    words_of,
)
from tests.architecture.house import enums

MADE_AT_RUN_TIME: Final[dict[str, str]] = {
    "api-": "why a machine is refused, or what was expected of a field",
    "api-title-": "the status of an answer",
    "calendar-mark-": "what stands against a visit at its time",
    "cli-address-": "the places the command line announces",
    "cli-backup-refused-": "why a backup cannot be made or used",
    "cli-restore-entry-": "what became of an entry that somebody holds a receipt of",
    "error-": "the code of a refusal, narrowed by a fact of it",
    "error-heading-": "the status of an answer",
    "error-http-": "the status of an answer",
    "evidence-level-": "the weakest to the strongest, by their place in a bar",
    "finding-rule-": "the rule that was broken",
    "finding-sentence-": "the rule that was broken",
    "finding-short-": "the rule that was broken",
    "import-reason-": "why a row is refused, narrowed by what was expected",
    "industry-": "the section of the industry's code",
    "job-": "the background job",
    "personal-data-language-": "the language of an account",
    "personal-data-portal-": "the portal of a session",
    "plan-column-": "the column of the file of a plan's firms",
    "plan-fault-": "what was expected of a part of a plan",
    "policy-": "the threshold, by its key in the file",
    "policy-counted-in-": "the unit of a threshold",
    "policy-problem-": "what a table's cell should hold",
    "policy-section-": "the table a threshold stands in",
    "policy-unit-": "the unit of a threshold",
    "reminder-topic-": "what a mail is about",
    "supervisor-column-": "the column a list is sorted by",
    "supervisor-complaint-next-": "the state of a complaint",
    "supervisor-deadline-": "which of a complaint's deadlines is near",
    "supervisor-number-": "the register that is counted",
    "supervisor-policy-examples-": "findings that only one of two policies makes",
    "supervisor-policy-status-": "how well the basis of a threshold is known",
    "topic-": "the kind of work that waits in the outbox",
    "trail-": "the act on the trail",
    "weekday-": "the day of the week",
}
"""Keys are named in full wherever they can be; these are put together, and why."""

NEVER_SHOWN: Final[dict[str, str]] = {
    "PointKind": "a field of its own stands for each kind of point",
    "ChannelClaim": "what a machine claims; shown is what was recorded of it",
    "ClockState": "each state has a message of its own to the operators",
    "ConfidentialKind": "names the acts in a confidential batch for machines",
    "DatabaseRole": "names roles of the database, for operators who type them",
    "Difference": "each kind of example has a heading of its own",
    "Expected": "what a table's cell should hold is told by the key of a message of its own",
    "FieldShape": "how a field of a form is asked for",
    "Fate": "what became of an entry is told by a sentence of its own",
    "LedgerKind": "names entries of the log for machines",
    "MailTls": "names ways of protection for operators who set them",
    "Measure": "names the columns of the rollups",
    "Permission": "nobody is shown a permission, only what it allows",
    "PictureFault": "told by the refusal of the picture",
    "PlanExpected": "each thing missing in a plan is told by a sentence of its own",
    "PlanMove": "what was done to a plan is shown as the step kept of it",
    "PresenceAct": "names what an entry of the log says of an officer",
    "SecondFactor": "notes on the trail which one was added or given up",
    "SpreadsheetFault": "told by the reason in an import's report",
    "StepPurpose": "binds a passkey's challenge to what it was made for",
    "TrialState": "the trial's card says it in sentences",
    "Urgency": "orders the work list",
    "WorkKind": "each kind of work is a sentence of its own",
    "_Status": "says whether the holidays of a year are official; told where a deadline is shown",
}
"""Closed vocabularies without words for readers, and why."""

_ACTS_BY_KIND: Final[dict[str, type[StrEnum]]] = {
    "alert": AlertStepKind,
    "complaint": ComplaintStepKind,
    "import": ImportKind,
    "plan": PlanStepKind,
}
"""Acts named after the step that was taken."""
_NO_ACTS: Final = frozenset({"alert-raised", "alert-changed", "alert-lapsed", "alert-reopened"})
"""What the rules do to an alert is no act of anybody."""
_TOPICS: Final = (SEALING, FOLDING)
_LATIN_IN_CHINESE: Final = frozenset(
    {"CSV", "GB", "JPG", "MB", "PDF", "PNG", "SHA", "SVG", "TOML", "WebP", "XLS", "XLSX", "kB"}
)
_PRODUCTS: Final = frozenset({"Chrome", "Edge", "Firefox", "Linux", "Python", "Safari", "Windows"})
"""Names that Chinese writes as they are."""
_TO_BE_TYPED: Final = ("api-", "cli-", "import-", "supervisor-operations-")
"""Messages to operators hold commands and values as they are typed."""
_ONE_SIGN: Final = re.compile(r"shared-seal-")


def test_both_languages_have_the_same_keys() -> None:
    chinese, english = (set(catalogue(language)) for language in LANGUAGES)

    assert chinese ^ english == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_read(language: str) -> None:
    assert [f"{entry.file}: {entry.text[:60]}" for entry in entries(language) if not entry.key] == []
    assert [entry.key for entry in entries(language) if not entry.text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: str) -> None:
    counts = Counter(entry.key for entry in entries(language))

    assert [key for key, count in counts.items() if count > 1] == []


def test_a_message_asks_for_the_same_facts_in_both_languages() -> None:
    chinese, english = (catalogue(language) for language in LANGUAGES)

    assert {
        key: (sorted(chinese[key].facts), sorted(english[key].facts))
        for key in set(chinese) & set(english)
        if chinese[key].facts != english[key].facts
    } == {}


def test_every_key_that_is_asked_for_exists() -> None:
    known = catalogue("zh-CN")

    assert [f"{where}: {key}" for where, key in asked_for() if key not in known] == []


def test_who_asks_for_a_message_hands_over_every_fact_in_it() -> None:
    known = catalogue("zh-CN")

    assert [
        f"{where}: {key} lacks {sorted(known[key].facts - names)}"
        for where, key, names in handed_over()
        if key in known and known[key].facts - names
    ] == []


def test_every_key_made_at_run_time_is_listed_with_its_reason() -> None:
    beginnings = {beginning for key in catalogue("zh-CN") for beginning in _beginnings(key)}
    made = {beginning: where for where, beginning in made_at_run_time() if beginning in beginnings}

    assert {beginning: where for beginning, where in made.items() if beginning not in MADE_AT_RUN_TIME} == {}
    assert {
        beginning for beginning in MADE_AT_RUN_TIME if beginning not in made and beginning[:-1] not in endings()
    } == set()


def test_every_key_is_used() -> None:
    labels = {label_key(word) for kind in enums() for word in kind}
    doubtful = set(catalogue("zh-CN")) - mentioned() - labels

    assert sorted(key for key in doubtful if not _may_be_made(key)) == []


def test_every_word_of_a_vocabulary_that_is_shown_has_a_name() -> None:
    known = catalogue("zh-CN")

    assert [
        f"{kind.__module__}.{kind.__name__}: {label_key(word)}"
        for kind in enums()
        if kind.__name__ not in NEVER_SHOWN
        for word in kind
        if label_key(word) not in known
    ] == []


def test_vocabularies_that_are_never_shown_exist_and_have_no_names() -> None:
    known, kinds = catalogue("zh-CN"), {kind.__name__: kind for kind in enums()}

    assert set(NEVER_SHOWN) - set(kinds) == set()
    assert [label_key(word) for name in NEVER_SHOWN for word in kinds[name] if label_key(word) in known] == []


def test_every_act_on_the_trail_every_job_and_every_topic_has_a_name() -> None:
    acts = [text.replace(":", "-").replace("_", "-") for text in constants_like(r"[a-z_]+:[a-z_]+")]
    permissions = {str(word).replace(":", "-").replace("_", "-") for word in (*Permission, *Scope)}
    steps = [f"{noun}-{word.value.replace('_', '-')}" for noun, kind in _ACTS_BY_KIND.items() for word in kind]
    wanted = {f"trail-{act}" for act in [*acts, *steps] if act not in permissions | _NO_ACTS}
    wanted |= {f"job-{job.name}" for job in (*JOBS, *BESIDE)} | {f"topic-{topic}" for topic in _TOPICS}

    assert sorted(wanted - set(catalogue("zh-CN"))) == []


def test_no_english_is_left_in_the_chinese() -> None:
    left = {
        entry.key: sorted(words)
        for entry in entries("zh-CN")
        if (words := set(re.findall(r"[A-Za-z]{2,}", words_of(entry))) - _LATIN_IN_CHINESE - _PRODUCTS)
        and not (entry.key.startswith(_TO_BE_TYPED) and re.search(r"[\u4e00-\u9fff]", entry.text))
    }

    assert left == {}


def test_no_chinese_is_left_in_the_english() -> None:
    assert [
        entry.key
        for entry in entries("en")
        if re.search(r"[\u3000-\u9fff\uff00-\uffef]", words_of(entry)) and not _ONE_SIGN.match(entry.key)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_shouted_at(language: str) -> None:
    assert [entry.key for entry in entries(language) if re.search(r"[!！]", entry.text)] == []


def test_chinese_sentences_have_chinese_punctuation() -> None:
    assert [
        entry.key for entry in entries("zh-CN") if re.search(r"[\u4e00-\u9fff] ?[,;:?()](?!//)", words_of(entry))
    ] == []


def _beginnings(key: str) -> list[str]:
    parts = key.split("-")
    return [f"{'-'.join(parts[:end])}-" for end in range(1, len(parts))]


def _may_be_made(key: str) -> bool:
    """Say whether a listed beginning and something the product says make this key."""
    return any(_said(key.removeprefix(beginning)) for beginning in MADE_AT_RUN_TIME if key.startswith(beginning))


def _said(ending: str) -> bool:
    """Say whether an ending is said somewhere: as it is, as a number or a letter, or as one that narrows another."""
    if ending in endings() or re.fullmatch(r"[0-9]+|[a-z]", ending):
        return True
    parts = ending.split("-")
    cuts = range(1, len(parts))
    return any("-".join(parts[:cut]) in endings() and _said("-".join(parts[cut:])) for cut in cuts)
