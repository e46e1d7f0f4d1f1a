"""Builds the machine interface: tokens instead of sessions, problems instead of pages, no cookie, no other origin."""

from typing import Any, Final
from uuid import uuid4

import structlog
from flask import Response, abort, g, request
from flask_openapi.models.info import Info
from flask_openapi.models.server import Server
from flask_openapi.openapi import OpenAPI
from pydantic import ValidationError
from werkzeug.middleware.proxy_fix import ProxyFix

from supervision_code.api.access import install_access
from supervision_code.api.answers import Problem
from supervision_code.api.clocks import InvalidHeaders
from supervision_code.api.document import SECURITY, install_document
from supervision_code.api.problems import answer, field_errors, install_problems, problem
from supervision_code.api.rate_limits import Allowance
from supervision_code.api.reading import problem_of
from supervision_code.api.views import BLUEPRINTS
from supervision_code.product import Supervision
from supervision_code.web.access import refuse_silent_routes
from supervision_code.web.current import LOCALES
from supervision_code.web.messages import t
from supervision_code.web.metrics import install_metrics
from supervision_code.web.security import answer_headers

PREFIX: Final = "/api/v1"
_MOST_BYTES: Final = 1024 * 1024
_POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def create_api(supervision: Supervision, *, allowance: Allowance | None = None) -> OpenAPI:
    """Return the machine interface; raises RuntimeError when an operation says not who may call it."""
    app = OpenAPI(
        __name__,
        info=Info(title="Supervision code", version="1.0.0", description="Visit events, receipts, ledger and keys."),
        servers=[Server(url=PREFIX)],
        security_schemes=SECURITY,
        validation_error_model=Problem,
        validation_error_callback=_invalid_request,
        doc_ui=False,
        static_folder=None,
    )
    app.openapi_version = "3.1.0"
    app.config.update(APPLICATION_ROOT=PREFIX, MAX_CONTENT_LENGTH=_MOST_BYTES, PROVIDE_AUTOMATIC_OPTIONS=False)
    app.extensions.update(supervision=supervision)
    install_metrics(app, "api")
    _install_requests(app, https=supervision.settings.https)
    install_access(app, allowance or Allowance())
    install_problems(app)
    app.register_error_handler(InvalidHeaders, lambda wrong: _invalid_request(wrong.error))
    for blueprint in BLUEPRINTS:
        app.register_api(blueprint)
    install_document(app)
    if proxies := supervision.settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    refuse_silent_routes(app)
    return app


def _install_requests(app: OpenAPI, *, https: bool) -> None:
    @app.before_request
    def begin() -> None:
        g.request_id = uuid4().hex
        g.locale = request.accept_languages.best_match(("zh", "en", *LOCALES), default=LOCALES[0])
        g.locale = {"zh": LOCALES[0]}.get(g.locale, g.locale)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=g.request_id, portal="api")
        if _holds_nul():
            abort(400)

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers["Content-Language"] = str(g.get("locale", LOCALES[0]))
        response.vary.update(("Accept-Language", "Authorization"))
        return answer_headers(response, camera=False, https=https, unchanging=False)


def _holds_nul() -> bool:
    # Only the address: the body is looked at by who reads it.
    return "\x00" in request.path or any("\x00" in value for _, value in request.args.items(multi=True))


def _invalid_request(error: ValidationError) -> Any:
    """Answer what was wrong with the address or the headers, field by field."""
    found = [problem_of(one) for one in error.errors(include_url=False)]
    return answer(problem(422, "invalid-request", t("api-invalid-request"), errors=field_errors(found)))
