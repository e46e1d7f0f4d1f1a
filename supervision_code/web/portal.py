"""What a portal is: name, address, roles, navigation and how long its sessions live."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from supervision_code.domain.permissions import Permission, Role
from supervision_code.services.sessions import SessionLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationItem:
    """One word with an icon in a portal's navigation; shown to those who hold the permission."""

    endpoint: str
    icon: str
    text: str
    """Catalogue key."""
    permission: Permission
    raised: bool = False
    layout: str = ""
    """Shown in this layout only; empty: in every one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One window on the log."""

    name: str
    prefix: str
    roles: frozenset[Role]
    navigation: tuple[NavigationItem, ...]
    home: str = "today.index"
    layouts: Mapping[Role, str] = field(default_factory=dict)
    """Layout by role where a role differs from the portal's usual one."""
    layout: str = "shared/phone.html"
    limits: SessionLimits = field(
        default_factory=lambda: SessionLimits(idle=timedelta(hours=12), absolute=timedelta(hours=24))
    )
    strip: str = ""
    """A template shown above every page of who is signed in."""
    camera: bool = False
