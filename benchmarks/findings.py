"""The batch evaluation of a whole log, against just reading the rows it judges, in their order, with the bare driver.

With LOG_DIR and an ``expected-findings.csv`` in it, what is found is compared as well.
"""

import csv
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from benchmarks._common import best_of, database_url, most_memory, report, watch
from benchmarks._log import REGISTERS, import_file, log_folder, open_product
from supervision_code.domain.days import date_of
from supervision_code.importing.kinds import ImportKind
from supervision_code.queries.batch_evaluation import BatchEvaluation, FoundBreach, Span

_READ = """SELECT enterprise_id, started_at, visit_id, agency, day, kind, type, ordered_from_above, emergency, voided,
items, source_ref FROM participations ORDER BY enterprise_id, started_at, visit_id, agency"""


def main() -> None:
    """Run and print; the last line is the result as JSON."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        log = log_folder(folder)
        supervision = open_product(folder, database_url(folder))
        for kind in (*REGISTERS, ImportKind.INSPECTIONS):
            import_file(supervision, kind, log)
        limit = best_of(3, lambda: _read(supervision.database.engine))
        with watch() as whole:
            evaluation = BatchEvaluation(supervision.database)
            found = [one for firm in evaluation.evaluate(supervision.in_force.policy, Span()) for one in firm]
        print(f"{len(found)} findings in {whole.wall:.2f} s")
        parts: dict[str, float | int | str] = {
            "database": supervision.database.dialect,
            "rows": _read(supervision.database.engine),
            "findings": len(found),
            "memory_mib": most_memory(),
        }
        expected = log / "expected-findings.csv"
        if expected.exists():
            parts["as_expected"] = "yes" if _differences(found, expected) == 0 else "no"
        report("findings", measured=whole.wall, limit=limit, unit="seconds", parts=parts)
        supervision.database.close()


def _read(engine: Engine) -> int:
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        return len(driver.execute(_READ).fetchall())


def _differences(found: list[FoundBreach], expected: Path) -> int:
    with expected.open(encoding="utf-8", newline="") as file:
        wanted = {tuple(row[:5]) for row in list(csv.reader(file))[1:]}
    ours = {(one.rule.value, one.uscc, one.agency, date_of(one.day).isoformat(), one.source_ref) for one in found}
    return len(wanted ^ ours)


if __name__ == "__main__":
    main()
