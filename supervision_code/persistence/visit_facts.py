"""What the ledger commits to when a visit is recorded: all that its row holds, positions excepted."""

from datetime import datetime

from supervision_code.domain.ledger import Canonical, milliseconds
from supervision_code.domain.ledger_facts import CASE, DUTY, FACTS_VERSION, VERSION, day, key, part_facts, word
from supervision_code.domain.visits import visit_number
from supervision_code.persistence.log import VisitRecord


def visit_on_record(record: VisitRecord, now: datetime) -> Canonical:
    """Return what the ledger commits to of a visit: all that its row holds, where it was excepted."""
    return {
        "channel": word(record.channel),
        "confirmed": milliseconds(record.confirmed_at),
        "ended": milliseconds(record.ended_at),
        "evidence": int(record.evidence),
        "exception": word(record.exception),
        "exception_reason": record.exception_reason,
        "id": str(record.id),
        "joint_ref": record.joint_ref,
        "kind": word(record.kind),
        "late": int(record.late),
        "lead": record.parts[0].agency,
        "number": visit_number(record.id, record.started_at),
        "opened_by": key(record.opened_by),
        "outcome": word(record.outcome),
        "over_limit_reason": record.over_limit_reason,
        "parts": [part_facts(part) for part in record.parts],
        "plan": key(record.plan_id),
        "purpose": word(record.purpose),
        "recorded": milliseconds(record.recorded_at or now),
        "rectify_by": day(record.rectify_by),
        "result": record.result,
        "scan": key(record.scan_id),
        "search_reason": record.search_reason,
        "started": milliseconds(record.started_at),
        "state": word(record.state),
        VERSION: FACTS_VERSION,
    }


def duty_facts(record: VisitRecord) -> dict[str, Canonical]:
    """Return, where there are such, the facts of what is still owed and of the case behind an inspection."""
    facts: dict[str, Canonical] = {DUTY: {"scan_due": 1}} if record.scan_due else {}
    if record.case_source is not None or record.case_ref:
        facts[CASE] = {"ref": record.case_ref, "source": word(record.case_source)}
    return facts
