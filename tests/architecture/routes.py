"""The doors of the house: every route of every application, and who may enter. Printed: docs/routes.md."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from flask import Flask
from werkzeug.routing import Rule

from config.settings import read_settings
from supervision_code.api.access import ANY_CLIENT
from supervision_code.api.app import PREFIX, create_api
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.clients import Scope
from supervision_code.domain.permissions import GRANTS, Permission, Role
from supervision_code.web.access import access_mark, demands_fresh
from supervision_code.web.front import create_front
from tests.architecture.house import PORTALS, ROOT

LIST: Final = ROOT / "docs" / "routes.md"
_HEAD: Final = """# Routes

Every address the product answers and who may enter: a permission, or everybody. "confirmed": only who has given
password or second factor within the last minutes (`@requires(…, fresh=True)`). Written by `make routes`; a test
compares it with the applications, so that a review sees each new door.
"""
_FILES: Final = (".pdf", ".png", ".json", ".xlsx")
FOR_THE_WHOLE_CITY: Final = frozenset({Permission.POLICY_PUBLISH})
"""What only those of the role may whose reach is the whole city; the others of the role are refused."""
_BY_FRAMEWORK: Final = frozenset({"HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One way in."""

    application: str
    methods: str
    address: str
    endpoint: str
    mark: str | None
    fresh: bool = False
    """Who enters has shown within the last minutes who he is."""

    @property
    def permission(self) -> Permission | None:
        """What it takes to enter; None: nothing."""
        return None if self.mark in {None, "@public", ANY_CLIENT} or self.scope else Permission(self.mark)

    @property
    def scope(self) -> Scope | None:
        """What a machine client must have been given to enter."""
        word = (self.mark or "").removeprefix("scope:")
        return Scope(word) if word != self.mark else None


@cache
def applications() -> dict[str, Flask]:
    """The five applications over a database that nobody asks."""
    with TemporaryDirectory() as folder:
        supervision = bootstrap(read_settings({"DATA_DIR": folder}))
        portals = {name: import_module(f"{name}_portal.app").create_app(supervision) for name in PORTALS}
        return {"front": create_front(supervision), **portals, "api": create_api(supervision)}


def doors() -> Iterator[Door]:
    """Every route, by application and address."""
    for name, app in applications().items():
        prefix = {"front": "", "api": PREFIX}.get(name, f"/{name}")
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, _methods(rule))):
            yield Door(
                application=name,
                methods=_methods(rule),
                address=f"{prefix}{rule.rule}",
                endpoint=rule.endpoint,
                mark=access_mark(app, rule.endpoint),
                fresh=demands_fresh(app, rule.endpoint),
            )


def _methods(rule: Rule) -> str:
    return ", ".join(sorted((rule.methods or set()) - _BY_FRAMEWORK))


def readers() -> list[tuple[str, Role]]:
    """Every portal with each role that signs in there."""
    roles = {name: applications()[name].extensions["portal"].roles for name in PORTALS}
    return [(name, role) for name in PORTALS for role in sorted(roles[name], key=str)]


def screens_of(portal: str, role: Role, *, whole_city: bool = False) -> list[str]:
    """The addresses inside a portal that this role may open as they stand; files and pictures are no screens."""
    return [
        door.address.removeprefix(f"/{portal}")
        for door in doors()
        if door.application == portal
        and door.methods == "GET"
        and "<" not in door.address
        and door.permission is not None
        and door.permission in GRANTS[role]
        and (whole_city or door.permission not in FOR_THE_WHOLE_CITY)
        and not door.address.endswith(_FILES)
    ]


def as_text() -> str:
    """The list as a page of the documentation."""
    lines = [_HEAD.rstrip("\n")]
    for name in applications():
        own = (door for door in doors() if door.application == name)
        lines += [f"\n## {name}\n", "| method | address | who |", "| --- | --- | --- |"]
        lines += [f"| {door.methods} | `{door.address}` | {_who(door)} |" for door in own]
    return "\n".join(lines) + "\n"


def _who(door: Door) -> str:
    if door.scope is not None or door.mark == ANY_CLIENT:
        return f"machine clients with `{door.scope}`" if door.scope else "every machine client"
    if door.permission is None:
        return "everybody" if door.mark else "not stated"
    there = applications()[door.application].extensions["portal"].roles
    roles = sorted(role.value for role in there if door.permission in GRANTS[role])
    confirmed = ", confirmed" if door.fresh else ""
    return f"`{door.permission}`{confirmed}: {', '.join(roles).replace('_', ' ')}"


def write(file: Path = LIST) -> None:
    """Write the list anew."""
    file.write_text(as_text(), encoding="utf-8")


if __name__ == "__main__":
    write()
    sys.exit(0)
