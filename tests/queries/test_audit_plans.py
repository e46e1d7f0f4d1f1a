"""Filed plans are held by the log too: what they say, the firms they reach, and how far they have come."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from config.settings import read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.audits import AuditProblem
from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.permissions import Role
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS
from tests.factories.inspection_plans import CONTENTS, brought_to, some_firms
from tests.factories.small_city import SmallCity
from tests.queries.test_audits import problems, run, told
from tests.support.clock import StoppedClock

CHANGES = {
    "title = 'x'": "title",
    "basis = 'x'": "basis",
    "last_day = last_day + 1": "last_day",
    "items = 'SCJG-1'": "items",
    "cap = cap + 1": "cap",
    "without_notice = 'x'": "without_notice",
    "approved_by = filed_by": "approved_by",
    "approved_at = filed_at": "approved_at",
    "filing_number = 'x'": "filing",
    "filed_by = approved_by": "filed_by",
    "published_at = approved_at": "published_at",
    "state = 'withdrawn'": "state",
    "ended_at = published_at": "ended_at",
}


@pytest.fixture
def product(tmp_path: Path, database: Database, city: SmallCity, clock: StoppedClock) -> Supervision:
    """A product whose audit looks at a log of its own; each step of a plan takes a minute."""
    own = replace(read_settings({"DATA_DIR": str(tmp_path / "data")}), log_id="test-log")
    product = bootstrap(own, clock=clock, database=database, passwords=PASSWORDS)
    product.policies.publish_file()
    product.codes.publish_keys()
    return product


@pytest.fixture
def plan(product: Supervision, city: SmallCity, clock: StoppedClock) -> UUID:
    plan_id = brought_to(product, city, PlanState.APPROVED, firms=[city.firm, *some_firms(product, 2)])
    clock.pass_by(minutes=1)
    product.inspection_plans.file(city.actor(Role.SUPERVISOR), plan_id, "福司备2026-017")
    clock.pass_by(minutes=1)
    product.inspection_plans.publish(city.actor(Role.AGENCY_MANAGER), plan_id)
    return plan_id


def test_plans_that_were_let_alone_pass_in_every_state(
    product: Supervision, city: SmallCity, clock: StoppedClock, plan: UUID
) -> None:
    head = city.actor(Role.AGENCY_MANAGER)
    for state in (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED, PlanState.FILED, PlanState.PUBLISHED):
        plan_id = brought_to(product, city, state, replace(CONTENTS, title=f"计划{state.value}"))
        clock.pass_by(minutes=1)
        if state is not PlanState.DRAFT:
            product.inspection_plans.withdraw(head, plan_id, "政策调整")
        brought_to(product, city, state, replace(CONTENTS, title=f"另一份计划{state.value}"))
    product.sealing.seal()
    assert problems(product) == []
    clock.pass_by(days=60)
    assert product.inspection_plans.close_ended() == 2
    product.sealing.seal()
    assert problems(product) == []


def test_whatever_is_changed_in_a_filed_plan_is_named(
    product: Supervision, database: Database, clock: StoppedClock, plan: UUID
) -> None:
    product.sealing.seal()
    assert problems(product) == []
    for change, field in CHANGES.items():
        name, value = change.split(" = ")
        with database.begin() as session:
            before = session.connection().exec_driver_sql(f"SELECT {name} FROM inspection_plans").scalar()  # noqa: S608
        run(database, f"UPDATE inspection_plans SET {name} = {value}")  # noqa: S608 - our own
        assert told(product) == [(AuditProblem.ROW_DIFFERS, field)], change
        _put_back(database, name, before)
    assert problems(product) == []


def test_a_firm_left_out_or_put_in_and_a_plan_put_back_or_invented_are_named(
    product: Supervision, database: Database, city: SmallCity, plan: UUID
) -> None:
    brought_to(product, city, PlanState.DRAFT, replace(CONTENTS, title="草稿"))
    product.sealing.seal()
    objects = [(AuditProblem.ROW_DIFFERS, "objects")]
    run(database, "UPDATE inspection_plan_objects SET left_out = 'by_hand' WHERE verdict IS NOT NULL")
    assert told(product) == objects
    run(database, "UPDATE inspection_plan_objects SET left_out = NULL")
    assert told(product) == []
    run(database, "UPDATE inspection_plans SET state = 'draft', filed_at = NULL WHERE state = 'published'")
    assert told(product) == [(AuditProblem.ROW_MISSING, "inspection_plans")]
    run(database, "UPDATE inspection_plans SET state = 'published'")
    assert (AuditProblem.ROW_WITHOUT_ENTRY, "inspection_plans") in told(product)


def _put_back(database: Database, name: str, value: object) -> None:
    with database.begin() as session:
        session.execute(text(f"UPDATE inspection_plans SET {name} = :value"), {"value": value})  # noqa: S608
