"""Signing a document on the screen, refusing to, deciding an approval; and making it final when all have answered."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.adapters.file_store import FileStore
from supervision_code.adapters.paper_making import PaperMaker, PaperOrder
from supervision_code.domain.clock import Clock
from supervision_code.domain.document_signing import Line, is_complete, lines_of
from supervision_code.domain.documents import DocumentState, SigningManner, SigningPart
from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord, ReasonMissing, SecondPersonMissing
from supervision_code.domain.errors_of_working_day import SeatTaken
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.signatures import canonical_strokes, read_strokes
from supervision_code.persistence import documents, trail
from supervision_code.persistence.documents import get_document, read_facts, require_visit_stands, signatures_of
from supervision_code.persistence.models.documents import Document, DocumentSignature
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.session import Database, lock_enterprise


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody answers to a document: drawn lines, or with ``reason`` that signing is refused."""

    enterprise_id: UUID
    document_id: UUID
    seat: str
    name: str = ""
    capacity: str = ""
    strokes: str = ""
    reason: str = ""


class DocumentSigningService:
    """Everything between the last change of a form and its final file."""

    def __init__(self, database: Database, clock: Clock, files: FileStore, maker: PaperMaker) -> None:
        self._database = database
        self._clock = clock
        self._files = files
        self._maker = maker

    def sign(self, actor: Actor, answer: Answer) -> None:
        """Keep a drawn signature; the last one makes the document final.

        Raises InvalidValue (``strokes``, ``name``), SeatTaken, IllegalMove (also when the visit was voided),
        NoSuchRecord.
        """
        actor.require(Permission.DOCUMENT_MAKE)
        strokes = canonical_strokes(read_strokes(answer.strokes))
        self._give(actor, answer, SigningManner.DRAWN, strokes)

    def refuse(self, actor: Actor, answer: Answer) -> None:
        """Keep as a fact that the firm's person refused to sign, with the reason that was given.

        Raises ReasonMissing, SeatTaken, IllegalMove, NoSuchRecord.
        """
        actor.require(Permission.DOCUMENT_MAKE)
        if answer.seat != SigningPart.FIRM.value:
            raise NoSuchRecord
        if not _line_of(answer.reason, 1):
            raise ReasonMissing(field="reason")
        self._give(actor, answer, SigningManner.REFUSED, "")

    def approve(self, actor: Actor, enterprise_id: UUID, document_id: UUID) -> None:
        """Approve an inspection as the head of the agency; not by who asked for it. Raises SecondPersonMissing."""
        actor.require(Permission.DOCUMENT_APPROVE)
        answer = Answer(enterprise_id=enterprise_id, document_id=document_id, seat=SigningPart.APPROVER.value)
        self._give(actor, answer, SigningManner.DECIDED, "")

    def finish(self, actor: Actor, enterprise_id: UUID, document_id: UUID) -> None:
        """Make a document final that all have signed and whose file could not be kept then; else change nothing.

        Raises NoSuchRecord, IllegalMove when the visit was voided.
        """
        actor.require(Permission.DOCUMENT_MAKE)
        order = self._order(actor, enterprise_id, document_id)
        if order is None:
            return
        pdf = self._maker.make(order)
        digest, now = self._files.put(pdf), self._clock.now()
        with self._database.begin() as session:
            lock_enterprise(session, enterprise_id)
            document = get_document(session, actor, enterprise_id, document_id)
            require_visit_stands(session, document)
            if document.state is DocumentState.FOR_SIGNATURE:
                documents.make_final(session, document, digest, len(pdf), now)

    def _give(self, actor: Actor, answer: Answer, manner: SigningManner, strokes: str) -> None:
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, answer.enterprise_id)
            document = get_document(session, actor, answer.enterprise_id, answer.document_id)
            require_visit_stands(session, document)
            line = _open_line(session, document, answer.seat)
            if (line.seat.part is SigningPart.APPROVER) != (manner is SigningManner.DECIDED):
                raise NoSuchRecord
            if manner is SigningManner.DECIDED and document.made_by == actor.account_id:
                raise SecondPersonMissing
            signature = _signature(actor, document, line, answer, manner, now)
            signature.strokes = strokes
            session.add(signature)
            _leave_trail(session, actor, manner, document, firm, now)
        self.finish(actor, answer.enterprise_id, answer.document_id)

    def _order(self, actor: Actor, enterprise_id: UUID, document_id: UUID) -> PaperOrder | None:
        """Return what is to be printed, None unless everybody has answered and it is not final yet."""
        with self._database.read() as session:
            document = get_document(session, actor, enterprise_id, document_id)
            if document.state is not DocumentState.FOR_SIGNATURE:
                return None
            require_visit_stands(session, document)
            words, values, code = read_facts(document)
            given = signatures_of(session, document)
            if not is_complete(document.kind, values, given):
                return None
            return PaperOrder(
                kind=document.kind,
                words=words,
                values=values,
                signatures=given,
                code_text=code,
                at=max(one.at for one in given),
                draft=False,
            )


def _open_line(session: Session, document: Document, seat: str) -> Line:
    if document.state is not DocumentState.FOR_SIGNATURE:
        raise IllegalMove(state=document.state.value, wanted="signed")
    _, values, _ = read_facts(document)
    lines = lines_of(document.kind, values, signatures_of(session, document))
    line = next((one for one in lines if one.seat.key == seat), None)
    if line is None:
        raise NoSuchRecord
    taken = select(DocumentSignature.id).where(
        DocumentSignature.enterprise_id == document.enterprise_id,
        DocumentSignature.document_id == document.id,
        DocumentSignature.seat == seat,
    )
    if session.scalar(taken) is not None:
        raise SeatTaken
    return line


def _signature(
    actor: Actor, document: Document, line: Line, answer: Answer, manner: SigningManner, now: datetime
) -> DocumentSignature:
    name = _name(actor, line, answer, manner)
    return DocumentSignature(
        enterprise_id=document.enterprise_id,
        id=new_id(now),
        document_id=document.id,
        seat=line.seat.key,
        part=line.seat.part,
        manner=manner,
        officer_id=line.seat.officer_id,
        name=name,
        capacity=_line_of(answer.capacity, 80),
        reason=_line_of(answer.reason, 400) if manner is SigningManner.REFUSED else "",
        at=now,
        account_id=actor.account_id,
        facts_sha256=hashlib.sha256(document.facts.encode()).hexdigest(),
    )


def _name(actor: Actor, line: Line, answer: Answer, manner: SigningManner) -> str:
    """Return whose signature it is: an officer's by the register, others' as told; who refuses need not tell."""
    if manner is SigningManner.DECIDED:
        return actor.name[:80]
    name = line.name or _line_of(answer.name, 80)
    if not name and manner is SigningManner.DRAWN:
        raise InvalidValue(field="name", value="", expected="expected-document-field")
    return name


def _line_of(words: str, most: int) -> str:
    """Return words as they are printed: on one line, without signs that nobody sees or that turn the line round."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:most].rstrip()


def _leave_trail(
    session: Session, actor: Actor, manner: SigningManner, document: Document, firm: Enterprise, now: datetime
) -> None:
    act = {
        SigningManner.DRAWN: "document:signed",
        SigningManner.REFUSED: "document:refused",
        SigningManner.DECIDED: "document:approved",
    }[manner]
    trail.append(session, actor, act, now, subject=document.number, enterprise_id=firm.id, district=firm.district)
