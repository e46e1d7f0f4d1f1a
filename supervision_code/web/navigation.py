"""What a portal shows of itself in the frame: its navigation for this actor, with the present place marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import has_request_context, request

from supervision_code.domain.permissions import Actor, Permission
from supervision_code.web.current import supervision
from supervision_code.web.portal import Portal


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownItem:
    """A navigation item as the frame draws it."""

    endpoint: str
    icon: str
    text: str
    badge: int
    active: bool
    raised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPortal:
    """A portal as the frame draws it."""

    name: str
    navigation: Sequence[ShownItem]
    strip: str = ""
    """A template that stands above every page."""


def navigation_of(portal: Portal, actor: Actor | None) -> ShownPortal:
    """Return the portal with the items this actor may use; nobody signed in sees none."""
    if actor is None or not has_request_context():
        return ShownPortal(name=portal.name, navigation=())
    here = (request.endpoint or "").split(".")[0]
    layout = portal.layouts.get(actor.role, portal.layout)
    return ShownPortal(
        name=portal.name,
        strip=portal.strip,
        navigation=[
            ShownItem(
                endpoint=item.endpoint,
                icon=item.icon,
                text=item.text,
                badge=_waiting(actor, item.permission),
                active=item.endpoint.split(".")[0] == here,
                raised=item.raised,
            )
            for item in portal.navigation
            if actor.may(item.permission) and item.layout in {"", layout}
        ],
    )


def in_language(locale: str) -> str:
    """Return the address of this page in another language, with everything else that stands in it."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "language"]
    return f"?{urlencode([*kept, ('language', locale)])}"


def _waiting(actor: Actor, permission: Permission) -> int:
    if permission is Permission.OWN_INBOX_SEE:
        return supervision().queries.inbox.unread(actor)
    return 0
