"""Issuing codes to firms, against signing as many tokens with the bare library.

An issue draws an id, signs the token, and stores the code, its directory entry and its ledger entry.
"""

import os
import tempfile
from pathlib import Path
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from benchmarks._common import database_url, report, watch
from benchmarks._log import REGISTERS, import_file, log_folder, open_product

_ROWS: Final = "6300"


def main() -> None:
    """Run and print; the last line is the result as JSON."""
    os.environ.setdefault("ROWS", _ROWS)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        log = log_folder(folder)
        supervision = open_product(folder, database_url(folder))
        for kind in REGISTERS:
            import_file(supervision, kind, log)
        with watch() as whole:
            issued = sum(supervision.codes.issue_missing())
        with watch() as bare:
            _sign(issued)
        print(f"{issued} codes: {issued / whole.wall:.0f} a second; bare signatures: {issued / bare.wall:.0f}")
        parts: dict[str, float | int | str] = {
            "database": supervision.database.dialect,
            "codes": issued,
            "codes_per_second": issued / whole.wall,
        }
        report("codes", measured=whole.wall, limit=bare.wall, unit="seconds", parts=parts)
        supervision.database.close()


def _sign(count: int) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    for number in range(count):
        jwt.encode({"c": f"{number:014d}"}, key, algorithm="ES256", headers={"kid": "A"})


if __name__ == "__main__":
    main()
