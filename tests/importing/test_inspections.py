"""Logs of past inspections: stored once, judged as stored, joint visits put together, the same from every order."""

from datetime import UTC, datetime
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from supervision_code.domain.findings import FindingState
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.rollups import Measure
from supervision_code.domain.visits import EvidenceLevel, ScanChannel, ServicePurpose, VisitKind, VisitState
from supervision_code.importing.kinds import ImportKind
from supervision_code.persistence.models.alerts import Alert, AlertStep
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening
from supervision_code.persistence.models.outbox import OutboxRow
from supervision_code.persistence.models.rollups import AgencyDay
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer
from supervision_code.persistence.rollups import fold
from supervision_code.queries.batch_evaluation import BatchEvaluation, Span
from tests.importing.conftest import Desk
from tests.importing.rows import FIRM, INSPECTION, OTHER_FIRM

K: Final = ImportKind.INSPECTIONS
FIRE: Final = {**INSPECTION, "source_ref": "F-1", "agency": "XFJY", "items": "fire", "officers": "XFJY-1"}
JOINT: Final = [
    {**INSPECTION, "joint_ref": "J-1"},
    {**FIRE, "joint_ref": "J-1", "result": "灭火器过期", "ended_at": "2026-03-02T11:00:00+08:00"},
]


def test_an_imported_visit_is_closed_unproven_and_says_where_it_comes_from(desk: Desk) -> None:
    desk.load(K, INSPECTION)
    [(visit,)] = desk.read(select(Visit))
    assert (visit.channel, visit.evidence, visit.state) == (
        ScanChannel.IMPORTED,
        EvidenceLevel.NOT_SCANNED,
        VisitState.CLOSED,
    )
    assert visit.started_at == datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    assert visit.ended_at == datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    assert (visit.result, visit.lead_agency) == ("未发现问题", "SCJG")
    assert visit.id.version == 7
    assert visit.id.int >> 80 == visit.started_at.timestamp() * 1000
    assert desk.count(VisitOfficer) == 2


def test_an_import_leaves_ledger_entries_and_counts(desk: Desk) -> None:
    desk.load(K, INSPECTION)
    kinds = desk.read(select(LedgerEntry.kind).join(LedgerOpening, LedgerOpening.entry_id == LedgerEntry.id))
    assert kinds == [(LedgerKind.VISIT_OPENED,)]
    with desk.supervision.database.begin() as session:
        fold(session, desk.supervision.clock.now(), 100)
    counted = select(AgencyDay.value).where(AgencyDay.agency == "SCJG", AgencyDay.measure == Measure.VISITS)
    assert desk.read(counted) == [(1,)]


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    desk.load(K, *JOINT)
    tables = (Visit, Participation, VisitOfficer, Finding, Alert, AlertStep, LedgerEntry, OutboxRow)
    before = [desk.count(table) for table in tables]
    tally = desk.load(K, *JOINT).tally
    assert (tally.new, tally.unchanged) == (0, 2)
    assert [desk.count(table) for table in tables] == before


def test_the_same_row_written_otherwise_is_the_same_row(desk: Desk) -> None:
    desk.load(K, INSPECTION)
    again = {
        **INSPECTION,
        "started_at": "2026-03-02T01:00:00Z",
        "ended_at": "2026-03-02T02:00:00+00:00",
        "officers": "SCJG-2; SCJG-1",
    }
    assert desk.load(K, again).tally.unchanged == 1


@pytest.mark.parametrize(
    "change", [{"uscc": OTHER_FIRM}, {"type": "case"}, {"items": ""}, {"emergency": "true"}, {"joint_ref": "J-9"}]
)
def test_a_reference_on_record_with_other_content_is_refused(desk: Desk, change: dict[str, str]) -> None:
    desk.load(K, INSPECTION)
    assert not desk.load(K, {**INSPECTION, **change}, {**INSPECTION, "source_ref": "R-2"}).stored
    assert desk.reasons == [(2, "source_ref", "other_content")]
    assert desk.count(Visit) == 1


def test_rows_of_one_joint_reference_are_one_visit(desk: Desk) -> None:
    desk.load(K, *JOINT)
    [(visit,)] = desk.read(select(Visit))
    parts = desk.read(select(Participation.agency, Participation.source_ref).order_by(Participation.agency))
    assert parts == [("SCJG", "R-1"), ("XFJY", "F-1")]
    assert visit.result == "灭火器过期\n未发现问题"
    assert visit.ended_at == datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def test_the_same_joint_reference_at_two_firms_is_two_visits(desk: Desk) -> None:
    desk.load(K, JOINT[0], {**JOINT[1], "uscc": OTHER_FIRM})
    assert desk.count(Visit) == 2


def test_an_agency_can_join_a_visit_with_a_later_file(desk: Desk) -> None:
    desk.load(K, JOINT[0])
    assert desk.load(K, JOINT[1]).tally.new == 1
    assert (desk.count(Visit), desk.count(Participation), desk.count(VisitOfficer)) == (1, 2, 3)
    assert desk.read(select(Visit.result)) == [("未发现问题\n灭火器过期",)]
    assert LedgerKind.VISIT_CORRECTED in {kind for (kind,) in desk.read(select(LedgerEntry.kind))}


