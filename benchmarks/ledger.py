"""The complete re-audit of the log, against hashing the same bytes with nothing around it.

The audit reads every entry, opening, leaf, tile, checkpoint and record once, hashes bodies and commitments, replays
the records and grows the tree. The limit hashes as many bodies, commitments and nodes. ROWS says how many inspections
the log holds; each leaves an entry or two. The sealing of the same log is told among the parts.
"""

import gc
import hashlib
import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, text

from benchmarks._common import database_url, most_memory, report, watch
from benchmarks._log import REGISTERS, import_file, log_folder, open_product
from supervision_code.domain.audits import AuditCounts
from supervision_code.importing.kinds import ImportKind
from supervision_code.queries.audits import AuditRequest

_MILLION: Final = 1_000_000
_AT_ONCE: Final = 5000


def main() -> None:
    """Run and print; the last line is the result as JSON."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        log = log_folder(folder)
        supervision = open_product(folder, database_url(folder))
        for kind in (*REGISTERS, ImportKind.INSPECTIONS):
            import_file(supervision, kind, log)
        with watch() as sealing:
            sealed = supervision.sealing.seal()
        bare = _hash_the_same(supervision.database.engine)
        counts = AuditCounts()
        gc.collect()
        with watch() as audit:
            found = list(supervision.queries.audits.verify(AuditRequest(), counts))
        if found or counts.entries != sealed:
            raise SystemExit(f"the log does not verify: {found[:3]}")
        million = audit.processor * _MILLION / sealed
        print(
            f"{sealed} entries: sealed {sealed / sealing.wall:.0f} a second, audited {sealed / audit.wall:.0f} a second"
        )
        print(f"a million entries: {million:.0f} s of one processor")
        parts: dict[str, float | int | str] = {
            "database": supervision.database.dialect,
            "entries": sealed,
            "records": counts.records,
            "sealed_per_second": sealed / sealing.wall,
            "audited_per_second": sealed / audit.wall,
            "processor_seconds_per_million": million,
            "memory_mib": most_memory(),
        }
        report("ledger", measured=audit.processor, limit=bare, unit="processor seconds", parts=parts)
        supervision.database.close()


def _hash_the_same(engine: Engine) -> float:
    """Return how long hashing alone takes: each body, about each commitment, and a node for each leaf."""
    seconds = 0.0
    query = text(
        "SELECT e.body, o.openings FROM ledger_entries e"
        " JOIN ledger_openings o ON o.enterprise_id = e.enterprise_id AND o.entry_id = e.id"
    )
    with engine.connect().execution_options(yield_per=_AT_ONCE) as connection:
        for rows in connection.execute(query).partitions():
            bodies = [(body.encode(), openings.encode()) for body, openings in rows]
            with watch() as bare:
                for body, openings in bodies:
                    hashlib.sha256(b"\x00" + body).digest()
                    hashlib.sha256(openings[:80]).hexdigest()
                    hashlib.sha256(openings[80:]).hexdigest()
                    hashlib.sha256(b"\x01" + body[:64]).digest()
            seconds += bare.processor
    return seconds


if __name__ == "__main__":
    main()
