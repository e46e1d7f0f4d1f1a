"""Every refusal of the domain has a status and a sentence in both languages."""

import importlib

from supervision_code.domain.errors import DomainError
from supervision_code.web.errors import STATUS
from tests.architecture.catalogue import LANGUAGES, catalogue
from tests.architecture.house import modules


def refusals() -> list[type[DomainError]]:
    """Every kind of refusal there is, wherever it is defined."""
    for name in modules():
        importlib.import_module(name)
    found, waiting = [], [DomainError]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        found += kinds
        waiting += kinds
    return sorted(found, key=lambda kind: kind.code)


def test_every_refusal_has_a_status() -> None:
    assert [kind.__name__ for kind in refusals() if kind not in STATUS] == []


def test_every_status_belongs_to_a_refusal_and_is_one_of_the_readers_faults() -> None:
    assert set(STATUS) - set(refusals()) == set()
    assert {status for status in STATUS.values() if not 400 <= status < 500} == set()


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in refusals()]

    assert sorted(codes) == sorted(set(codes))
    assert "domain" not in codes


def test_every_refusal_has_a_sentence_in_both_languages() -> None:
    assert [
        f"{language}: error-{kind.code}"
        for language in LANGUAGES
        for kind in refusals()
        if f"error-{kind.code}" not in catalogue(language)
    ] == []


def test_every_status_that_can_be_answered_has_a_heading_in_both_languages() -> None:
    statuses = {*STATUS.values(), 400, 403, 404, 405, 413, 429, 500}

    assert [
        f"{language}: {status}"
        for language in LANGUAGES
        for status in sorted(statuses)
        if f"error-heading-{status}" not in catalogue(language)
    ] == []
