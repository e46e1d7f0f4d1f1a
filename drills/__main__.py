"""``make faults``: causes every fault, prints the table, and ends with status 1 when a promise was not kept."""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Sequence

from drills import plan, table
from drills.row import Row
from drills.world import world

_INSIDE = "--inside"


def main(arguments: Sequence[str]) -> int:
    """Run the drills that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m drills", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into docs/operations/faults.md")
    parser.add_argument("--only", default="", help="only faults whose name holds this text")
    parser.add_argument("--list", action="store_true", help="name the faults and do nothing")
    parser.add_argument(_INSIDE, action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.list:
        print("\n".join(name for name, _ in plan.DRILLS))
        return 0
    _take_mounts_with_us(inside=chosen.inside)
    began = time.monotonic()
    rows = _run(chosen.only)
    seconds = time.monotonic() - began
    failed = [row for row in rows if row.failed]
    print(f"\n{len(rows)} faults in {seconds:.0f} s, {len(failed)} failed")
    if chosen.write and not chosen.only:
        table.write(rows, seconds)
    return 1 if failed or not rows else 0


def _run(only: str) -> list[Row]:
    rows: list[Row] = []
    with world() as made:
        for name, drill in plan.DRILLS:
            if only in name:
                began = time.monotonic()
                caused = plan.carried_out(name, drill, made)
                rows += caused
                print("\n".join(map(table.line, caused)))
                print(f"         took {time.monotonic() - began:.0f} s", flush=True)
    return rows


def _take_mounts_with_us(*, inside: bool) -> None:
    """As root, work in a place of our own for mounts: they are gone with us, whatever ends us."""
    if inside or os.geteuid() != 0 or shutil.which("unshare") is None:
        return
    command = ["unshare", "--mount", "--propagation", "private", sys.executable, "-m", "drills", *sys.argv[1:]]
    os.execvp("unshare", [*command, _INSIDE])  # noqa: S606 - the same program again


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
