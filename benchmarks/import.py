"""The import of a log of inspections, against putting the same rows as bare text into one table of the same database.

The import checks every cell and reference and writes visits, parts, officers, ledger entries, counts and findings; the
limit reads the file and writes its texts. LOG_DIR names a folder with a log; ROWS says how long a made one is.
"""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from benchmarks._common import database_url, most_memory, report, watch
from benchmarks._log import REGISTERS, import_file, log_folder, open_product
from supervision_code.importing.kinds import ImportKind


def main() -> None:
    """Run and print; the last line is the result as JSON."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        log = log_folder(folder)
        supervision = open_product(folder, database_url(folder))
        for kind in REGISTERS:
            import_file(supervision, kind, log)
        with watch() as bare:
            _write_bare(supervision.database.engine, log / "inspections.csv")
        with watch() as whole:
            rows = import_file(supervision, ImportKind.INSPECTIONS, log).tally.new
        print(f"{rows} inspections in {whole.wall:.1f} s: {rows / whole.wall:.0f} a second")
        parts: dict[str, float | int | str] = {
            "database": supervision.database.dialect,
            "rows": rows,
            "rows_per_second": rows / whole.wall,
            "processor_seconds": whole.processor,
            "memory_mib": most_memory(),
        }
        report("import", measured=whole.wall, limit=bare.wall, unit="seconds", parts=parts)
        supervision.database.close()


def _write_bare(engine: Engine, file: Path) -> None:
    """Put each row of the file as it stands into a table of texts, in one transaction."""
    rows = _rows(file)
    columns = ", ".join(f"c{place} TEXT" for place in range(len(next(rows))))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE bare ({columns})")
        driver: Any = connection.connection.driver_connection
        if engine.dialect.name == "postgresql":
            with driver.cursor() as cursor, cursor.copy("COPY bare FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * (columns.count(",") + 1))
            driver.executemany(f"INSERT INTO bare VALUES ({marks})", rows)  # noqa: S608


def _rows(file: Path) -> Iterator[list[str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.reader(opened)


if __name__ == "__main__":
    main()
