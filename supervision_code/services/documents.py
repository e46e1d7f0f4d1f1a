"""Documents: begun for a visit or a planned one, filled in, laid out for signing, dropped, corrected."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.adapters.paper_making import PaperMaker
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import SHANGHAI
from supervision_code.domain.document_fields import Fields, clean, digest_of, require_filled
from supervision_code.domain.document_signing import require_somebody_to_sign
from supervision_code.domain.document_words import PaperWords
from supervision_code.domain.documents import BEFORE_THE_VISIT, DocumentKind, DocumentState, move
from supervision_code.domain.errors import IllegalMove, NoSuchRecord, ReasonMissing
from supervision_code.domain.errors_of_working_day import ChangedMeanwhile
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.domain.visits import VisitState
from supervision_code.persistence import documents, trail
from supervision_code.persistence.document_facts import gather
from supervision_code.persistence.documents import get_document, require_visit_stands
from supervision_code.persistence.models.documents import Document, DocumentSignature
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database, lock_enterprise
from supervision_code.persistence.visit_ending import get_visit_of_agency

_ONCE: Final = frozenset({DocumentKind.APPROVAL, DocumentKind.NOTICE, DocumentKind.RECORD, DocumentKind.RESULT})
"""Kinds of which an agency has one at a time; samplings, surveys and inquiries may be several."""
_FIRST_FIELDS: Final = frozenset({"place", "begun", "ended"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """Which document is meant."""

    enterprise_id: UUID
    id: UUID


class DocumentService:
    """Everything that changes documents up to signing."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, maker: PaperMaker) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._maker = maker

    def begin_for_visit(self, actor: Actor, enterprise_id: UUID, visit_id: UUID, kind: DocumentKind) -> UUID:
        """Begin a form for a visit of the own agency, or return the one that stands.

        Raises NoSuchRecord, IllegalMove.
        """
        actor.require(Permission.DOCUMENT_MAKE)
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            visit = get_visit_of_agency(session, actor, enterprise_id, visit_id)
            if visit.state is VisitState.VOIDED:
                raise IllegalMove(state=visit.state, wanted="document")
            draft = _draft(actor, firm, kind)
            draft.visit_id, draft.fields = visit.id, json.dumps(_first_fields(kind, firm, visit), ensure_ascii=False)
            return self._begin(session, actor, firm, draft, now)

    def begin_for_plan(self, actor: Actor, enterprise_id: UUID, plan_id: UUID, kind: DocumentKind) -> UUID:
        """Begin an approval or a notice for a planned visit of the own agency, or return the one that stands.

        Raises NoSuchRecord; IllegalMove for kinds that need a visit, and for a visit that was called off.
        """
        actor.require(Permission.DOCUMENT_MAKE)
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            _require_planned(session, actor, enterprise_id, plan_id)
            if kind not in BEFORE_THE_VISIT:
                raise IllegalMove(state=kind.value, wanted="document")
            draft = _draft(actor, firm, kind)
            draft.planned_visit_id = plan_id
            draft.fields = json.dumps(clean(kind, {"place": firm.address}), ensure_ascii=False)
            return self._begin(session, actor, firm, draft, now)

    def fill(self, actor: Actor, ref: DocumentRef, sent: Mapping[str, Any], seen: str | None = None) -> None:
        """Keep what an officer filled in; what is being signed or final is not changed.

        ``seen``: the digest of what the officer had before him. Raises IllegalMove, ChangedMeanwhile.
        """
        actor.require(Permission.DOCUMENT_MAKE)
        with self._database.begin() as session:
            lock_enterprise(session, ref.enterprise_id)
            document = get_document(session, actor, ref.enterprise_id, ref.id)
            require_visit_stands(session, document)
            _require_draft(document)
            kept, filled = json.loads(document.fields), clean(document.kind, sent)
            if seen is not None and seen != digest_of(kept) and filled != kept:
                raise ChangedMeanwhile
            document.fields = json.dumps(filled, ensure_ascii=False)

    def begin_signing(self, actor: Actor, ref: DocumentRef, said: PaperWords) -> None:
        """Fix all that the form prints, for all to sign the same. Raises InvalidValue: a field, or who signs, lacks."""
        actor.require(Permission.DOCUMENT_MAKE)
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, ref.enterprise_id)
            document = get_document(session, actor, ref.enterprise_id, ref.id)
            require_visit_stands(session, document)
            require_filled(document.kind, json.loads(document.fields))
            document.state = move(document.state, DocumentState.FOR_SIGNATURE)
            document.signing_at = now
            values = gather(session, document, self._policies.now(session).policy, said, now)
            require_somebody_to_sign(document.kind, values)
            code = self._maker.address_of(firm.id, document.id)
            facts = {"words": dict(said.words), "values": values, "code": code}
            document.facts = json.dumps(facts, ensure_ascii=False, sort_keys=True)
            _leave_trail(session, actor, "document:signing", document, firm, now)

    def back_to_draft(self, actor: Actor, ref: DocumentRef) -> None:
        """Take a form back from signing while nobody has signed. Raises IllegalMove."""
        actor.require(Permission.DOCUMENT_MAKE)
        with self._database.begin() as session:
            firm = lock_enterprise(session, ref.enterprise_id)
            document = get_document(session, actor, ref.enterprise_id, ref.id)
            if _signed(session, document):
                raise IllegalMove(state="signed", wanted=DocumentState.DRAFT.value)
            document.state = move(document.state, DocumentState.DRAFT)
            document.facts, document.signing_at = "", None
            _leave_trail(session, actor, "document:draft", document, firm, self._clock.now())

    def drop(self, actor: Actor, ref: DocumentRef, reason: str) -> None:
        """Give up a form that is not final, with a reason; it stays on record. Raises ReasonMissing, IllegalMove."""
        actor.require(Permission.DOCUMENT_MAKE)
        now = self._clock.now()
        if not reason.strip():
            raise ReasonMissing(field="reason")
        with self._database.begin() as session:
            firm = lock_enterprise(session, ref.enterprise_id)
            document = get_document(session, actor, ref.enterprise_id, ref.id)
            document.state = move(document.state, DocumentState.DROPPED)
            document.reason = reason.strip()[:400]
            _leave_trail(session, actor, "document:dropped", document, firm, now)

    def correct(self, actor: Actor, ref: DocumentRef, reason: str) -> UUID:
        """Begin the next version of a final form, with a reason; the old one stays current until that one is final.

        Raises ReasonMissing, IllegalMove.
        """
        actor.require(Permission.DOCUMENT_MAKE)
        now = self._clock.now()
        if not reason.strip():
            raise ReasonMissing(field="reason")
        with self._database.begin() as session:
            firm = lock_enterprise(session, ref.enterprise_id)
            old = get_document(session, actor, ref.enterprise_id, ref.id)
            require_visit_stands(session, old)
            if old.state is not DocumentState.FINAL:
                raise IllegalMove(state=old.state.value, wanted="correction")
            under_way = documents.correction_under_way(session, old)
            if under_way is not None:
                return under_way
            draft = _draft(actor, firm, old.kind)
            draft.visit_id, draft.planned_visit_id, draft.fields = old.visit_id, old.planned_visit_id, old.fields
            draft.number, draft.version = old.number, documents.next_version(session, old)
            draft.supersedes, draft.reason = old.id, reason.strip()[:400]
            new = documents.begin(session, draft, now)
            _leave_trail(session, actor, "document:corrected", new, firm, now)
            return new.id

    def _begin(self, session: Session, actor: Actor, firm: Enterprise, draft: Document, now: datetime) -> UUID:
        known = documents.standing(session, draft) if draft.kind in _ONCE else None
        if known is not None:
            return known
        begun = documents.begin(session, draft, now)
        _leave_trail(session, actor, "document:begun", begun, firm, now)
        return begun.id


