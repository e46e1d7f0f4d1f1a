"""What goes along with visits is held by the log too: whatever its owner changes of it is named."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from config.settings import Settings, read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.audits import AuditProblem
from supervision_code.domain.documents import DocumentKind, SigningPart
from supervision_code.domain.permissions import Role
from supervision_code.domain.rectifications import RecheckOutcome
from supervision_code.domain.signatures import canonical_strokes
from supervision_code.domain.visit_drafts import Leaving
from supervision_code.domain.visits import Outcome
from supervision_code.persistence import expiry, notices
from supervision_code.persistence.blanking_papers import blank_papers
from supervision_code.persistence.models.documents import VisitPhoto
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.results import Rectification
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.paging import Cut
from supervision_code.services.document_signing import Answer
from supervision_code.services.documents import DocumentRef
from supervision_code.services.rectifications import Recheck
from supervision_code.web.paper_words import paper_words
from tests.adapters.papers import ink, small_photo
from tests.factories.accounts import PASSWORDS
from tests.factories.notices import place_tasks
from tests.factories.small_city import SmallCity
from tests.factories.tasks import build_task
from tests.factories.voiding import void
from tests.queries.test_audits import problems, run, told
from tests.services.test_visits import draft_of, opened, scanned
from tests.support.clock import FRIDAY_TEN, StoppedClock

CHANGES = {
    "notices": ("choose_by = choose_by + 1", "choose_by"),
    "rectifications": ("due = '2030-01-01'", "due"),
    "void_requests": ("reason = 'x'", "reason"),
    "visit_photos": ("stored_sha256 = original_sha256", "stored"),
    "documents": ("pdf_sha256 = 'x'", "pdf"),
}


@pytest.fixture
def product(tmp_path: Path, database: Database, city: SmallCity, clock: StoppedClock) -> Supervision:
    """A product in which everything that goes along with a visit was put on record."""
    own: Settings = replace(read_settings({"DATA_DIR": str(tmp_path / "data")}), log_id="test-log")
    product = bootstrap(own, clock=clock, database=database, passwords=PASSWORDS)
    product.policies.publish_file()
    product.codes.publish_keys()
    _tell(product, city, clock)
    visit = opened(product, city).visit_id
    _show(product, city, visit)
    _find_fault(product, city, visit, clock)
    product.voidings.ask(city.actor(Role.OFFICER), city.firm.id, visit, "登记错了企业")
    product.sealing.seal()
    return product


def _tell(product: Supervision, city: SmallCity, clock: StoppedClock) -> None:
    plan = place_tasks(product, [build_task(city.firm)])
    product.notices.send_due()
    clock.pass_by(minutes=1)
    product.notices.put_off(city.actor(Role.OFFICER), city.firm.id, plan, date(2026, 12, 16), "人手不足")
    with product.database.read() as session:
        anew = session.scalars(select(Notice).where(Notice.replaces.is_not(None))).one()
    firm = city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    product.notices.choose(firm, anew.id, notices.slots_of(anew)[0], "请走后门")


def _show(product: Supervision, city: SmallCity, visit: UUID) -> None:
    actor, firm = city.actor(Role.OFFICER), city.firm.id
    photo = product.photos.add(actor, firm, visit, small_photo(), caption="后厨")
    product.photos.withdraw(actor, firm, visit, photo, "拍错了")
    for version in range(2):
        begun = product.documents.begin_for_visit(actor, firm, visit, DocumentKind.RESULT)
        first = DocumentRef(enterprise_id=firm, id=begun)
        paper = product.documents.correct(actor, first, "写错了") if version else begun
        product.documents.begin_signing(actor, replace(first, id=paper), paper_words())
        for line in product.queries.documents.page(actor, firm, paper).lines:
            name = "张三" if line.seat.part is SigningPart.FIRM else ""
            drawn = canonical_strokes(ink())
            product.document_signing.sign(
                actor, Answer(enterprise_id=firm, document_id=paper, seat=line.seat.key, name=name, strokes=drawn)
            )


def _find_fault(product: Supervision, city: SmallCity, visit: UUID, clock: StoppedClock) -> None:
    officer, owner, firm = city.actor(Role.OFFICER), city.actor(Role.ENTERPRISE_ADMINISTRATOR), city.firm.id
    clock.pass_by(minutes=30)
    leaving = Leaving(
        enterprise_id=firm,
        visit_id=visit,
        outcome=Outcome.RECTIFY_BY_DATE,
        result="台账缺两天",
        rectify_by=date(2026, 12, 1),
    )
    product.visits.leave(officer, leaving)
    with product.database.read() as session:
        order = session.scalars(select(Rectification)).one().id
    product.rectifications.report(owner, order, "补齐了")
    clock.pass_by(minutes=1)
    later = Recheck(
        enterprise_id=firm,
        rectification_id=order,
        outcome=RecheckOutcome.NEW_DATE,
        note="还差一天",
        due=date(2026, 12, 8),
    )
    product.rectifications.recheck(officer, later)


def test_what_was_let_alone_passes_and_every_change_of_it_is_named(product: Supervision, database: Database) -> None:
    assert problems(product) == []
    run(database, *(f"UPDATE {table} SET {change}" for table, (change, _) in CHANGES.items()))  # noqa: S608 - our own
    assert {(AuditProblem.ROW_DIFFERS, field) for _, field in CHANGES.values()} == set(told(product))


def test_an_order_whose_re_check_is_void_stands_as_the_log_says(
    product: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    officer, firm = city.actor(Role.OFFICER), city.firm.id
    (order,) = product.queries.rectifications.of_agency(officer, Cut(), waiting=True).rows
    clock.pass_by(days=1)
    again = product.visits.open(
        officer, draft_of(city, scanned(product, city), recheck_of=order.id, over_limit_reason="复查")
    )
    passed = Recheck(enterprise_id=firm, rectification_id=order.id, outcome=RecheckOutcome.PASSED)
    product.rectifications.recheck(officer, passed)
    void(product, city.actor(Role.SUPERVISOR), firm, again.visit_id, "登记错了企业")
    product.sealing.seal()
    assert problems(product) == []
    run(database, f"UPDATE rectifications SET state = 'passed' WHERE id = '{order.id.hex}'")  # noqa: S608 - our own
    run(database, f"UPDATE rectifications SET state = 'passed' WHERE id = '{order.id}'")  # noqa: S608 - our own
    assert told(product) == [(AuditProblem.ROW_DIFFERS, "state")]
    run(database, "UPDATE rectifications SET state = 'ordered' WHERE state = 'passed'")
    clock.pass_by(days=1)
    product.visits.open(officer, draft_of(city, scanned(product, city), recheck_of=order.id, over_limit_reason="复查"))
    product.sealing.seal()
    assert problems(product) == []


def test_what_was_deleted_or_put_in_is_named(product: Supervision, database: Database) -> None:
    run(
        database,
        "DELETE FROM void_requests",
        "DELETE FROM visit_photos",
        "DELETE FROM notices",
        "UPDATE documents SET state = 'dropped' WHERE state = 'final'",
    )
    gone = {"void_requests", "visit_photos", "notices", "documents"}
    assert {(AuditProblem.ROW_MISSING, table) for table in gone} == set(told(product))


def test_what_goes_with_its_time_is_no_problem_and_hides_nothing(
    product: Supervision, city: SmallCity, database: Database
) -> None:
    with database.begin() as session:
        blank_papers(session, city.officers[0].id, "request of the person", FRIDAY_TEN)
        expiry.make_visits_coarse(session, product.clock.now(), 10, product.clock.now())
    product.sealing.seal()
    assert problems(product) == []
    with database.begin() as session:
        known = session.scalars(select(VisitPhoto)).one()
        columns = {column.name: getattr(known, column.name) for column in VisitPhoto.__table__.columns}
        session.add(VisitPhoto(**columns | {"id": known.visit_id, "original_sha256": "0" * 64}))
    assert (AuditProblem.ROW_WITHOUT_ENTRY, "visit_photos") in told(product)
