"""Documents: an agency its own in every state; the firm and supervisors of the area what is final."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from supervision_code.adapters.file_store import FileStore
from supervision_code.adapters.paper_making import PaperMaker, PaperOrder
from supervision_code.domain.clock import Clock
from supervision_code.domain.document_signing import Line, is_complete, lines_of
from supervision_code.domain.document_words import PaperWords
from supervision_code.domain.documents import BEFORE_THE_VISIT, READABLE, DocumentKind, DocumentState
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import JoiningAnswer
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.document_facts import gather
from supervision_code.persistence.documents import get_document, read_facts, signatures_of, visit_behind
from supervision_code.persistence.models.documents import Document
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.persistence.visit_reach import get_visit_in_reach


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One version of one form in a list."""

    enterprise_id: UUID
    id: UUID
    kind: DocumentKind
    agency: str
    number: str
    version: int
    state: DocumentState
    made_at: datetime
    finalised_at: datetime | None
    reason: str
    kept: bool

    @property
    def readable(self) -> bool:
        """Say whether there is a file to be read."""
        return self.state in READABLE and self.kept


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """One document with what its page shows."""

    row: DocumentRow
    firm: str
    visit_id: UUID | None
    visit_number: str
    voided: bool
    """The visit it is about was voided."""
    planned_visit_id: UUID | None
    made_by: UUID | None
    fields: dict[str, Any]
    lines: tuple[Line, ...]
    """Who signs, once signing has begun."""
    complete: bool
    """Everybody has signed who must."""
    pdf_sha256: str
    pdf_size: int
    older: tuple[DocumentRow, ...]
    """Other versions under the same number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFile:
    """A final file with the name it is handed out under."""

    name: str
    content: bytes


class DocumentQueries:
    """Looks at documents."""

    def __init__(
        self, database: Database, clock: Clock, policies: PolicyBook, files: FileStore, maker: PaperMaker
    ) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._files = files
        self._maker = maker

    def of_visit(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> Sequence[DocumentRow]:
        """Return the documents of a visit within the actor's reach, in the order they were begun."""
        with self._database.read() as session:
            get_visit_in_reach(session, actor, enterprise_id, visit_id)
            return _rows(session, actor, (Document.enterprise_id == enterprise_id) & (Document.visit_id == visit_id))

    def of_plan(self, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> Sequence[DocumentRow]:
        """Return the agency's documents of a planned visit that it makes or joins. Raises NoSuchRecord."""
        actor.require(Permission.DOCUMENT_MAKE)
        with self._database.read() as session:
            planned = session.get(PlannedVisit, (enterprise_id, plan_id))
            joining = session.get(PlanJoining, (enterprise_id, plan_id, actor.agency))
            joins = joining is not None and joining.answer is JoiningAnswer.JOINED
            if planned is None or (planned.agency != actor.agency and not joins):
                raise NoSuchRecord
            about = (Document.enterprise_id == enterprise_id) & (Document.planned_visit_id == plan_id)
            return _rows(session, actor, about)

    def page(self, actor: Actor, enterprise_id: UUID, document_id: UUID) -> DocumentPage:
        """Return a document of the actor's agency. Raises NoSuchRecord."""
        actor.require(Permission.DOCUMENT_MAKE)
        with self._database.read() as session:
            document = get_document(session, actor, enterprise_id, document_id)
            return _page(session, actor, document)

    def preview(self, actor: Actor, enterprise_id: UUID, document_id: UUID, said: PaperWords) -> bytes:
        """Return the form as it stands, marked as a draft. Raises NoSuchRecord."""
        actor.require(Permission.DOCUMENT_MAKE)
        now = self._clock.now()
        with self._database.read() as session:
            document = get_document(session, actor, enterprise_id, document_id)
            if document.state in {DocumentState.DRAFT, DocumentState.DROPPED} or not document.facts:
                policy = self._policies.now(session).policy
                values = gather(session, document, policy, said, now)
                words, code = dict(said.words), self._maker.address_of(enterprise_id, document_id)
            else:
                words, values, code = read_facts(document)
            order = PaperOrder(
                kind=document.kind,
                words=words,
                values=values,
                signatures=signatures_of(session, document),
                code_text=code,
                at=document.signing_at or now,
                draft=True,
            )
        return self._maker.make(order)

    def file(
        self, actor: Actor, enterprise_id: UUID, document_id: UUID, *, visit_id: UUID | None = None
    ) -> DocumentFile:
        """Return the final file of a document within the actor's reach, of this visit where one is named.

        Raises NoSuchRecord, FileUnreadable.
        """
        with self._database.read() as session:
            document = _readable(session, actor, enterprise_id, document_id)
            if visit_id is not None and document.visit_id != visit_id:
                raise NoSuchRecord
            name, digest = f"{document.number}-v{document.version}.pdf", document.pdf_sha256 or ""
        return DocumentFile(name=name, content=self._files.get(digest))


def offers(rows: Sequence[DocumentRow], *, before: bool) -> tuple[DocumentKind, ...]:
    """Return the kinds that may still be begun: those that are made once, and stand, are left out."""
    several = {DocumentKind.SAMPLING, DocumentKind.SURVEY, DocumentKind.INQUIRY}
    over = {DocumentState.DROPPED, DocumentState.REPLACED}
    standing = {row.kind for row in rows if row.state not in over}
    kinds = [kind for kind in DocumentKind if not before or kind in BEFORE_THE_VISIT]
    return tuple(kind for kind in kinds if kind in several or kind not in standing)


def _readable(session: Session, actor: Actor, enterprise_id: UUID, document_id: UUID) -> Document:
    document = session.get(Document, (enterprise_id, document_id))
    if document is None or document.state not in READABLE or not document.kept:
        raise NoSuchRecord
    if actor.agency is not None:
        if document.agency != actor.agency:
            raise NoSuchRecord
    elif document.visit_id is None:
        # Before a visit papers are the agency's own: others see what belongs to a visit.
        raise NoSuchRecord
    else:
        get_visit_in_reach(session, actor, enterprise_id, document.visit_id)
    return document


def _rows(session: Session, actor: Actor, about: ColumnElement[bool]) -> Sequence[DocumentRow]:
    own = Document.agency == actor.agency if actor.agency is not None else Document.state.in_(READABLE)
    query = select(Document, Agency.name).join(Agency, Agency.code == Document.agency).where(about, own)
    rows = session.execute(query.order_by(Document.made_at, Document.id).limit(200))
    return [_row(document, agency) for document, agency in rows]


def _row(document: Document, agency: str) -> DocumentRow:
    return DocumentRow(
        enterprise_id=document.enterprise_id,
        id=document.id,
        kind=document.kind,
        agency=agency,
        number=document.number,
        version=document.version,
        state=document.state,
        made_at=document.made_at,
        finalised_at=document.finalised_at,
        reason=document.reason,
        kept=document.kept,
    )


def _page(session: Session, actor: Actor, document: Document) -> DocumentPage:
    visit = visit_behind(session, document)
    lines, complete = _lines(session, document)
    same = (Document.enterprise_id == document.enterprise_id) & (Document.number == document.number)
    return DocumentPage(
        row=_row(document, session.get_one(Agency, document.agency).name),
        firm=session.get_one(Enterprise, document.enterprise_id).name,
        visit_id=document.visit_id,
        visit_number=visit.number if visit else "",
        voided=visit is not None and visit.state is VisitState.VOIDED,
        planned_visit_id=document.planned_visit_id,
        made_by=document.made_by,
        fields=json.loads(document.fields),
        lines=lines,
        complete=complete,
        pdf_sha256=document.pdf_sha256 or "",
        pdf_size=document.pdf_size or 0,
        older=tuple(_rows(session, actor, same & (Document.id != document.id))),
    )


def _lines(session: Session, document: Document) -> tuple[tuple[Line, ...], bool]:
    if not document.facts:
        return (), False
    _, values, _ = read_facts(document)
    given = signatures_of(session, document)
    return lines_of(document.kind, values, given), is_complete(document.kind, values, given)
