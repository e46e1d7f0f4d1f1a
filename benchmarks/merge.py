"""Bringing the open tasks of a city together, against reading and writing the same rows without a rule.

TASKS open tasks (300,000 unless set otherwise) of 30 agencies at a third as many firms: windows of one to four months,
5 % with an item that cannot be combined, 3 % of the firms without joint visits, ten quiet days a month in one district
with campaigns exempt, 2 % unannounced. Measured is what the worker does until no task waits: reading, the rule,
proposals, invitations, tasks placed, messages. ``rule`` is the pure rule alone on the same firms. The limit reads the
tasks with the bare driver, inserts the rows that came out of it into tables without an index, and changes every task.
"""

import os
import random
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Engine, func, select, text

from benchmarks._common import database_url, most_memory, report, watch
from config.settings import read_settings
from supervision_code.adapters.credit_codes import check_digit
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.days import day_number, day_of
from supervision_code.domain.identifiers import enterprise_id_of, new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.registry import (
    AgencyLevel,
    DistrictLevel,
    EnterpriseKind,
    EnterpriseStatus,
    ItemMethod,
    RiskTier,
)
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence import schema
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.merging_deciding import decide
from supervision_code.persistence.merging_reading import read_firms
from supervision_code.persistence.merging_rules import RulesOfToday
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.joint_visits import SavedVisit, UnplacedTask
from supervision_code.persistence.models.notices import FirmWish
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Agency, District, Enterprise, InspectionItem
from supervision_code.product import Supervision

_TASKS: Final = int(os.environ.get("TASKS", "300000"))
_AGENCIES: Final = [f"A{number:02}" for number in range(30)]
_DISTRICTS: Final = [f"4403{number:02}" for number in range(3, 13)]
_QUIET: Final = f"""
[[quiet_periods]]
id = "bench"
name = "测量"
legal_basis = "测量"
days_of_month = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
[quiet_periods.covers]
districts = ["{_DISTRICTS[0]}"]
[quiet_periods.exempt]
types = ["campaign"]
"""
_WRITTEN: Final = ("planned_visits", "plan_joinings", "saved_visits")
_AT_ONCE: Final = 500


