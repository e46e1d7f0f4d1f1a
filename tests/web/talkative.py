"""A day on which much goes wrong, in a process of its own: secrets to standard output, the log to standard error."""

import json
import secrets
import sys
from dataclasses import replace
from pathlib import Path

import structlog
from werkzeug.test import Client

from config.logging import configure_logging
from config.settings import read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.permissions import Role
from supervision_code.persistence import schema
from supervision_code.persistence.session import Database
from tests.factories.accounts import PASSWORD, PASSWORDS
from tests.factories.small_city import build_small_city
from tests.support.pages import Page
from wsgi import compose


def main(folder: Path) -> None:
    """Let everything happen that could put a secret into a log."""
    configure_logging("DEBUG")
    settings = replace(read_settings({"DATA_DIR": str(folder)}), metrics_token=secrets.token_urlsafe(24))
    database = Database.connect(settings.database_url, log_id="test-log")
    schema.upgrade(database.engine)
    supervision = bootstrap(settings, database=database, passwords=PASSWORDS)
    city = build_small_city(database)
    list(supervision.codes.issue_missing())
    site = Client(compose(supervision))
    page = Page(site.get("/enterprise/sign-in").get_data(as_text=True))
    csrf = page.forms[0].fields["csrf_token"]
    wrong = "a-wrong-but-telling-password"
    for password in (wrong, PASSWORD):
        fields = {"csrf_token": csrf, "username": city.accounts[Role.ENTERPRISE_MEMBER].username, "password": password}
        site.post("/enterprise/sign-in", data=fields)
    live = supervision.codes.live_code(city.actor(Role.ENTERPRISE_MEMBER)).address.rpartition("/")[2]
    bearer = secrets.token_urlsafe(32)
    site.get("/api/v1/me", headers={"Authorization": f"Bearer {bearer}"})
    site.get("/metrics", headers={"Authorization": f"Bearer {settings.metrics_token}"})
    schema.downgrade(database.engine, "base")
    site.get(f"/c/{live}")  # the database no longer knows its tables: an error with all its surroundings
    site.get("/enterprise/visits/")
    cookie = site.get_cookie("session", path="/enterprise")
    address = "postgresql+psycopg://city:pass-of-the-city@127.0.0.1:1/city"
    try:
        Database.connect(address, log_id="x").engine.connect()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is logged as the worker would
        structlog.get_logger("worker").error("job failed", exc_info=error, address=address)
    told = [wrong, PASSWORD, csrf, live, bearer, settings.metrics_token, supervision.secret_key, "pass-of-the-city"]
    told += [cookie.value] if cookie else []
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
