"""Papers before a visit: made by who comes, and by nobody else who was asked."""

import pytest

from supervision_code.domain.documents import DocumentKind
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import JoiningAnswer
from supervision_code.persistence.models.planned_visits import PlanJoining
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.notices import place_tasks
from tests.factories.small_city import YJJ, SmallCity
from tests.factories.tasks import build_task


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
