"""The published log: the newest checkpoint, tiles, and the keys to check them with."""

from flask import Response, current_app
from flask_openapi.blueprint import APIBlueprint
from pydantic import BaseModel, Field

from supervision_code.api.access import scoped
from supervision_code.api.document import body, told
from supervision_code.domain.clients import Scope
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.tile_paths import wanted_tile
from supervision_code.web.current import supervision

ledger = APIBlueprint("ledger", __name__)
_TEXT = "text/plain"
_BYTES = "application/octet-stream"
_NOTE = "supervision-log-1\n4711\nXcnaecd5oGWYnKue2aLhbXB…\n\n— supervision-log-1 …\n"


class TilePath(BaseModel):
    """The tile in the address."""

    place: str = Field(description="As in C2SP tlog-tiles: 0/x001/067, 0/000.p/17, entries/000.", max_length=64)


@ledger.get(
    "/ledger/checkpoint",
    summary="Newest checkpoint",
    responses=told({200: body("A signed note (C2SP).", {"type": "string"}, _NOTE, _TEXT)}, 404),
)
@scoped(Scope.LEDGER_READ)
def checkpoint() -> Response:
    """Return the newest signed checkpoint with its cosignatures; 404 when nothing was signed yet."""
    return _sent(supervision().queries.ledger.checkpoint(), _TEXT)


@ledger.get(
    "/ledger/tile/<path:place>",
    summary="A tile",
    responses=told({200: body("Hashes, or entries.", {"type": "string", "format": "binary"}, "…", _BYTES)}, 404, 422),
)
@scoped(Scope.LEDGER_READ)
def tile(path: TilePath) -> Response:
    """Return a tile of the signed tree, or the bundle of entries behind one."""
    wanted, log = wanted_tile(path.place), supervision().queries.ledger
    if wanted.entries:
        return _sent(log.entries(wanted.place.index, wanted.width), _BYTES)
    return _sent(log.tile(wanted.place, wanted.width), _BYTES)


@ledger.get(
    "/ledger/keys",
    summary="Keys of the log",
    responses=told({200: body("A verifier key in each line.", {"type": "string"}, "log+…+…\n", _TEXT)}),
)
@scoped(Scope.LEDGER_READ)
def keys() -> Response:
    """Return the public keys of checkpoints, promises and witnesses."""
    return _sent(supervision().queries.ledger.keys(), _TEXT)


def _sent(content: str | bytes | None, kind: str) -> Response:
    if content is None:
        raise NoSuchRecord
    charset = "; charset=utf-8" if kind == _TEXT else ""
    return current_app.response_class(content, content_type=f"{kind}{charset}")
