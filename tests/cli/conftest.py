"""The command line over an installation of its own, run in this process."""

import csv
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from supervision_code.cli import main
from tests.importing.rows import GOOD, REGISTERS


class Shell:
    """Runs commands with the environment of one installation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {"DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'own.db'}"}

    def run(self, *arguments: object, status: int = 0, **environment: str) -> Result:
        runner = CliRunner(env={**self.environment, **environment})
        result = runner.invoke(main, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    def write(self, name: str, *rows: Mapping[str, str]) -> Path:
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    def read(self, path: Path) -> list[list[str]]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))

    def bring_registers(self) -> None:
        for kind, rows in REGISTERS.items():
            self.run("import", kind.value, self.write(f"{kind.value}.csv", *rows))


@pytest.fixture
def bare_shell(tmp_path: Path) -> Shell:
    """No database yet."""
    return Shell(tmp_path)


@pytest.fixture(scope="session")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation after ``db upgrade``, made once and copied for every test."""
    shell = Shell(tmp_path_factory.mktemp("upgraded"))
    shell.run("db", "upgrade")
    return shell.folder


@pytest.fixture(scope="session")
def busy(upgraded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with registers and one inspection besides."""
    shell = _copy(upgraded, tmp_path_factory.mktemp("busy"))
    shell.bring_registers()
    for kind in list(GOOD)[-2:-1]:
        shell.run("import", kind.value, shell.write("log.csv", GOOD[kind]))
    return shell.folder


def _copy(folder: Path, target: Path) -> Shell:
    shutil.copytree(folder, target, dirs_exist_ok=True)
    return Shell(target)


@pytest.fixture
def shell(upgraded: Path, tmp_path: Path) -> Shell:
    """A database with what ``db upgrade`` puts there."""
    return _copy(upgraded, tmp_path)


@pytest.fixture
def busy_shell(busy: Path, tmp_path: Path) -> Shell:
    """Registers and one inspection besides."""
    return _copy(busy, tmp_path)


Rows = Sequence[Mapping[str, Any]]
