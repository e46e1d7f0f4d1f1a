"""Guards of the design system: templates use only icons and classes that exist, and the phone's styles stay small."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "static" / "src"
PHONE_STYLES_AT_MOST = 20_000

_CLASS = re.compile(r'\bclass="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"')
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_ICON = re.compile(r'\bicon(?:_name)?(?:\(|=)"([a-z][a-z0-9-]*)"')
_STYLED = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")


def templates() -> Iterator[Path]:
    for room in ("supervision_code/web", "enterprise_portal", "officer_portal", "supervisor_portal"):
        yield from sorted((ROOT / room).rglob("templates/**/*.html"))


def icons() -> set[str]:
    lines = (SOURCE / "icons.txt").read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def styled_classes() -> set[str]:
    styles = "".join(file.read_text(encoding="utf-8") for file in (SOURCE / "css").rglob("*.css"))
    return set(_STYLED.findall(re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)))


def classes_in(template: str) -> set[str]:
    """Class names written out in a template; a name that an expression completes is left to its macro."""
    names: set[str] = set()
    for value in _CLASS.findall(template):
        glued = _JINJA.sub(lambda part: "\0" if part[0].startswith("{{") else " ", value)
        names |= {name for name in glued.split() if "\0" not in name}
    return names


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    rooms = [*templates(), *ROOT.glob("*_portal/**/*.py"), *(ROOT / "supervision_code" / "web").glob("*.py")]
    missing = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in rooms
        for name in set(_ICON.findall(file.read_text(encoding="utf-8"))) - icons()
    }
    assert missing == set()


def test_every_class_of_a_template_has_a_style() -> None:
    styled = styled_classes()
    unstyled = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in templates()
        for name in classes_in(file.read_text(encoding="utf-8")) - styled
    }
    assert unstyled == set()


def test_no_template_sets_a_style_of_its_own() -> None:
    assert [
        str(file) for file in templates() if re.search(r"\sstyle\s*=|<style", file.read_text(encoding="utf-8"))
    ] == []


def test_the_styles_of_the_phone_stay_small() -> None:
    manifest = ROOT / "static" / "dist" / "manifest.json"
    if not manifest.exists():
        pytest.skip("The front end is not built (make build)")
    name = json.loads(manifest.read_text(encoding="utf-8"))["files"]["phone.css"]
    assert len(gzip.compress((manifest.parent / name).read_bytes())) <= PHONE_STYLES_AT_MOST
