"""Who may call an operation: every one says its scope, that any client may, or that it is public."""

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from flask import Flask, g, request

from supervision_code.api.rate_limits import Allowance, TooManyRequests
from supervision_code.domain.clients import Caller, Scope
from supervision_code.domain.errors import TokenRefused
from supervision_code.web.access import access_mark, marked
from supervision_code.web.current import supervision

ANY_CLIENT: Final = "@client"
_SCOPE: Final = "scope:"
_BEARER: Final = "bearer "
_V = TypeVar("_V", bound=Callable[..., Any])


def scoped(scope: Scope) -> Callable[[_V], _V]:
    """Let an operation be called only by a client that was given the scope."""
    return marked(f"{_SCOPE}{scope.value}")


def any_client(view: _V) -> _V:
    """Let an operation be called by every client, whatever its scopes."""
    return marked(ANY_CLIENT)(view)


def current_caller() -> Caller:
    """Return the client of this request; only where the operation is not public."""
    return cast("Caller", g.caller)


def install_access(app: Flask, allowance: Allowance) -> None:
    """Ask for the token before anything else of a request is looked at."""

    @app.before_request
    def admit() -> None:
        mark = access_mark(app, request.endpoint) if request.endpoint else None
        if mark is None or mark == "@public":
            return
        g.caller = _admitted(allowance)
        if mark.startswith(_SCOPE):
            g.caller.require(Scope(mark.removeprefix(_SCOPE)))
        wait = allowance.seconds_to_wait(str(g.caller.client_id), allowance.of_client, supervision().clock.now())
        if wait:
            raise TooManyRequests(wait)


def _admitted(allowance: Allowance) -> Caller:
    """Return who shows a token; only who keeps showing wrong ones is slowed down by the address."""
    now, address = supervision().clock.now(), f"address {request.remote_addr}"
    if wait := allowance.seconds_left(address, allowance.refused_of_address, now):
        raise TooManyRequests(wait)
    shown = request.headers.get("Authorization", "")
    try:
        if not shown.lower().startswith(_BEARER):
            raise TokenRefused
        return supervision().clients.admit(shown[len(_BEARER) :].strip())
    except TokenRefused:
        allowance.seconds_to_wait(address, allowance.refused_of_address, now)
        raise
