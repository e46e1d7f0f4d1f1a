"""The phone app as it is handed out: a shell, its words, its manifest, its service worker; the same for everybody."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Response, current_app, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from officer_portal.field_words import THEME, app_manifest, app_words
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import public, requires
from supervision_code.web.assets import asset_address, built_name
from supervision_code.web.current import LOCALES, current_actor
from supervision_code.web.messages import t_in

field = Blueprint("field", __name__)
_BUILT: Final = (
    *("phone.css", "field.js", "scan_worker.js", "zxing_reader.wasm", "icons.svg", "mark.svg"),
    *("app-icon-192.png", "app-icon-512.png", "app-icon-maskable-512.png"),
)
"""What the app is made of; the service worker keeps all of it, and nothing else."""
_WORKER_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_MAY_BE_KEPT: Final = "no-cache, private"
"""Kept by the browser, but asked for anew each time: an update is seen at the next look."""


@field.get("/field/")
@public
def shell() -> ResponseReturnValue:
    """Show the frame of the app: nothing personal, the phone fills it with what it keeps."""
    return _kept(Response(_shell(), mimetype="text/html"))


@field.get("/field/words.json")
@public
def words() -> ResponseReturnValue:
    """Hand out the words of the app in both languages."""
    return _kept(Response(_json(app_words()), mimetype="application/json"))


@field.get("/field/manifest.webmanifest")
@public
def manifest() -> ResponseReturnValue:
    """Say how the app is installed."""
    return _kept(Response(_json(app_manifest()), mimetype="application/manifest+json"))


@field.get("/field/who.json")
@requires(Permission.ACCOUNT_SEE)
def who() -> ResponseReturnValue:
    """Say who is signed in, so that the phone shows nobody the records of another."""
    actor = current_actor()
    return jsonify(account=str(actor.account_id), name=actor.name)


@field.get("/service-worker.js")
@public
def service_worker() -> ResponseReturnValue:
    """Hand out the service worker with what it is to keep; other files, another worker."""
    pages = [url_for("field.shell"), url_for("field.words"), url_for("field.manifest")]
    files = [*pages, *(asset_address(name) for name in _BUILT)]
    of = sha256(_json([files, app_words(), _shell()]).encode()).hexdigest()[:16]
    head = f"self.FIELD = {_json({'version': of, 'shell': pages[0], 'files': files})};\n"
    response = _kept(Response(head + _built_text("field_worker.js"), mimetype="text/javascript"))
    response.headers["Content-Security-Policy"] = _WORKER_POLICY
    return response


def _shell() -> str:
    # In one language always, whoever asks: it is one file for all, and its script says the rest.
    title, no_script = (t_in(LOCALES[0], key) for key in ("field-title", "officer-field-no-script"))
    return render_template("officer/field/app.html", title=title, no_script=no_script, theme=THEME)


def _built_text(name: str) -> str:
    return (Path(str(current_app.static_folder)) / built_name(name)).read_text(encoding="utf-8")


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = _MAY_BE_KEPT
    return response
