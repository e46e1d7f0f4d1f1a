"""When an officer's records are over, photos, documents and signatures go; their hashes stay."""

import json

import pytest
from sqlalchemy import select

from supervision_code.domain.documents import DocumentKind, DocumentState
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.domain.retention import PersonalPart, RetentionSubject
from supervision_code.domain.signatures import canonical_strokes
from supervision_code.persistence.blanking_papers import blank_papers
from supervision_code.persistence.models.documents import Document, DocumentSignature, VisitPhoto
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening
from supervision_code.persistence.people import get_person, holdings_of
from supervision_code.product import Supervision
from supervision_code.services.document_signing import Answer
from supervision_code.services.documents import DocumentRef
from supervision_code.web.paper_words import paper_words
from tests.adapters.papers import ink, small_photo
from tests.factories.notices import place_tasks
from tests.factories.small_city import SmallCity
from tests.factories.tasks import build_task
from tests.portals.officer.scenes import open_visit
from tests.support.clock import FRIDAY_TEN


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_words_lines_and_files_go_and_hashes_stay(supervision: Supervision, city: SmallCity) -> None:
    actor, firm = city.actor(Role.OFFICER), city.firm.id
    visit = open_visit(supervision, city).visit_id
    photo = supervision.photos.add(actor, firm, visit, small_photo(), caption="后厨")
    ref = DocumentRef(
        enterprise_id=firm, id=supervision.documents.begin_for_visit(actor, firm, visit, DocumentKind.RESULT)
    )
    supervision.documents.begin_signing(actor, ref, paper_words())
    seat = supervision.queries.documents.page(actor, firm, ref.id).lines[0].seat.key
    drawn = Answer(enterprise_id=firm, document_id=ref.id, seat=seat, strokes=canonical_strokes(ink()))
    supervision.document_signing.sign(actor, drawn)

    with supervision.database.begin() as session:
        blank_papers(session, city.officers[0].id, "request of the person", FRIDAY_TEN)

    with supervision.database.read() as session:
        kept = session.get_one(VisitPhoto, (firm, photo))
        paper = session.get_one(Document, (firm, ref.id))
        assert (kept.caption, kept.kept, len(kept.original_sha256)) == ("", False, 64)
        assert (paper.fields, paper.facts, paper.kept) == ("{}", "", False)
        assert session.scalars(select(DocumentSignature)).all() == []
    with pytest.raises(NoSuchRecord):
        supervision.queries.photos.picture(actor, firm, visit, photo)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_papers_of_a_visit_that_was_never_made_hold_the_officer_and_go_with_him(
    supervision: Supervision, city: SmallCity
) -> None:
    actor, firm = city.actor(Role.OFFICER), city.firm.id
    plan = place_tasks(supervision, [build_task(city.firm)])
    ref = DocumentRef(
        enterprise_id=firm, id=supervision.documents.begin_for_plan(actor, firm, plan, DocumentKind.NOTICE)
    )
    supervision.documents.begin_signing(actor, ref, paper_words())
    seat = supervision.queries.documents.page(actor, firm, ref.id).lines[0].seat.key
    drawn = Answer(enterprise_id=firm, document_id=ref.id, seat=seat, strokes=canonical_strokes(ink()))
    supervision.document_signing.sign(actor, drawn)

    with supervision.database.begin() as session:
        person = get_person(session, city.officers[0].id)
        (held,) = holdings_of(session, person, {PersonalPart.OFFICER})
        assert (held.subject, held.latest) == (RetentionSubject.INSPECTION_RECORD, FRIDAY_TEN)
        blank_papers(session, city.officers[0].id, "request of the person", FRIDAY_TEN)

    with supervision.database.read() as session:
        paper = session.get_one(Document, (firm, ref.id))
        assert (paper.state, paper.fields, paper.facts, paper.kept) == (DocumentState.FINAL, "{}", "", False)
        assert session.scalars(select(DocumentSignature)).all() == []
        entry = session.scalars(select(LedgerEntry.id).where(LedgerEntry.kind == LedgerKind.DOCUMENT_FINAL)).one()
        opening = session.get_one(LedgerOpening, (firm, entry))
        assert json.loads(opening.openings)["document"] is None
