"""Makes the file of a document: its facts and signatures set, its photos fetched, its code signed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from supervision_code.adapters.file_store import FileStore
from supervision_code.adapters.papers import Paper, PaperPrinter
from supervision_code.domain.codes import DocumentClaims, document_address
from supervision_code.domain.document_signing import GivenSignature, lines_of, printed_lines
from supervision_code.domain.documents import DocumentKind

_ENDING: Final = ".jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """Which document is to be set, with what on it. ``words`` and ``values`` as gathered from the record."""

    kind: DocumentKind
    words: Mapping[str, str]
    values: Mapping[str, Any]
    signatures: Sequence[GivenSignature]
    code_text: str
    """The address in its code, made once: a signature over it is never the same twice."""
    at: datetime
    draft: bool


class PaperMaker:
    """Sets documents; ``sign`` makes the token in their code."""

    def __init__(
        self, printer: PaperPrinter, files: FileStore, sign: Callable[[DocumentClaims], str], origin: str
    ) -> None:
        self._printer = printer
        self._files = files
        self._sign = sign
        self._origin = origin

    def make(self, order: PaperOrder) -> bytes:
        """Return the PDF. Raises FontsMissing; FileUnreadable when a photo is gone."""
        lines = printed_lines(order.kind, lines_of(order.kind, order.values, order.signatures), order.words)
        paper = Paper(
            form=order.kind.value,
            words=order.words,
            values={**order.values, "signatures": lines},
            code_text=order.code_text,
            at=order.at,
            draft=order.draft,
            photos={one["file"]: self._files.get(one["file"].removesuffix(_ENDING)) for one in order.values["photos"]},
        )
        return self._printer.print(paper)

    def address_of(self, enterprise_id: UUID, document_id: UUID) -> str:
        """Return the address in the document's code."""
        token = self._sign(DocumentClaims(enterprise_id=enterprise_id, document_id=document_id))
        return document_address(self._origin, token)
