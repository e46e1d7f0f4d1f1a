"""A log to measure with: a folder given by LOG_DIR, or one made here, the same each time."""

import csv
import os
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from config.settings import read_settings
from supervision_code.adapters.credit_codes import check_digit
from supervision_code.bootstrap import bootstrap
from supervision_code.importing.imports import FileImporter, ImportResult
from supervision_code.importing.kinds import ImportKind
from supervision_code.importing.seeding import seed_districts
from supervision_code.persistence import schema
from supervision_code.product import Supervision

REGISTERS: Final = (ImportKind.AGENCIES, ImportKind.ITEMS, ImportKind.OFFICERS, ImportKind.ENTERPRISES)
_ROWS: Final = 30_000
_AGENCIES: Final = ("SCJG", "XFJY", "WJW", "YJJ", "STHJ")
_DISTRICTS: Final = ("440303", "440304", "440305", "440306", "440307", "440309", "440311")
_FIRST_DAY: Final = datetime(2024, 1, 1, 1, tzinfo=UTC)
_DAYS: Final = 730
_OFFICERS_EACH: Final = 12
_ITEMS_EACH: Final = 8


def log_folder(folder: Path) -> Path:
    """Return LOG_DIR when it is set, else the folder with a log of ROWS inspections made now."""
    given = os.environ.get("LOG_DIR")
    if given:
        return Path(given)
    _make(folder, int(os.environ.get("ROWS", str(_ROWS))))
    return folder


def open_product(folder: Path, database_url: str) -> Supervision:
    """Return the product over an empty, migrated database with the districts of Shenzhen."""
    supervision = bootstrap(read_settings({"DATA_DIR": str(folder), "DATABASE_URL": database_url}))
    schema.upgrade(supervision.database.engine)
    seed_districts(supervision.database)
    return supervision


def import_file(supervision: Supervision, kind: ImportKind, folder: Path) -> ImportResult:
    """Import one file of the log; a problem ends the benchmark."""
    product = supervision
    importer = FileImporter(product.database, product.clock, product.timeline, product.calendar)
    with importer.importing(kind, folder / f"{kind.value}.csv") as done:
        for problem in done.problems():
            raise SystemExit(f"{kind.value}: {problem}")
        return done.result


def _make(folder: Path, rows: int) -> None:
    dice = random.Random(20260101)
    firms = [_credit_code(number) for number in range(max(rows * 10 // 21, 1))]
    _write(folder, ImportKind.AGENCIES, ("code", "name", "level", "district"), _agencies())
    _write(folder, ImportKind.ITEMS, ("code", "agency", "name"), _items())
    _write(folder, ImportKind.OFFICERS, ("certificate_no", "name", "agency", "status"), _officers())
    columns = ("uscc", "name", "kind", "district", "industry", "risk_tier", "status")
    _write(folder, ImportKind.ENTERPRISES, columns, (_firm(code, dice) for code in firms))
    visit_columns = ("source_ref", "uscc", "started_at", "kind", "agency", "type", "items", "officers", "result")
    _write(folder, ImportKind.INSPECTIONS, visit_columns, (_visit(place, firms, dice) for place in range(rows)))


def _agencies() -> Iterable[Sequence[str]]:
    return ((code, f"{code}局", "city", "440300") for code in _AGENCIES)


def _items() -> Iterable[Sequence[str]]:
    return ((f"{code}-{item}", code, f"检查事项{item}") for code in _AGENCIES for item in range(_ITEMS_EACH))


def _officers() -> Iterable[Sequence[str]]:
    return (
        (f"{code}-P{number}", f"执法员{number}", code, "valid")
        for code in _AGENCIES
        for number in range(_OFFICERS_EACH)
    )


def _credit_code(number: int) -> str:
    body = f"91440300{number:09d}"
    return body + check_digit(body)


def _firm(code: str, dice: random.Random) -> Sequence[str]:
    industry = dice.choice(("H6210", "C3360", "F5211", "O8111"))
    return (
        code,
        f"深圳市{code[8:17]}有限公司",
        "enterprise",
        dice.choice(_DISTRICTS),
        industry,
        dice.choice("ABCD"),
        "active",
    )


def _visit(place: int, firms: Sequence[str], dice: random.Random) -> Sequence[str]:
    agency = dice.choice(_AGENCIES)
    started_at = _FIRST_DAY + timedelta(minutes=dice.randrange(_DAYS * 24 * 60))
    officers = dice.sample(range(_OFFICERS_EACH), 2)
    return (
        f"B-{place:08d}",
        dice.choice(firms),
        started_at.isoformat(),
        "inspection",
        agency,
        dice.choices(("routine", "case", "campaign"), (7, 2, 1))[0],
        f"{agency}-{dice.randrange(_ITEMS_EACH)}",
        ";".join(f"{agency}-P{number}" for number in officers),
        dice.choice(("未发现问题", "责令改正", "")),
    )


def _write(folder: Path, kind: ImportKind, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (folder / f"{kind.value}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
