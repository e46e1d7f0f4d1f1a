"""Papers: begun by who comes, and printed whatever was typed into them."""

import json

import pytest

from supervision_code.domain.documents import DocumentKind
from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import JoiningAnswer
from supervision_code.persistence.models.documents import Document
from supervision_code.persistence.models.planned_visits import PlanJoining
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.services.documents import DocumentRef
from supervision_code.web.paper_words import paper_words
from tests.factories.notices import place_tasks
from tests.factories.small_city import YJJ, SmallCity
from tests.factories.tasks import build_task
from tests.services.test_visits import opened


def test_who_was_asked_and_does_not_come_makes_no_papers_for_a_planned_visit(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    firm, plan = city.firm.id, place_tasks(supervision, [build_task(city.firm), build_task(city.firm, YJJ)])
    actor = city.other_actor(Role.OFFICER)
    supervision.documents.begin_for_plan(actor, firm, plan, DocumentKind.APPROVAL)
    assert len(supervision.queries.documents.of_plan(actor, firm, plan)) == 1
    for answer in (JoiningAnswer.INVITED, JoiningAnswer.DECLINED):
        with database.begin() as session:
            session.get_one(PlanJoining, (firm, plan, YJJ)).answer = answer
        with pytest.raises(NoSuchRecord):
            supervision.documents.begin_for_plan(actor, firm, plan, DocumentKind.NOTICE)
        with pytest.raises(NoSuchRecord):
            supervision.queries.documents.of_plan(actor, firm, plan)


def test_no_form_is_begun_for_a_planned_visit_that_was_called_off(supervision: Supervision, city: SmallCity) -> None:
    plan, officer = place_tasks(supervision, [build_task(city.firm)]), city.actor(Role.OFFICER)
    supervision.planned_visits.cancel(officer, city.firm.id, plan)
    with pytest.raises(IllegalMove):
        supervision.documents.begin_for_plan(officer, city.firm.id, plan, DocumentKind.NOTICE)


def test_a_form_on_which_nobody_stands_is_not_laid_out_for_signing(supervision: Supervision, city: SmallCity) -> None:
    firm, plan = city.firm.id, place_tasks(supervision, [build_task(city.firm)])
    manager = city.actor(Role.AGENCY_MANAGER)
    ref = DocumentRef(
        enterprise_id=firm, id=supervision.documents.begin_for_plan(manager, firm, plan, DocumentKind.NOTICE)
    )
    with pytest.raises(InvalidValue):
        supervision.documents.begin_signing(manager, ref, paper_words())
    supervision.document_signing.finish(manager, firm, ref.id)
    officers = {officer.id for officer in city.officers[:2]}
    supervision.assignments.assign(manager, firm, plan, officers)
    supervision.documents.begin_signing(manager, ref, paper_words())
    assert len(supervision.queries.documents.page(manager, firm, ref.id).lines) == 2


def test_a_time_typed_in_words_is_printed_as_it_was_typed(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    actor, visit = city.actor(Role.OFFICER), opened(supervision, city)
    firm = visit.enterprise_id
    begun = supervision.documents.begin_for_visit(actor, firm, visit.visit_id, DocumentKind.SURVEY)
    ref = DocumentRef(enterprise_id=firm, id=begun)
    said = {"begun": "下午三点", "ended": "2026-11-20T15:40"}
    supervision.documents.fill(actor, ref, {**said, "seen": "后厨整洁", "place": "后厨"})
    supervision.documents.begin_signing(actor, ref, paper_words())
    with database.read() as session:
        fields = json.loads(session.get_one(Document, (firm, begun)).facts)["values"]["fields"]
    assert (fields["begun"], fields["ended"]) == ("下午三点", "2026年11月20日 15:40")
