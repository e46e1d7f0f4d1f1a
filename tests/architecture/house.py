"""The house as the guards see it: its rooms, files, templates, modules and enums."""

import ast
import importlib
import pkgutil
import subprocess
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = ("config", "supervision_code", "enterprise_portal", "officer_portal", "supervisor_portal")
PORTALS: Final = ("enterprise", "officer", "supervisor")


def python_files(*rooms: str) -> list[Path]:
    """Our Python files in these folders, or in all of the product."""
    return sorted(file for room in rooms or PACKAGES for file in (ROOT / room).rglob("*.py"))


def template_files() -> list[Path]:
    """Every page and part of a page."""
    rooms = ("supervision_code/web/templates", *(f"{portal}_portal/templates" for portal in PORTALS))
    return sorted(file for room in rooms for file in (ROOT / room).rglob("*.html"))


def name_of(file: Path) -> str:
    """A file's name as a reader of a report knows it."""
    return str(file.relative_to(ROOT))


def template_name(file: Path) -> str:
    """A template's name as pages say it: the path below ``templates``."""
    parts = file.relative_to(ROOT).parts
    return "/".join(parts[parts.index("templates") + 1 :])


@cache
def tree_of(file: Path) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def parsed(file: Path) -> nodes.Template:
    """A template, parsed; one that cannot be read counts as empty, and a guard of its own names it."""
    try:
        return Environment(autoescape=True).parse(file.read_text(encoding="utf-8"))
    except TemplateSyntaxError:
        return nodes.Template([])


def committed_files() -> list[Path]:
    """Every file that is committed or would be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def modules() -> Iterator[str]:
    """The names of all our modules that can be imported without doing something."""
    for package in PACKAGES:
        yield package
        for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if "migrations" not in found.name and not found.name.endswith("__main__"):
                yield found.name


@cache
def enums() -> tuple[type[Enum], ...]:
    """Every closed vocabulary of the product."""
    found = {
        item
        for name in modules()
        for item in vars(importlib.import_module(name)).values()
        if isinstance(item, type) and issubclass(item, Enum) and item.__module__.split(".")[0] in PACKAGES
    }
    return tuple(sorted(found, key=lambda item: (item.__name__, item.__module__)))