def main() -> None:
    """Run and print; the last line is the result as JSON."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        supervision = _product(folder)
        _fill(supervision)
        rule = _rule_alone(supervision)
        with watch() as whole:
            firms = supervision.merging.merge_waiting()
        limit = _bare(supervision.database.engine)
        tables = (PlannedVisit, PlanJoining, SavedVisit, UnplacedTask)
        counts = {table.__tablename__: _count(supervision, table) for table in tables}
        alone = counts["planned_visits"] + counts["saved_visits"]
        print(
            f"{_TASKS} tasks at {firms} firms: {counts['planned_visits']} visits instead of {alone}, {whole.wall:.1f} s"
        )
        parts: dict[str, float | int | str] = {
            "database": supervision.database.dialect,
            "tasks": _TASKS,
            "firms": firms,
            **counts,
            "rule": rule,
            "processor": whole.processor,
            "memory_mib": most_memory(),
        }
        report("merge", measured=whole.wall, limit=limit, unit="seconds", parts=parts)
        supervision.database.close()


def _product(folder: Path) -> Supervision:
    shipped = read_settings({"DATA_DIR": str(folder)}).policy_file.read_text(encoding="utf-8")
    policy = folder / "bench-policy.toml"
    policy.write_text(shipped.replace("quiet_periods = []", "") + _QUIET, encoding="utf-8")
    environ = {"DATA_DIR": str(folder), "DATABASE_URL": database_url(folder), "POLICY_FILE": str(policy)}
    supervision = bootstrap(read_settings(environ))
    schema.upgrade(supervision.database.engine)
    return supervision


def _fill(supervision: Supervision) -> None:
    chance, now = random.Random(2026), supervision.clock.now()
    firms = [_firm(number, chance) for number in range(_TASKS // 3)]
    with supervision.database.begin() as session:
        session.add(District(code="440300", name="深圳市", level=DistrictLevel.CITY, parent=None))
        session.flush()
        for code in _DISTRICTS:
            session.add(District(code=code, name=code, level=DistrictLevel.DISTRICT, parent="440300"))
        session.flush()
        for code in _AGENCIES:
            session.add(Agency(code=code, name=code, level=AgencyLevel.CITY, district="440300", parent=None))
        session.flush()
        insert_rows(session, InspectionItem.__table__, [row for code in _AGENCIES for row in _items(code)])
        insert_rows(session, Enterprise.__table__, firms)
        opted_out = [
            {"enterprise_id": firm["id"], "since": now, "wished_by": UUID(int=1)}
            for firm in firms
            if chance.random() < 0.03
        ]
        insert_rows(session, FirmWish.__table__, opted_out)
        today = day_of(now)
        tasks = [_task(chance.choice(firms)["id"], chance, today, now) for _ in range(_TASKS)]
        insert_rows(session, InspectionTask.__table__, tasks)


def _items(agency: str) -> list[dict[str, Any]]:
    """Twenty items each, of which one cannot be combined."""
    return [
        {
            "code": f"{agency}-{number}",
            "agency": agency,
            "name": f"事项{number}",
            "legal_basis": "",
            "method": ItemMethod.ON_SITE,
            "combinable": number > 0,
        }
        for number in range(20)
    ]


def _firm(number: int, chance: random.Random) -> dict[str, Any]:
    code = f"91440300{number + 1:09d}"
    code += check_digit(code)
    return {
        "id": enterprise_id_of(code),
        "uscc": code,
        "name": f"测量{number}",
        "kind": EnterpriseKind.ENTERPRISE,
        "district": chance.choice(_DISTRICTS),
        "street": None,
        "address": "",
        "industry": "C1300",
        "risk_tier": RiskTier.B,
        "latitude": None,
        "longitude": None,
        "status": EnterpriseStatus.ACTIVE,
    }


def _task(firm: UUID, chance: random.Random, today: date, now: Any) -> dict[str, Any]:
    agency = chance.choice(_AGENCIES)
    first = today + timedelta(days=chance.randrange(-20, 200))
    last = first + timedelta(days=chance.choice((30, 60, 90, 120)))
    # One in twenty names the item that cannot be combined.
    items = sorted({f"{agency}-{0 if chance.random() < 0.05 else chance.randrange(1, 20)}"})
    return {
        "enterprise_id": firm,
        "id": new_id(now),
        "inspection_plan_id": None,
        "agency": agency,
        "type": InspectionType.CAMPAIGN if chance.random() < 0.2 else InspectionType.ROUTINE,
        "items": ";".join(items),
        "ordered_from_above": False,
        "may_be_joint": chance.random() > 0.05,
        "first_day": day_number(first),
        "last_day": day_number(last),
        "state": TaskState.OPEN,
        "planned_visit_id": None,
        "without_notice": "双随机抽查" if chance.random() < 0.02 else "",
        "made_at": now,
        "ended_at": None,
        "dropped_reason": "",
    }


def _rule_alone(supervision: Supervision) -> float:
    """Return the seconds the decisions take once everything is read, without reading or writing anything."""
    rules_of = RulesOfToday(supervision.clock, supervision.policy_book, supervision.calendar)
    seconds = 0.0
    with supervision.database.read() as session:
        rules = rules_of.rules(session)
        ids = list(session.scalars(select(Enterprise.id).order_by(Enterprise.id)))
        for first in range(0, len(ids), _AT_ONCE):
            firms = read_firms(session, ids[first : first + _AT_ONCE], rules.frame.first, lock=False)
            with watch() as measured:
                for firm in firms:
                    decide(firm, rules)
            seconds += measured.wall
    return seconds


def _bare(engine: Engine) -> float:
    """Return the seconds it takes to read the tasks and write what came of them, with the driver alone."""
    postgresql = engine.dialect.name == "postgresql"
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        rows = {name: driver.execute(f"SELECT * FROM {name}").fetchall() for name in _WRITTEN}  # noqa: S608
        placed = driver.execute("SELECT planned_visit_id, enterprise_id, id FROM inspection_tasks").fetchall()
        for name in rows:
            connection.execute(text(f"CREATE TEMP TABLE bare_{name} AS SELECT * FROM {name} WHERE false"))  # noqa: S608
        if postgresql:
            connection.execute(text("SET LOCAL statement_timeout = 0"))  # one statement changes every task
        with watch() as measured:
            driver.execute("SELECT * FROM inspection_tasks ORDER BY enterprise_id").fetchall()
            for name, some in rows.items():
                _write(driver, f"bare_{name}", some, postgresql=postgresql)
            _change(driver, placed, postgresql=postgresql)
        connection.rollback()
    return measured.wall


def _write(driver: Any, table: str, rows: list[tuple[Any, ...]], *, postgresql: bool) -> None:
    if postgresql:
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    elif rows:
        driver.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608


def _change(driver: Any, placed: list[tuple[Any, ...]], *, postgresql: bool) -> None:
    if postgresql:
        columns = [list(column) for column in zip(*placed, strict=True)]
        driver.execute(
            "UPDATE inspection_tasks AS t SET planned_visit_id = n.plan FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[])"
            " AS n(plan, firm, task) WHERE t.enterprise_id = n.firm AND t.id = n.task",
            columns,
        )
    else:
        driver.executemany(
            "UPDATE inspection_tasks SET planned_visit_id = ? WHERE enterprise_id = ? AND id = ?", placed
        )


def _count(supervision: Supervision, table: Any) -> int:
    with supervision.database.read() as session:
        return int(session.scalar(select(func.count()).select_from(table)) or 0)


if __name__ == "__main__":
    main()
