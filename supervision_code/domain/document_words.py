"""The words of the printed forms, as the catalogue hands them to the services that print."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from supervision_code.domain.documents import DocumentKind

COUNT: Final = "{count}"
LIMIT: Final = "{limit}"
NUMBER: Final = "{number}"
TITLE: Final = "{title}"
"""Places in a sentence that are filled when the form is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """Words by key, titles by kind, and the names of members of closed vocabularies."""

    words: Mapping[str, str]
    titles: Mapping[DocumentKind, str]
    labels: Mapping[Enum, str]

    def label(self, word: Enum | None) -> str:
        """Return the name of a member, or nothing."""
        return "" if word is None else self.labels.get(word, "")

    def sentence(self, key: str, **facts: str | int) -> str:
        """Return a sentence with its places filled."""
        text = self.words[key]
        for name, value in facts.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text