def _draft(actor: Actor, firm: Enterprise, kind: DocumentKind) -> Document:
    return Document(
        enterprise_id=firm.id,
        agency=actor.agency or "",
        kind=kind,
        number="",
        version=1,
        reason="",
        fields="{}",
        made_by=actor.account_id,
    )


def _first_fields(kind: DocumentKind, firm: Enterprise, visit: Visit) -> Fields:
    """Return what is known already of a form's own fields: where, and when the visit began and ended."""
    ended = visit.ended_at.astimezone(SHANGHAI) if visit.ended_at else None
    known = {
        "place": firm.address,
        "begun": f"{visit.started_at.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}",
        "ended": f"{ended:%Y-%m-%dT%H:%M}" if ended else "",
    }
    return clean(kind, {name: known[name] for name in _FIRST_FIELDS})


def _require_planned(session: Session, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> None:
    planned = session.get(PlannedVisit, (enterprise_id, plan_id))
    joining = session.get(PlanJoining, (enterprise_id, plan_id, actor.agency))
    joins = joining is not None and joining.answer is JoiningAnswer.JOINED
    if planned is None or (planned.agency != actor.agency and not joins):
        raise NoSuchRecord
    if planned.state is PlannedVisitState.CANCELLED:
        raise IllegalMove(state=planned.state, wanted="document")


def _require_draft(document: Document) -> None:
    if document.state is not DocumentState.DRAFT:
        raise IllegalMove(state=document.state.value, wanted=DocumentState.DRAFT.value)


def _signed(session: Session, document: Document) -> bool:
    query = select(DocumentSignature.id).where(
        DocumentSignature.enterprise_id == document.enterprise_id, DocumentSignature.document_id == document.id
    )
    return session.scalar(query.limit(1)) is not None


def _leave_trail(session: Session, actor: Actor, act: str, document: Document, firm: Enterprise, now: datetime) -> None:
    trail.append(
        session,
        actor,
        act,
        now,
        subject=document.number,
        enterprise_id=firm.id,
        district=firm.district,
        note=document.reason,
    )
