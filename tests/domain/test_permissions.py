"""Who may do what: the actor may exactly what its role was granted."""

from uuid import UUID

import pytest

from supervision_code.domain.errors import NotPermitted
from supervision_code.domain.permissions import GRANTS, Actor, Permission, Role


def actor(role: Role) -> Actor:
    return Actor(account_id=UUID(int=1), role=role, name="Li")


@pytest.mark.parametrize("role", list(Role))
def test_an_actor_may_exactly_what_its_role_was_granted(role: Role) -> None:
    assert {permission for permission in Permission if actor(role).may(permission)} == set(GRANTS[role])


@pytest.mark.parametrize("role", list(Role))
def test_what_is_not_granted_is_refused_by_name(role: Role) -> None:
    for permission in Permission:
        if permission in GRANTS[role]:
            actor(role).require(permission)
        else:
            with pytest.raises(NotPermitted) as refused:
                actor(role).require(permission)
            assert refused.value.facts == {"permission": permission}


def test_no_role_may_both_inspect_and_supervise() -> None:
    for role, granted in GRANTS.items():
        sides = {
            "firm": Permission.OWN_VISITS_ANSWER in granted,
            "agency": Permission.VISIT_OPEN in granted,
            "supervisor": Permission.COMPLAINT_HANDLE in granted,
            "operator": Permission.ACCOUNTS_MANAGE in granted,
        }
        assert sum(sides.values()) <= 1, (role, sides)


def test_no_agency_and_no_operator_sees_a_complaint() -> None:
    of_complaints = {p for p in Permission if p.value.startswith(("complaint:", "own_complaints:"))}
    for role in (Role.OFFICER, Role.AGENCY_MANAGER, Role.OPERATOR, Role.INVITED_SUPERVISOR):
        assert not GRANTS[role] & of_complaints
