"""A portal as small as can be, to try what every portal shares: ``visitor``, ``secure_visitor``, and ``log``."""

from collections.abc import Iterator, MutableMapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
import structlog
from flask import Blueprint, Flask, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from supervision_code.bootstrap import bootstrap
from supervision_code.domain.permissions import Permission, Role
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.web.access import public, requires
from supervision_code.web.app import build_app
from supervision_code.web.htmx import render, see_other
from supervision_code.web.portal import NavigationItem, Portal
from supervision_code.web.sign_in import sign_in
from tests.factories.accounts import PASSWORDS
from tests.support.clock import StoppedClock

PORTAL = Portal(
    name="enterprise",
    prefix="/enterprise",
    roles=frozenset({Role.ENTERPRISE_ADMINISTRATOR, Role.ENTERPRISE_MEMBER}),
    navigation=(
        NavigationItem(
            endpoint="small.index", icon="home", text="shared-product", permission=Permission.OWN_VISITS_SEE
        ),
    ),
    home="small.index",
)

small = Blueprint("small", __name__)


@small.get("/")
@requires(Permission.ACCOUNT_SEE)
def index() -> ResponseReturnValue:
    return render("enterprise/page.html", partial="enterprise/_rows.html")


@small.post("/write")
@requires(Permission.ACCOUNT_SEE)
def write() -> ResponseReturnValue:
    return see_other("small.index")


@small.get("/supervisors")
@requires(Permission.ALERT_SEE)
def supervisors() -> ResponseReturnValue:
    return render("enterprise/page.html")


@small.get("/broken")
@public
def broken() -> ResponseReturnValue:
    raise RuntimeError("the secret of the house")


@small.post("/upload")
@public
def upload() -> ResponseReturnValue:
    return str(len(request.form))


@small.get("/file")
@public
def file() -> ResponseReturnValue:
    return send_file(BytesIO(b"%PDF"), mimetype="application/pdf")


def client_of(supervision: Supervision, portal: Portal = PORTAL) -> Client:
    """A browser at a small portal, mounted where the real one is."""
    app = build_app(__name__, supervision, portal, (sign_in, small))
    return Client(DispatcherMiddleware(Flask("nothing"), {portal.prefix: app}))


@pytest.fixture
def visitor(supervision: Supervision) -> Client:
    """A browser at the small portal, over plain HTTP."""
    return client_of(supervision)


@pytest.fixture
def secure_visitor(supervision: Supervision) -> Client:
    """The same, where people come over HTTPS."""
    settings = replace(supervision.settings, public_url="https://code.example")
    return client_of(replace(supervision, settings=settings))


@pytest.fixture
def without_database(supervision: Supervision, clock: StoppedClock) -> Iterator[Supervision]:
    """The product while nobody answers at the database's address."""
    nobody = Database.connect("postgresql+psycopg://nobody@127.0.0.1:9/nothing", log_id="test-log")
    yield bootstrap(supervision.settings, clock=clock, database=nobody, passwords=PASSWORDS)
    nobody.close()


@pytest.fixture(autouse=True)
def log() -> Iterator[list[MutableMapping[str, Any]]]:
    """What is written into the log, each line with what it was bound to."""
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        yield lines
