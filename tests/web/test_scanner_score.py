"""Every route of every application, its errors and its files, marked as the usual header scanner marks a site."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any, Final

import pytest
from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.routing import Rule
from werkzeug.test import Client

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS
from tests.support.clock import StoppedClock
from wsgi import compose

_ORIGIN: Final = "https://code.example"
_HALF_A_YEAR: Final = 15_768_000
_PRIVATE: Final = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_FILL: Final[Mapping[str, str]] = {"UUIDConverter": "01890000-0000-7000-8000-000000000000", "IntegerConverter": "1"}
A_PLUS: Final = 100


def score(headers: Headers | Mapping[str, str], cookies: list[str]) -> tuple[int, list[str]]:
    """Return the marks, of 100 before any bonus, and what cost some; the weights are the public scanner's."""
    policy = _directives(headers.get("Content-Security-Policy", ""))
    words = [word for listed in policy.values() for word in listed]
    rules = (
        (25, "policy", policy.get("default-src") == ["'none'"]),
        (
            20,
            "inline",
            not any("unsafe-inline" in word or word == "'unsafe-eval'" for word in words),
        ),
        (20, "foreign", not any(re.match(r"\*|https?:|//", word) for word in words)),
        (20, "frames", policy.get("frame-ancestors") == ["'none'"]),
        (10, "base", policy.get("base-uri") == ["'none'"] and policy.get("form-action") in (["'self'"], ["'none'"])),
        (20, "transport", _seconds(headers.get("Strict-Transport-Security", "")) >= _HALF_A_YEAR),
        (5, "sniffing", headers.get("X-Content-Type-Options") == "nosniff"),
        (5, "referrer", headers.get("Referrer-Policy") in _PRIVATE),
        (10, "resources", headers.get("Cross-Origin-Resource-Policy") == "same-origin"),
        (5, "opener", headers.get("Cross-Origin-Opener-Policy") == "same-origin"),
        (5, "embedder", headers.get("Cross-Origin-Embedder-Policy") == "require-corp"),
        (5, "device", "microphone=()" in headers.get("Permissions-Policy", "")),
        (50, "sharing", headers.get("Access-Control-Allow-Origin") in (None, _ORIGIN)),
        (40, "cookies", all(_is_strict(cookie) for cookie in cookies)),
    )
    lost = [(points, name) for points, name, kept in rules if not kept]
    return A_PLUS - sum(points for points, _ in lost), [name for _, name in lost]


def _directives(text: str) -> dict[str, list[str]]:
    parts = [part.split() for part in text.split(";") if part.strip()]
    return {name: words for name, *words in parts}


def _seconds(text: str) -> int:
    found = re.search(r"max-age=(\d+)", text)
    return int(found[1]) if found else 0


def _is_strict(cookie: str) -> bool:
    return cookie.startswith("__Host-") and all(mark in cookie for mark in ("Secure", "HttpOnly", "SameSite", "Path=/"))


@pytest.fixture
def site(settings: Settings, sqlite_file: Database, clock: StoppedClock) -> DispatcherMiddleware:
    """Everything one server process serves, over HTTPS."""
    over_https = replace(settings, public_url=_ORIGIN)
    supervision: Supervision = bootstrap(over_https, clock=clock, database=sqlite_file, passwords=PASSWORDS)
    return compose(supervision)


def applications(site: DispatcherMiddleware) -> Iterator[tuple[str, Flask]]:
    for prefix, app in [("", site.app), *site.mounts.items()]:
        assert isinstance(app, Flask)
        yield prefix, app


def addresses(prefix: str, app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        yield prefix + _filled(app, rule)
    if app.static_folder is not None:
        yield from (f"{prefix}/static/{name}" for name in ("manifest.json", "nothing.js"))
    yield from (f"{prefix}{path}" for path in ("/nothing-here", "/%00", "/../../etc/passwd"))


def _filled(app: Flask, rule: Rule) -> str:
    values = {
        name: _FILL.get(
            type(rule._converters[name]).__name__, "1" if "Integer" in str(rule._converters[name]) else "x1"
        )
        for name in rule.arguments
    }
    with app.test_request_context(base_url=_ORIGIN):
        built: Any = app.url_map.bind("", url_scheme="https").build(rule.endpoint, values, force_external=False)
    return str(built)


def test_every_answer_of_every_application_has_full_marks(site: DispatcherMiddleware) -> None:
    visitor = Client(site)
    wanting, seen = [], 0
    for prefix, app in applications(site):
        for address, method in product(dict.fromkeys(addresses(prefix, app)), ("GET", "POST", "OPTIONS", "PUT")):
            with visitor.open(address, method=method, base_url=_ORIGIN) as answer:
                marks, lost = score(answer.headers, answer.headers.getlist("Set-Cookie"))
                seen += 1
                if marks < A_PLUS:
                    wanting.append((method, address, answer.status_code, lost))
    assert seen > 400
    assert wanting == []


def test_an_error_that_nobody_expected_has_full_marks_too(site: DispatcherMiddleware) -> None:
    for prefix, app in applications(site):
        app.view_functions = dict.fromkeys(app.view_functions, _broken)
        with Client(site).get(prefix + ("/keys" if prefix.startswith("/api") else "/"), base_url=_ORIGIN) as answer:
            assert answer.status_code == 500, prefix
            assert score(answer.headers, answer.headers.getlist("Set-Cookie")) == (A_PLUS, [])


def _broken(**_values: object) -> str:
    raise RuntimeError("out of order")


def test_a_site_without_these_headers_would_fail() -> None:
    marks, lost = score({}, ["session=1; Path=/"])

    assert marks < 0
    assert {"policy", "transport", "frames", "cookies"} <= set(lost)
