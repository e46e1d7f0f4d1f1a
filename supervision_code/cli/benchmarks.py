"""``bench``: the project's own benchmarks."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import click

from config.settings import ROOT

_FOLDER: Final = ROOT / "benchmarks"


def _names() -> list[str]:
    return sorted(_name(file) for file in _FOLDER.glob("[a-z]*.py"))


def _name(file: Path) -> str:
    return file.stem.replace("_", "-")


@click.command()
@click.argument("name", type=click.Choice(_names()))
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def bench(name: str, options: tuple[str, ...]) -> None:
    """Run one benchmark; its last line is the result as JSON. OPTIONS after -- are the benchmark's own."""
    module = f"benchmarks.{name.replace('-', '_')}"
    done = subprocess.run([sys.executable, "-m", module, *options], cwd=ROOT, check=False)  # noqa: S603 - our own
    raise SystemExit(1 if done.returncode else 0)
