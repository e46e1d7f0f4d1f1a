"""Audits inspection plans from their filing on: what they say, which firms they reach, and how far they have come."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from supervision_code.domain.audits import AuditProblem, Contradicted
from supervision_code.domain.days import date_of
from supervision_code.domain.inspection_plan_draws import base_digest
from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.ledger_facts import VERSION
from supervision_code.domain.replayed import Facts
from supervision_code.domain.replaying import Told
from supervision_code.persistence.audit_reading import AuditReader, Row
from supervision_code.persistence.log import split_items
from supervision_code.queries.audit_comparing import wrong_fields

_TABLE: Final = "inspection_plans"
_SAID: Final = (
    "agency area basis cap joint may_be_joint method number ordered_from_above order_number share title type"
    " without_notice"
)
_REST: Final = (
    "items partners approval_authority approval_number approval_day first_day last_day base base_digest"
    " draw_commitment draw_seed drawn_at filing_number state approved_at ~approved_by ~filed_by filed_at published_at"
    " ended_at"
)
_NAMES: Final = tuple(name.strip("~") for name in f"id {_SAID} {_REST}".split())
_ENTERED: Final = "WHERE filed_at IS NOT NULL OR state IN ('filed', 'published', 'closed')"
_OBJECTS: Final = (
    "inspection_plan_objects o JOIN inspection_plans p ON p.id = o.plan_id JOIN enterprises e ON e.id = o.enterprise_id"
)
_CHOSEN: Final = "WHERE o.left_out IS NULL AND (p.filed_at IS NOT NULL OR p.state IN ('filed', 'published', 'closed'))"
PLAN_KINDS: Final = frozenset({LedgerKind.PLAN_FILED, LedgerKind.PLAN_PUBLISHED, LedgerKind.PLAN_ENDED})
_BOOLEANS: Final = ("joint", "may_be_joint", "ordered_from_above")


@dataclass(slots=True)
class PlanAudit:
    """Remembers what the entries tell of plans, and compares it with the rows. Before its filing a plan is a draft."""

    known: dict[str, Facts] = field(default_factory=dict)

    def hear(self, told: Told) -> None:
        """Take in one entry."""
        if told.kind in {LedgerKind.PLAN_FILED, LedgerKind.PLAN_PUBLISHED}:
            self._take(told)
        elif told.kind == LedgerKind.PLAN_ENDED and told.subject in self.known:
            end = told.facts.get("end") or {}
            self.known[told.subject] |= {"state": end.get("state"), "ended_at": told.at}

    def _take(self, told: Told) -> None:
        facts = told.facts
        before = self.known.get(told.subject, {"published_at": 0, "ended_at": 0})
        said = {name: value for name, value in (facts.get("plan") or {}).items() if name not in {"id", VERSION}}
        choice, approved = facts.get("choice") or {}, facts.get("approved") or {}
        filed = told.kind == LedgerKind.PLAN_FILED
        state = PlanState.FILED if filed else PlanState.PUBLISHED
        self.known[told.subject] = {
            **before,
            **said,
            **{name: choice.get(name) for name in ("base", "base_sha256", "commitment", "seed")},
            "objects": facts.get("objects"),
            "filing": facts.get("filing"),
            "approved_at": approved.get("at"),
            "approved_by": approved.get("by"),
            "filed_by": approved.get("filed_by"),
            "state": state.value,
            "filed_at" if filed else "published_at": told.at,
        }

    def compare(self, reader: AuditReader) -> Iterator[Contradicted]:
        """Yield every contradiction."""
        objects = dict(_objects(reader))
        seen = set()
        for row in reader.rows(_TABLE, f"~id {_SAID} {_REST}", "id", _ENTERED):
            plan = dict(zip(_NAMES, row, strict=True))
            seen.add(plan["id"])
            where = {"table": _TABLE, "row": plan["number"]}
            known = self.known.get(plan["id"])
            if known is None:
                yield Contradicted(AuditProblem.ROW_WITHOUT_ENTRY, where)
                continue
            for name in wrong_fields(known, _facts(plan, objects, reader)):
                yield Contradicted(AuditProblem.ROW_DIFFERS, {**where, "field": name})
        for plan_id in self.known.keys() - seen:
            number = str(self.known[plan_id].get("number") or plan_id)
            yield Contradicted(AuditProblem.ROW_MISSING, {"table": _TABLE, "row": number})


def _facts(plan: dict[str, Any], objects: dict[str, Facts], reader: AuditReader) -> Facts:
    """Return a row in the form in which its entries tell it."""
    moments = {name: reader.moment(plan[name]) for name in ("approved_at", "filed_at", "published_at", "ended_at")}
    return {
        **{name: plan[name] for name in _SAID.split()},
        **{name: int(plan[name]) for name in _BOOLEANS},
        "approval": [plan["approval_authority"], plan["approval_number"], _day(plan["approval_day"])],
        "first_day": _day(plan["first_day"]),
        "last_day": _day(plan["last_day"]),
        "items": sorted(split_items(plan["items"])),
        "order": plan["order_number"],
        "partners": sorted(split_items(plan["partners"])),
        "base": plan["base"],
        "base_sha256": plan["base_digest"],
        "commitment": plan["draw_commitment"],
        "seed": plan["draw_seed"] if plan["drawn_at"] else "",
        "objects": objects.get(plan["id"], _counted([])),
        "filing": plan["filing_number"],
        "approved_by": plan["approved_by"] or "",
        "filed_by": plan["filed_by"] or "",
        "state": plan["state"],
        **moments,
    }


def _objects(reader: AuditReader) -> Iterator[tuple[str, Facts]]:
    """Yield each filed plan with the number of the firms it reaches and the hash over their codes."""
    rows = reader.rows(_OBJECTS, "~o.plan_id e.uscc", "o.plan_id, e.uscc", _CHOSEN)
    for plan_id, of_plan in groupby(rows, key=_first):
        yield plan_id, _counted([code for _, code in of_plan])


def _counted(codes: list[str]) -> Facts:
    return {"number": len(codes), "sha256": base_digest(codes)}


def _first(row: Row) -> str:
    return str(row[0])


def _day(number: int | None) -> str:
    return "" if number is None else date_of(number).isoformat()
