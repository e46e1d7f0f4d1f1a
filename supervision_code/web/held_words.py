"""Why an event of a machine was not recorded, in words: for its sender, and for the supervisor who looks at it."""

from collections.abc import Mapping
from types import MappingProxyType

from supervision_code.domain import errors
from supervision_code.web.errors import STATUS, sentence_of
from supervision_code.web.messages import has_message, t

_KINDS: Mapping[str, type[errors.DomainError]] = MappingProxyType({kind.code: kind for kind in STATUS})


def held_sentence(code: str, facts: Mapping[str, str | int]) -> str:
    """Return why an event is held; ``code`` is that of a refusal, or ``malformed``."""
    if code == errors.AlreadyRecorded.code:
        return t("api-conflict")
    if code in _KINDS:
        return sentence_of(_KINDS[code](**facts))
    return t("api-malformed")


def held_reason(code: str, facts: Mapping[str, str | int]) -> str:
    """Return why an event is held, for a supervisor: what its sender is asked to do is left out."""
    if code == errors.AlreadyRecorded.code:
        return t("supervisor-held-conflict")
    return held_sentence(code, facts) if code in _KINDS else t("supervisor-held-malformed")


def expectation(expected: str, bound: str) -> str:
    """Return in words what would have been right."""
    key = f"api-{expected}"
    return t(key if has_message(key) else "api-expected-other", bound=bound)
