"""The lock files pin everything and name no machine to fetch it from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON_LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
PLACE = re.compile(r"registry|simple/|--(extra-)?index-url|--find-links|[a-z+]+://|(^|\s)/")


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_a_python_lock_file_names_no_host(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()

    assert [line for line in lines if PLACE.search(line)] == []


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_a_python_lock_file_pins_every_package_with_a_hash(name: str) -> None:
    entries = re.findall(r"^([a-z0-9].*?)(?=^[a-z0-9]|\Z)", (ROOT / name).read_text(), re.MULTILINE | re.DOTALL)

    assert entries
    assert [entry.split()[0] for entry in entries if "==" not in entry.split()[0] or "--hash=" not in entry] == []


def test_the_development_lock_has_the_versions_of_the_runtime_lock() -> None:
    runtime, development = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / n).read_text(), re.MULTILINE)) for n in PYTHON_LOCKS[:2]
    )

    assert runtime - development == set()


def test_the_front_end_lock_names_no_host() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_the_front_end_packages_are_pinned_exactly() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]

    assert [name for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
