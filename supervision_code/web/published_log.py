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
_A_MINUTE: Final = "public, max-age=60"
_AN_HOUR: Final = "public, max-age=3600"
_FOR_EVER: Final = "public, max-age=31536000, immutable"


@published_log.get("/checkpoint")
@published_log.get("/<log_id>/checkpoint")
@public
def checkpoint(log_id: str | None = None) -> ResponseReturnValue:
    """Send the newest signed checkpoint of a log, of the one that is written without a name, with cosignatures."""
    return _sent(supervision().queries.ledger.checkpoint(log_id), _TEXT, _A_SECOND)


@published_log.get("/tile/<path:place>")
@published_log.get("/<log_id>/tile/<path:place>")
@public
def tile(place: str, log_id: str | None = None) -> ResponseReturnValue:
    """Send a tile of a signed tree, or the bundle of entries behind one; a full one never changes."""
    wanted, log = wanted_tile(place), supervision().queries.ledger
    if wanted.entries:
        read = log.entries(wanted.place.index, wanted.width, log_id)
    else:
        read = log.tile(wanted.place, wanted.width, log_id)
    return _sent(read, _BYTES, _FOR_EVER if wanted.width == TILE_WIDTH else _AN_HOUR)


@published_log.get("/keys")
@public
def keys() -> ResponseReturnValue:
    """Send the public keys of checkpoints, promises and witnesses."""
    response = _sent(supervision().queries.ledger.keys(), _TEXT, _A_MINUTE)
    response.headers["Content-Disposition"] = 'attachment; filename="keys.txt"'
    return response


def _sent(content: str | bytes | None, kind: str, cache: str) -> Response:
    if content is None:
        raise NoSuchRecord
    response = current_app.response_class(content, content_type=kind)
    response.headers["Cache-Control"] = cache
    return response
