"""Bringing the open tasks of a city together, against reading and writing the same rows without a rule.

TASKS open tasks (300,000 unless set otherwise) of 30 agencies at a third as many firms: windows of one to four months,
5 % with an item that cannot be combined, 3 % of the firms without joint visits, ten quiet days a month in one district
with campaigns exempt, 2 % unannounced. Measured is what the worker does until no task waits: reading, the rule,
proposals, invitations, tasks placed, messages. ``rule`` is the pure rule alone on the same firms. The limit reads the
tasks with the bare driver, inserts the rows that came out of it into tables without an index, and changes every task.
"""

import os
import tempfile
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, func, select, text

from benchmarks._common import database_url, most_memory, report, watch
from benchmarks._tasks import QUIET, fill
from config.settings import read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.persistence import schema
from supervision_code.persistence.merging_deciding import decide
from supervision_code.persistence.merging_reading import read_firms
from supervision_code.persistence.merging_rules import RulesOfToday
from supervision_code.persistence.models.joint_visits import SavedVisit, UnplacedTask
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.product import Supervision

_TASKS: Final = int(os.environ.get("TASKS", "300000"))
_WRITTEN: Final = ("planned_visits", "plan_joinings", "saved_visits")
_AT_ONCE: Final = 500


def main() -> None:
    """Run and print; the last line is the result as JSON."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        supervision = _product(folder)
        fill(supervision, _TASKS)
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
    policy.write_text(shipped.replace("quiet_periods = []", "") + QUIET, encoding="utf-8")
    environ = {"DATA_DIR": str(folder), "DATABASE_URL": database_url(folder), "POLICY_FILE": str(policy)}
    supervision = bootstrap(read_settings(environ))
    schema.upgrade(supervision.database.engine)
    return supervision


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
