"""What tells one browser from another when officers confirm that they are there: a random mark in a cookie.

It is made when it is first needed, says nothing about the browser, and is stored nowhere: the record of a visit keeps a
digest of mark and visit together (domain/presence.py), which says only whether two officers used one device.
"""

import re
import secrets
from typing import Final

from flask import Response, after_this_request, request

from supervision_code.web.current import supervision

_HALF_A_YEAR: Final = 180 * 24 * 3600
_MARK: Final = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)


def this_device() -> str:
    """Return the mark of this browser; a new one goes out with the answer."""
    known = request.cookies.get(_cookie(), "")
    if _MARK.fullmatch(known):
        return known
    fresh = secrets.token_urlsafe(16)

    @after_this_request
    def _keep(response: Response) -> Response:
        https = supervision().settings.https
        response.set_cookie(
            _cookie(), fresh, max_age=_HALF_A_YEAR, path="/", secure=https, httponly=True, samesite="Lax"
        )
        return response

    return fresh


def _cookie() -> str:
    return "__Host-sc_device" if supervision().settings.https else "sc_device"
