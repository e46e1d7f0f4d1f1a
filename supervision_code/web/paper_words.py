"""Every word on the printed forms, in Chinese whatever the reader's language: the catalogue's keys in one list."""

from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Final

from supervision_code.domain.document_words import COUNT, LIMIT, NUMBER, TITLE, PaperWords
from supervision_code.domain.documents import DocumentKind
from supervision_code.domain.visits import EvidenceLevel, ExceptionKind, InspectionType, Outcome
from supervision_code.web.messages import label_key, t_in

_CHINESE: Final = "zh-CN"
_LABELLED: Final[tuple[type[Enum], ...]] = (EvidenceLevel, ExceptionKind, InspectionType, Outcome)
_TITLES: Final = MappingProxyType(
    {
        DocumentKind.APPROVAL: "paper-title-approval",
        DocumentKind.NOTICE: "paper-title-notice",
        DocumentKind.RECORD: "paper-title-record",
        DocumentKind.SAMPLING: "paper-title-sampling",
        DocumentKind.SURVEY: "paper-title-survey",
        DocumentKind.INQUIRY: "paper-title-inquiry",
        DocumentKind.RESULT: "paper-title-result",
    }
)
_KEYS: Final = (
    "paper-number",
    "paper-number-short",
    "paper-version",
    "paper-page",
    "paper-draft",
    "paper-correction",
    "paper-code-description",
    "paper-code-hint",
    "paper-firm",
    "paper-uscc",
    "paper-address",
    "paper-place",
    "paper-day",
    "paper-matter",
    "paper-source",
    "paper-type",
    "paper-frequency",
    "paper-joint",
    "paper-exception",
    "paper-helpers",
    "paper-items",
    "paper-item",
    "paper-basis",
    "paper-officers",
    "paper-officer",
    "paper-certificate",
    "paper-certificate-until",
    "paper-opinion",
    "paper-forbidden-title",
    "paper-forbidden",
    "paper-signatures",
    "paper-signature-of",
    "paper-signature-approver",
    "paper-signature-officer",
    "paper-signature-firm",
    "paper-signature-asked",
    "paper-signature-witness",
    "paper-refused",
    "paper-refused-reason",
    "paper-approved",
    "paper-own-device",
    "paper-other-device",
    "paper-date-blank",
    "paper-notice-begin",
    "paper-notice-at",
    "paper-notice-end",
    "paper-prepare",
    "paper-contact",
    "paper-rights",
    "paper-right-certificates",
    "paper-right-avoidance",
    "paper-right-statement",
    "paper-right-refusal",
    "paper-remedies",
    "paper-remedies-text",
    "paper-firm-person",
    "paper-firm-capacity",
    "paper-process",
    "paper-visit-number",
    "paper-arrived",
    "paper-left",
    "paper-evidence",
    "paper-told",
    "paper-certificates-shown",
    "paper-rights-told",
    "paper-avoidance",
    "paper-yes",
    "paper-no",
    "paper-checks",
    "paper-check-point",
    "paper-check-answer",
    "paper-check-conforms",
    "paper-check-does-not",
    "paper-check-not-applicable",
    "paper-note",
    "paper-seen",
    "paper-findings",
    "paper-statement",
    "paper-begun",
    "paper-ended",
    "paper-sampling-purpose",
    "paper-samples",
    "paper-sample-name",
    "paper-sample-batch",
    "paper-sample-quantity",
    "paper-sample-seal",
    "paper-sample-keeping",
    "paper-weather",
    "paper-survey-seen",
    "paper-sketch",
    "paper-sketch-photos",
    "paper-asked",
    "paper-asked-capacity",
    "paper-asked-contact",
    "paper-asker",
    "paper-recorder",
    "paper-inquiry",
    "paper-inquiry-told",
    "paper-inquiry-read",
    "paper-question",
    "paper-answer",
    "paper-result-begin",
    "paper-result-end",
    "paper-outcome",
    "paper-rectify",
    "paper-rectify-by",
    "paper-photos",
    "paper-photo",
    "paper-source-plan",
    "paper-source-visit",
)


@cache
def paper_words() -> PaperWords:
    """Return the words of all forms."""
    words = {key: t_in(_CHINESE, key) for key in _KEYS}
    return PaperWords(
        words={
            **words,
            "paper-frequency-known": t_in(_CHINESE, "paper-frequency-known", count=COUNT, limit=LIMIT),
            "paper-plan-source": t_in(_CHINESE, "paper-plan-source", number=NUMBER, title=TITLE),
        },
        titles={kind: t_in(_CHINESE, key) for kind, key in _TITLES.items()},
        labels={word: t_in(_CHINESE, label_key(word)) for words in _LABELLED for word in words},
    )


def title_of(kind: DocumentKind) -> str:
    """Return the title of a form as it is printed."""
    return paper_words().titles[kind]
