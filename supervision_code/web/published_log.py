"""The log as others read it: the newest checkpoint, tiles and entries (C2SP tlog-tiles), and the keys."""

from typing import Final

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.tile_paths import wanted_tile
from supervision_code.domain.tiles import TILE_WIDTH
from supervision_code.web.access import public
from supervision_code.web.current import supervision

published_log = Blueprint("published_log", __name__, url_prefix="/ledger")
_TEXT: Final = "text/plain; charset=utf-8"
_BYTES: Final = "application/octet-stream"
_A_SECOND: Final = "public, max-age=1"
_AN_HOUR: Final = "public, max-age=3600"
_FOR_EVER: Final = "public, max-age=31536000, immutable"


@published_log.get("/checkpoint")
@public
def checkpoint() -> ResponseReturnValue:
    """Send the newest signed checkpoint with the cosignatures of witnesses."""
    return _sent(supervision().queries.ledger.checkpoint(), _TEXT, _A_SECOND)


@published_log.get("/tile/<path:place>")
@public
def tile(place: str) -> ResponseReturnValue:
    """Send a tile of the signed tree, or the bundle of entries behind one; a full one never changes."""
    wanted, log = wanted_tile(place), supervision().queries.ledger
    read = log.entries(wanted.place.index, wanted.width) if wanted.entries else log.tile(wanted.place, wanted.width)
    return _sent(read, _BYTES, _FOR_EVER if wanted.width == TILE_WIDTH else _AN_HOUR)


@published_log.get("/keys")
@public
def keys() -> ResponseReturnValue:
    """Send the public keys of checkpoints, promises and witnesses."""
    response = _sent(supervision().queries.ledger.keys(), _TEXT, _AN_HOUR)
    response.headers["Content-Disposition"] = 'attachment; filename="keys.txt"'
    return response


def _sent(content: str | bytes | None, kind: str, cache: str) -> Response:
    if content is None:
        raise NoSuchRecord
    response = current_app.response_class(content, content_type=kind)
    response.headers["Cache-Control"] = cache
    return response
