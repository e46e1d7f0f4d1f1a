"""How often one address may fail to sign in; the only door to Flask-Limiter. When in doubt it refuses."""

from collections.abc import Callable
from typing import Any, Final, cast

from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

_FAILED_SIGN_INS: Final = "30 per minute"
_SIGN_IN: Final = "sign_in.enter"
_WENT_ON: Final = frozenset({204, 303})


def install_rate_limits(app: Flask) -> None:
    """Limit failed sign-ins by address. Those that succeed do not count: a whole office may share one address."""
    if _SIGN_IN not in app.view_functions:
        return
    view = cast("Callable[..., Any]", app.view_functions[_SIGN_IN])
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", strategy="moving-window")
    app.view_functions[_SIGN_IN] = limiter.limit(_FAILED_SIGN_INS, deduct_when=_failed)(view)


def _failed(response: Response) -> bool:
    return response.status_code not in _WENT_ON
