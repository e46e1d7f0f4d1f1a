"""Every permission is granted to somebody and opens something."""

import ast

from supervision_code.domain.permissions import GRANTS, Permission, Role
from tests.architecture.house import python_files, tree_of
from tests.architecture.routes import doors


def _named_in(*rooms: str) -> set[str]:
    return {
        node.attr
        for file in python_files(*rooms)
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Permission"
    }


def test_every_role_is_granted_something() -> None:
    assert set(GRANTS) == set(Role)
    assert [role for role, granted in GRANTS.items() if not granted] == []


def test_every_permission_is_granted_to_a_role() -> None:
    granted = {permission for permissions in GRANTS.values() for permission in permissions}

    assert set(Permission) - granted == set()


def test_every_permission_is_demanded_by_a_route_or_a_service() -> None:
    by_routes = {door.permission for door in doors()}
    by_services = _named_in("supervision_code/services", "supervision_code/queries")

    assert [p.name for p in Permission if p not in by_routes and p.name not in by_services] == []


def test_every_permission_a_route_demands_is_demanded_again_below() -> None:
    by_services = _named_in("supervision_code/services", "supervision_code/queries", "supervision_code/persistence")

    assert sorted({d.permission.name for d in doors() if d.permission and d.permission.name not in by_services}) == []
