"""Mutation tests of the core: changes the rules in small ways and counts how many changes the tests notice.

Each group is copied into a folder of its own under .cache, with the tests of its modules and nothing else, so that a
run needs no database and no browser. ``python -m scripts.mutants`` runs all groups; names choose some of them.
It fails when a group kills fewer than 90 of 100.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / ".cache" / "mutants"
WANTED_PERCENT: Final = 90
_PARTS: Final = ("config", "supervision_code", "tests")
_UNNEEDED: Final = shutil.ignore_patterns(
    "__pycache__", "web", "persistence", "services", "queries", "importing", "jobs", "cli", "api", "journeys", "portals"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Modules of the domain that are changed, and the files of tests/domain that must notice."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


GROUPS: Final[Mapping[str, Group]] = {
    "codes": Group(("codes",), ("test_codes",)),
    "permissions": Group(("permissions",), ("test_permissions",)),
    "ledger": Group(("ledger", "digests"), ("test_ledger_texts", "test_ledger_bodies")),
    "notes": Group(("notes", "checkpoints"), ("test_ledger_texts", "test_notes", "test_checkpoints")),
    "tree": Group(("merkle", "tiles"), ("test_ledger_texts", "test_merkle", "test_tiles")),
    "frequency": Group(
        (
            "frequency",
            "frequency_facts",
            "frequency_past",
            "frequency_rules",
            "frequency_explaining",
            "frequency_versions",
            "policy_timeline",
        ),
        (
            "test_frequency",
            "test_frequency_edges",
            "test_quiet_periods",
            "test_frequency_explaining",
            "test_frequency_planning",
            "test_frequency_real_cases",
            "test_frequency_versions",
            "test_frequency_oracle",
        ),
    ),
}
_CONFTEST: Final = '''"""Few, always the same examples: a changed rule must be noticed quickly or not at all."""

from hypothesis import settings

settings.register_profile("mutants", deadline=None, max_examples=4, derandomize=True, database=None)
settings.load_profile("mutants")
'''


def main(names: list[str]) -> int:
    """Run the groups, print the table, and return the exit status."""
    rows = [_run(name) for name in names or list(GROUPS)]
    print(f"\n{'group':<14}{'mutants':>9}{'killed':>9}{'survived':>10}{'percent':>9}")
    for name, counts in rows:
        print(f"{name:<14}{counts.all:>9}{counts.killed:>9}{counts.all - counts.killed:>10}{counts.percent:>9.1f}")
    return 0 if all(counts.percent >= WANTED_PERCENT for _, counts in rows) else 1


@dataclass(frozen=True, slots=True)
class Counts:
    """How many changes there were, and how many were noticed (a change that runs for ever is noticed too)."""

    all: int
    killed: int

    @property
    def percent(self) -> float:
        """Return the share that was noticed."""
        return 100 * self.killed / max(self.all, 1)


def _run(name: str) -> tuple[str, Counts]:
    folder, group = FOLDER / name, GROUPS[name]
    _lay_out(folder, group)
    print(f"{name}: running in {folder.relative_to(ROOT)}", flush=True)
    mutmut = [sys.executable, "-m", "mutmut"]
    subprocess.run([*mutmut, "run", "--max-children", "1"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*mutmut, "export-cicd-stats"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*mutmut, "results"], cwd=folder, check=True)
    stats = json.loads((folder / "mutants" / "mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    counted = stats["total"] - stats["skipped"]
    return name, Counts(all=counted, killed=stats["killed"] + stats["timeout"])


def _lay_out(folder: Path, group: Group) -> None:
    """Copy what the group needs, keeping nothing of an earlier run."""
    shutil.rmtree(folder, ignore_errors=True)
    for part in _PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=_UNNEEDED)
    (folder / "tests" / "conftest.py").write_text(_CONFTEST, encoding="utf-8")
    tests = [f"tests/domain/{test}.py" for test in group.tests]
    changed = [f"supervision_code/domain/{module}.py" for module in group.modules]
    (folder / "pyproject.toml").write_text(
        "\n".join(
            (
                "[tool.mutmut]",
                'source_paths = ["supervision_code"]',
                f"only_mutate = {json.dumps(changed)}",
                'also_copy = ["config"]',
                'pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:playwright"]',
                f"pytest_add_cli_args_test_selection = {json.dumps(tests)}",
                "use_git_change_detection = false",
                "",
            )
        ),
        encoding="utf-8",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
