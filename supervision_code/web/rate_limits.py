"""How often one address may fail to sign in, and one account may scan; the only door to Flask-Limiter.

When the counting itself fails, signing in is refused and scanning goes on: nobody may guess unwatched, and no visit may
go unrecorded. What must hold over all processes, the misses that lock a name or a second factor, is in the database.
"""

from collections.abc import Callable
from typing import Any, Final, cast

from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from supervision_code.web.current import find_actor

_FAILED_SIGN_INS: Final = "30 per minute"
_STEPS: Final = ("sign_in.enter", "sign_in.second_enter")
_SCANS: Final = "120 per minute"
_SCANNING: Final = (
    "scan.read",
    "scan.read_picture",
    "scan.take_typed",
    "scan.find",
    "scan.choose",
    "emergencies.find",
    "emergencies.choose",
)
_WENT_ON: Final = frozenset({204, 303})
_HERE: Final = "memory://"


def install_rate_limits(app: Flask, *, storage: str = _HERE) -> None:
    """Limit failed sign-ins by address, and scans by account, in each process.

    Sign-ins that succeed do not count: a whole office may share one address.
    """
    closed = _limiter(app, get_remote_address, storage, fails_open=False)
    for name in _STEPS:
        _limit(app, name, closed.limit(_FAILED_SIGN_INS, deduct_when=_failed))
    scanning = _limiter(app, _account, storage, fails_open=True)
    for name in _SCANNING:
        _limit(app, name, scanning.limit(_SCANS))


def _limiter(app: Flask, key: Callable[[], str], storage: str, *, fails_open: bool) -> Limiter:
    return Limiter(key, app=app, storage_uri=storage, strategy="moving-window", swallow_errors=fails_open)


def _limit(app: Flask, endpoint: str, limit: Callable[..., Any]) -> None:
    if endpoint in app.view_functions:
        app.view_functions[endpoint] = limit(cast("Callable[..., Any]", app.view_functions[endpoint]))


def _account() -> str:
    actor = find_actor()
    return str(actor.account_id) if actor else get_remote_address()


def _failed(response: Response) -> bool:
    return response.status_code not in _WENT_ON
