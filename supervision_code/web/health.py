"""What machines ask: is the process alive, can it serve, and what it has counted."""

import hmac
from collections.abc import Mapping
from datetime import datetime
from ipaddress import ip_address
from typing import Final

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from supervision_code.queries.health import Health
from supervision_code.web.access import public
from supervision_code.web.current import now, supervision
from supervision_code.web.metrics import EXPOSITION_TYPE, exposition

health = Blueprint("health", __name__)
_PASSED_ON: Final = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


@health.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """Say that this process answers; nothing else is asked."""
    return jsonify(status="alive")


@health.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """Say whether requests can be served; how long the jobs have been silent is told, but keeps nobody out."""
    state = supervision().queries.health.look()
    return jsonify(
        status=_status_word(state),
        database="reachable" if state.reachable else "unreachable",
        schema=_schema_word(state),
        clock=state.clock.value,
        seconds_since_job=dict(state.beats),
    ), 200 if state.ready else 503


@health.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """Tell the counts to this machine or to who shows the token; to everybody else there is no such page."""
    if not (_from_this_machine() or _token_shown()):
        abort(404)
    state = supervision().queries.health.look()
    witnesses = _witness_figures() if state.ready else {}
    log = _log_figures() if state.ready else {}
    text = exposition(state.waiting, state.beats, supervision().settings.metrics_folder, witnesses, log)
    return Response(text, content_type=EXPOSITION_TYPE)


def _witness_figures() -> Mapping[str, Mapping[str, int]]:
    """Return how each witness stands, by its name; one that never cosigned has no age."""
    rows = supervision().queries.witnesses.all()
    return {row.name: {"size": row.size, "alarming": int(row.state.alarming), **_age(row.seen_at)} for row in rows}


def _log_figures() -> Mapping[str, int]:
    standing = supervision().queries.ledger.standing()
    halted = int(standing.halted_at is not None)
    return {"sealed": standing.sealed, "signed": standing.signed, "halted": halted}


def _age(seen_at: datetime | None) -> Mapping[str, int]:
    return {"age_seconds": int((now() - seen_at).total_seconds())} if seen_at else {}


def _status_word(state: Health) -> str:
    if not state.ready:
        return "not ready"
    return "degraded" if state.degraded else "ready"


def _schema_word(state: Health) -> str:
    if not state.reachable:
        return "unknown"
    return "current" if state.schema_current else "outdated"


def _from_this_machine() -> bool:
    # A proxy on this machine that we were not told of hides where a request comes from: then nobody is local.
    told = supervision().settings.trusted_proxies > 0
    if not told and any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _token_shown() -> bool:
    token = supervision().settings.metrics_token
    shown = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())
