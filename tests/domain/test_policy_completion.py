"""A policy from before the product learned further sections still binds, completed from the installation's file."""

from config.policy import parse_policy_text, read_policy_file
from supervision_code.domain.policy_completion import LATER_SECTIONS, completed
from supervision_code.domain.policy_parsing import parse_policy
from supervision_code.domain.policy_writing import policy_text
from supervision_code.persistence.policies import complete_text, parsed

FILE = read_policy_file()


def _of_the_first_release() -> dict[str, object]:
    bases = FILE.tables["basis"]
    assert isinstance(bases, dict)
    tables = {name: table for name, table in FILE.tables.items() if name not in LATER_SECTIONS}
    return {**tables, "officers_per_visit": 3, "basis": {k: v for k, v in bases.items() if k not in LATER_SECTIONS}}


def test_what_was_published_stays_and_what_it_lacks_is_added_with_its_basis() -> None:
    policy = parse_policy(completed(_of_the_first_release(), FILE.tables))
    assert policy.officers_per_visit == 3
    assert policy.presence == parse_policy(FILE.tables).presence
    assert policy.basis_of("notice.slots") is not None


def test_a_whole_policy_is_left_alone() -> None:
    assert completed(FILE.tables, {}) is FILE.tables
    assert complete_text(FILE.text) == FILE.text


def test_a_text_on_record_is_read_and_edited_whole() -> None:
    text = policy_text(_of_the_first_release())
    assert parsed(text).notice == parse_policy(FILE.tables).notice
    assert parse_policy(parse_policy_text(complete_text(text))) == parsed(text)
