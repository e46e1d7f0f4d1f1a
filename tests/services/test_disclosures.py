"""Opening who complained: with a reason, on record, and without naming the firm where others read."""

from uuid import UUID

import pytest
from sqlalchemy import func, select

from supervision_code.domain.confidential import ConfidentialKind
from supervision_code.domain.errors import NoSuchRecord, NotPermitted, ReasonMissing
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.confidential import ConfidentialRecord
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.product import Supervision
from tests.factories.accounts import build_actor
from tests.factories.busy_area import BusyArea
from tests.support.clock import StoppedClock


def test_the_identity_is_hidden_until_it_is_opened(supervision: Supervision, area: BusyArea) -> None:
    supervisor, complaint = area.city.actor(Role.SUPERVISOR), area.complaint
    look = supervision.queries.complaint_case_pages.case
    hidden = look(supervisor, complaint.id)
    assert hidden.identity is None
    assert hidden.visit is not None
    assert hidden.visit.enterprise_id is None
    supervision.disclosures.open_identity(supervisor, complaint.id, "需要到现场核实。")
    shown = look(supervisor, complaint.id)
    assert shown.identity is not None
    assert shown.identity.name == area.city.firm.name
    assert shown.visit is not None
    assert shown.visit.enterprise_id == area.city.firm.id


def test_it_is_open_to_who_opened_it_and_only_today(
    supervision: Supervision, area: BusyArea, clock: StoppedClock
) -> None:
    supervisor, complaint = area.city.actor(Role.SUPERVISOR), area.complaint
    look = supervision.queries.complaint_case_pages.case
    supervision.disclosures.open_identity(supervisor, complaint.id, "需要到现场核实。")
    assert look(build_actor(Role.SUPERVISOR), complaint.id).identity is None
    clock.pass_by(days=1)
    assert look(supervisor, complaint.id).identity is None


def test_the_trail_names_the_complaint_and_not_the_firm(supervision: Supervision, area: BusyArea) -> None:
    supervision.disclosures.open_identity(area.city.actor(Role.SUPERVISOR), area.complaint.id, "需要到现场核实。")
    with supervision.database.read() as session:
        act = session.scalars(select(TrailEntry).where(TrailEntry.action == "complaint:identity_opened")).one()
    assert (act.subject, act.enterprise_id, act.note) == (area.complaint.reference, None, "需要到现场核实。")


def test_the_ledger_gets_a_commitment_for_the_next_batch_and_no_entry(supervision: Supervision, area: BusyArea) -> None:
    def entries() -> int:
        with supervision.database.read() as session:
            return session.scalar(select(func.count()).select_from(LedgerEntry)) or 0

    before = entries()
    supervision.disclosures.open_identity(area.city.actor(Role.SUPERVISOR), area.complaint.id, "需要到现场核实。")
    with supervision.database.read() as session:
        record = session.scalars(select(ConfidentialRecord)).one()
    assert (record.kind, record.complaint_id, record.batch) == (
        ConfidentialKind.IDENTITY_OPENED,
        area.complaint.id,
        None,
    )
    assert entries() == before


def test_without_a_reason_nothing_opens(supervision: Supervision, area: BusyArea) -> None:
    with pytest.raises(ReasonMissing):
        supervision.disclosures.open_identity(area.city.actor(Role.SUPERVISOR), area.complaint.id, " ")


def test_another_districts_complaint_does_not_exist(supervision: Supervision, area: BusyArea) -> None:
    for key in (area.other_complaint.id, UUID(int=7)):
        with pytest.raises(NoSuchRecord):
            supervision.disclosures.open_identity(area.city.actor(Role.SUPERVISOR), key, "需要。")


@pytest.mark.parametrize("role", [Role.INVITED_SUPERVISOR, Role.AGENCY_MANAGER, Role.OPERATOR])
def test_only_who_handles_complaints_may_open(supervision: Supervision, area: BusyArea, role: Role) -> None:
    with pytest.raises(NotPermitted):
        supervision.disclosures.open_identity(area.city.actor(role), area.complaint.id, "需要。")
