"""Who may enter a route: every view says its permission or that it is public; a silent one stops the start."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar, cast

from flask import Flask
from flask.typing import ResponseReturnValue

from supervision_code.domain.errors import NotSignedIn
from supervision_code.domain.permissions import Permission
from supervision_code.web.confirming import confirmation_first
from supervision_code.web.current import find_actor
from supervision_code.web.steps import confirmed_recently

_MARK: Final = "access_mark"
_FRESH: Final = "access_fresh"
_P = ParamSpec("_P")
_V = TypeVar("_V", bound=Callable[..., Any])
View = Callable[_P, ResponseReturnValue]


def requires(permission: Permission, *, fresh: bool = False) -> Callable[[View[_P]], View[_P]]:
    """Let a view be entered only by a signed-in actor who holds the permission.

    ``fresh``: and who has given password or second factor within the last minutes (``SessionLimits.confirmation``);
    who has not is asked for it first, and what he was sending is then carried out.
    """

    def guard(view: View[_P]) -> View[_P]:
        @wraps(view)
        def guarded(*args: _P.args, **kwargs: _P.kwargs) -> ResponseReturnValue:
            actor = find_actor()
            if actor is None:
                raise NotSignedIn
            actor.require(permission)
            if fresh and not confirmed_recently():
                question = confirmation_first()
                if question is not None:
                    return question
            return view(*args, **kwargs)

        setattr(guarded, _MARK, permission.value)
        setattr(guarded, _FRESH, fresh)
        return cast("View[_P]", guarded)

    return guard


def public(view: _V) -> _V:
    """Mark a view that anybody may enter."""
    setattr(view, _MARK, "@public")
    return view


def marked(mark: str) -> Callable[[_V], _V]:
    """Mark a view whose door is watched elsewhere: the machine interface names the scope it takes."""

    def mark_it(view: _V) -> _V:
        setattr(view, _MARK, mark)
        return view

    return mark_it


def access_mark(app: Flask, endpoint: str) -> str | None:
    """Return the permission a route demands, ``@public``, or None when it is silent."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return "@public"
    mark = getattr(app.view_functions[endpoint], _MARK, None)
    return None if mark is None else str(mark)


def demands_fresh(app: Flask, endpoint: str) -> bool:
    """Say whether a route asks its visitor to confirm who he is, when the last time is some minutes ago."""
    return bool(getattr(app.view_functions[endpoint], _FRESH, False))


def refuse_silent_routes(app: Flask) -> None:
    """Stop the start when a route states neither a permission nor that it is public."""
    silent = sorted({rule.endpoint for rule in app.url_map.iter_rules() if access_mark(app, rule.endpoint) is None})
    if silent:
        raise RuntimeError(f"routes of {app.name} that state no permission: {', '.join(silent)}")
