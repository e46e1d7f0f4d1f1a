"""What a stranger may know of a document whose code he scans: enough to tell the paper in his hand from a forgery."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from supervision_code.domain.codes import DocumentClaims
from supervision_code.domain.documents import DocumentKind, DocumentState
from supervision_code.domain.masking import last_four, mask_name
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.documents import visit_behind
from supervision_code.persistence.models.documents import Document
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.session import Database

_SHOWN = (DocumentState.FOR_SIGNATURE, DocumentState.FINAL, DocumentState.REPLACED, DocumentState.DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFace:
    """A document as anybody may see it."""

    kind: DocumentKind
    number: str
    version: int
    state: DocumentState
    agency: str
    masked_firm: str
    last_four: str
    voided: bool
    """The visit it is about was voided."""
    finalised_at: datetime | None
    pdf_sha256: str


class PublicDocumentQueries:
    """Looks at documents for people who are not signed in."""

    def __init__(self, database: Database, verify: Callable[[object], DocumentClaims | None]) -> None:
        self._database = database
        self._verify = verify

    def find_face(self, token: str) -> DocumentFace | None:
        """Return what a code's document is; None whatever the reason: not ours, unknown, or no more than a draft."""
        claims = self._verify(token)
        if claims is None:
            return None
        query = (
            select(Document, Agency.name, Enterprise.name, Enterprise.uscc)
            .join(Agency, Agency.code == Document.agency)
            .join(Enterprise, Enterprise.id == Document.enterprise_id)
            .where(Document.enterprise_id == claims.enterprise_id, Document.id == claims.document_id)
        )
        with self._database.read() as session:
            found = session.execute(query).one_or_none()
            visit = visit_behind(session, found[0]) if found is not None else None
        if found is None or found[0].state not in _SHOWN:
            return None
        document, agency, firm, uscc = found
        return DocumentFace(
            kind=document.kind,
            number=document.number,
            version=document.version,
            state=document.state,
            agency=agency,
            masked_firm=mask_name(firm),
            last_four=last_four(uscc),
            voided=visit is not None and visit.state is VisitState.VOIDED,
            finalised_at=document.finalised_at,
            pdf_sha256=document.pdf_sha256 or "",
        )