@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"started_at": "2026-03-02T09:05:00+08:00"}, "started_at", "joint_other_start"),
        ({"kind": "service"}, "kind", "joint_other_kind"),
        ({"agency": "SCJG", "items": "", "officers": ""}, "agency", "joint_same_agency"),
    ],
)
def test_rows_that_do_not_fit_their_joint_visit_are_told(
    desk: Desk, change: dict[str, str], column: str, reason: str, *, apart: bool
) -> None:
    odd = {**JOINT[1], "source_ref": "Z-1", **change}
    if apart:
        desk.load(K, JOINT[0])
        desk.load(K, odd)
        assert desk.reasons == [(2, column, reason)]
    else:
        desk.load(K, JOINT[0], odd)
        assert desk.reasons == [(3, column, reason)]


def test_a_start_that_does_not_fit_is_told_as_a_moment(desk: Desk) -> None:
    desk.load(K, JOINT[0], {**JOINT[1], "started_at": "2026-03-02T09:05:00+08:00"})
    assert [problem.value for problem in desk.problems] == ["2026-03-02T09:05:00+08:00"]


def test_a_service_visit_is_kept_and_never_counted(desk: Desk) -> None:
    days = [f"2026-03-{day:02d}T09:00:00+08:00" for day in range(1, 8)]
    rows = [
        {**INSPECTION, "source_ref": f"S-{place}", "started_at": day, "ended_at": "", "kind": "service"}
        for place, day in enumerate(days)
    ]
    desk.load(K, *rows)
    assert desk.read(select(Visit.kind, Visit.purpose).distinct()) == [(VisitKind.SERVICE, ServicePurpose.SERVICE)]
    assert desk.read(select(Participation.type).distinct()) == [(None,)]
    assert desk.count(Finding) == 0


def test_a_late_file_brings_findings_on_earlier_stored_visits(desk: Desk) -> None:
    desk.load(K, {**INSPECTION, "source_ref": "R-2", "started_at": "2026-03-20T09:00:00+08:00", "ended_at": ""})
    assert desk.count(Finding) == 0
    desk.load(K, INSPECTION)
    rules = desk.read(select(Finding.rule).where(Finding.state == FindingState.STANDING).order_by(Finding.rule))
    assert [rule for (rule,) in rules] == ["annual_cap", "repeat_check"]
    assert desk.count(Alert) == 1


def test_visits_that_start_together_keep_the_order_of_their_references(desk: Desk) -> None:
    rows = [{**INSPECTION, "source_ref": f"T-{place}", "ended_at": ""} for place in (3, 1, 2)]
    desk.load(K, *rows)
    order = select(Participation.source_ref).order_by(Participation.started_at, Participation.visit_id)
    assert desk.read(order) == [("T-1",), ("T-2",), ("T-3",)]


def test_the_same_row_gets_the_same_id_in_every_database(desk: Desk) -> None:
    desk.load(K, INSPECTION)
    [(first,)] = desk.read(select(Visit.id))
    with desk.supervision.database.begin() as session:
        for table in (VisitOfficer, Participation, Visit):
            session.execute(delete(table))
    desk.load(K, INSPECTION)
    assert desk.read(select(Visit.id)) == [(first,)]


def test_many_firms_in_many_batches_are_all_stored_and_judged(desk: Desk) -> None:
    rows = [
        {**INSPECTION, "source_ref": f"B-{place}", "uscc": (FIRM, OTHER_FIRM)[place % 2], "ended_at": "", "result": ""}
        | {"started_at": f"20{10 + place % 90}-0{1 + place % 9}-1{place % 10}T09:00:00+08:00"}
        for place in range(3200)
    ]
    assert desk.load(K, *rows).tally.new == 3200
    assert desk.count(Participation) == 3200
    assert standing(desk) == from_scratch(desk)


def standing(desk: Desk) -> set[tuple[str, str, int, str]]:
    """The findings on record: rule, agency, day and level."""
    columns = (Finding.rule, Finding.agency, Finding.day, Finding.level, Finding.visit_id)
    found = desk.read(select(*columns).where(Finding.state == FindingState.STANDING))
    return {(rule.value, agency, day, level.value) for rule, agency, day, level, _ in found}


def from_scratch(desk: Desk) -> set[tuple[str, str, int, str]]:
    """What the batch evaluation finds in the same log."""
    product = desk.supervision
    found = BatchEvaluation(product.database).evaluate(product.in_force.policy, Span())
    return {(one.rule.value, one.agency, one.day, one.level.value) for firm in found for one in firm}


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "started_at": st.integers(0, 90).map(lambda day: f"2026-{1 + day // 28:02d}-{1 + day % 28:02d}T09:00:00Z"),
            "uscc": st.sampled_from([FIRM, OTHER_FIRM]),
            "agency": st.sampled_from(["SCJG", "XFJY"]),
            "type": st.sampled_from(["routine", "case", "campaign"]),
            "items": st.sampled_from(["", "own"]),
            "ordered_from_above": st.sampled_from(["", "", "true"]),
            "emergency": st.sampled_from(["", "", "", "true"]),
        }
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, cut=st.integers(0, 25))
def test_findings_on_record_are_those_of_the_batch_in_whatever_pieces_a_log_arrives(
    desk: Desk, rows: list[dict[str, str]], cut: int
) -> None:
    own = {"SCJG": "food", "XFJY": "fire"}
    number = desk.count(Participation)
    full = [
        {**INSPECTION, **row, "source_ref": f"H-{number + place}", "ended_at": "", "officers": ""}
        | {"items": own[row["agency"]] if row["items"] else ""}
        for place, row in enumerate(rows)
    ]
    for piece in (full[cut:], full[:cut]):
        if piece:
            assert desk.load(K, *piece).stored, desk.problems
    assert standing(desk) == from_scratch(desk)
