"""Builds a portal's Flask application: sessions, sign-in, headers, catalogue, errors, counts; nothing of its own."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import flask_login
import structlog
from flask import Blueprint, Flask, Response, abort, g, get_flashed_messages, request, session
from flask_wtf.csrf import CSRFProtect
from jinja2 import FileSystemLoader, PrefixLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from supervision_code.persistence.faults import begin_watching_saves
from supervision_code.persistence.reach_of_session import NOBODY, Reach, reach_as
from supervision_code.product import Supervision
from supervision_code.web import filters, notice_words
from supervision_code.web.access import refuse_silent_routes
from supervision_code.web.assets import asset_address, serves_hashed_file
from supervision_code.web.current import LOCALES, SignedIn, current_locale, find_actor, reader_forgotten
from supervision_code.web.errors import install_errors
from supervision_code.web.messages import label, t
from supervision_code.web.metrics import install_metrics
from supervision_code.web.navigation import in_language, navigation_of
from supervision_code.web.portal import Portal
from supervision_code.web.rate_limits import install_rate_limits
from supervision_code.web.security import answer_headers, holds_nul, refuse_foreign_origin
from supervision_code.web.sessions import NoSessions, ServerSessions
from supervision_code.web.static_files import install_static_files
from supervision_code.web.steps import session_holds
from supervision_code.web.uploads import widen_for_uploads

_SHARED_TEMPLATES = Path(__file__).parent / "templates"
_UPLOAD_LIMIT = 12 * 1024 * 1024


def build_app(
    import_name: str,
    supervision: Supervision,
    portal: Portal,
    blueprints: Iterable[Blueprint],
    *,
    signed_in: bool = True,
) -> Flask:
    """Return a portal's application; without ``signed_in`` it knows nobody and sets no cookie.

    Raises RuntimeError when a route states no permission.
    """
    settings = supervision.settings
    app = Flask(import_name, static_folder=str(settings.dist_folder), static_url_path="/static")
    app.config.update(
        SECRET_KEY=supervision.secret_key,
        APPLICATION_ROOT=portal.prefix or "/",
        MAX_CONTENT_LENGTH=_UPLOAD_LIMIT,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
    )
    app.extensions.update(supervision=supervision, portal=portal)
    install_static_files(app)
    install_metrics(app, portal.name)
    _install_templates(app, portal)
    _install_requests(app, portal, settings.https)
    install_errors(app)
    app.session_interface = NoSessions()
    if signed_in:
        app.session_interface = ServerSessions(supervision.sessions, portal, https=settings.https)
        CSRFProtect(app)
        _install_sign_in(app)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    install_rate_limits(app)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)  # type: ignore[method-assign]
    refuse_silent_routes(app)
    return app


def _install_templates(app: Flask, portal: Portal) -> None:
    own = Path(app.root_path) / "templates" / portal.name
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_loader = PrefixLoader(
        {
            "shared": FileSystemLoader(_SHARED_TEMPLATES / "shared"),
            portal.name: FileSystemLoader(own),
        }
    )
    app.jinja_env.globals.update(t=t, label=label, asset=asset_address, flashes=_flashes, in_language=in_language)
    app.jinja_env.filters.update(filters.FILTERS | notice_words.FILTERS)
    app.context_processor(lambda: _template_context(portal))


def _template_context(portal: Portal) -> dict[str, Any]:
    actor = find_actor()
    return {
        "current_actor": actor,
        "locale": current_locale(),
        "portal": navigation_of(portal, actor),
        "layout": portal.layouts.get(actor.role, portal.layout) if actor else portal.layout,
    }


def _flashes() -> list[tuple[str, str]]:
    return [] if reader_forgotten() else cast("list[tuple[str, str]]", get_flashed_messages(with_categories=True))


def _install_requests(app: Flask, portal: Portal, https: bool) -> None:
    @app.before_request
    def begin() -> None:
        reach_as(NOBODY)
        begin_watching_saves()
        g.request_id = uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=g.request_id, portal=portal.name)
        if refuse_foreign_origin(request):
            abort(403)
        widen_for_uploads(app)
        if holds_nul(request):
            abort(400)
        wish = request.args.get("language")
        if wish in LOCALES and portal.roles:
            session["locale"] = wish

    @app.after_request
    def finish(response: Response) -> Response:
        return answer_headers(response, camera=portal.camera, https=https, unchanging=serves_hashed_file())


def _install_sign_in(app: Flask) -> None:
    manager = flask_login.LoginManager()
    manager.session_protection = None  # the session is on the server and its token is renewed at sign-in
    # Not init_app: its hooks open the session for every answer, even of a built file or for want of a database.
    app.login_manager = manager  # type: ignore[attr-defined]

    @manager.user_loader
    def load(account_id: str) -> SignedIn | None:
        supervision: Supervision = app.extensions["supervision"]
        reach_as(Reach(account_id=UUID(account_id)))
        found = supervision.queries.accounts.find_signed_in(UUID(account_id))
        portal: Portal = app.extensions["portal"]
        if found is None or found.actor.role not in portal.roles:
            return None
        if not session_holds(found):
            return None
        reach_as(Reach.of(found.actor))
        return SignedIn(
            found.actor,
            found.locale,
            must_change_password=found.must_change_password,
            has_factor=found.has_factor,
        )
