"""What machines ask: alive, ready, counted; and who may hear the counts."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from werkzeug.test import Client

from supervision_code.adapters.token_signing import KeySet
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.codes import VerifiedToken
from supervision_code.persistence import beats, outbox
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.web.front import create_front
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import SmallCity
from tests.portals.front.conftest import IssuedCode
from tests.support.clock import FRIDAY_TEN, StoppedClock


def _client(supervision: Supervision, **changed: object) -> Client:
    settings = replace(supervision.settings, **changed)  # type: ignore[arg-type]
    return Client(create_front(replace(supervision, settings=settings)))


def test_the_process_is_alive(front: Client) -> None:
    answer = front.get("/healthz")

    assert (answer.status_code, answer.get_json()) == (200, {"status": "alive"})


def test_it_is_ready_when_the_database_answers_with_our_schema(
    front: Client, database: Database, clock: StoppedClock
) -> None:
    with database.begin() as session:
        beats.beat(session, "rollups", FRIDAY_TEN, 3)
    clock.pass_by(seconds=90)

    answer = front.get("/readyz")

    # PostgreSQL tells the real time, and the test's clock stands still: that is a clock that is wrong.
    status, clock_word = ("degraded", "differs") if database.dialect == "postgresql" else ("ready", "right")
    assert answer.status_code == 200
    assert answer.get_json() == {
        "status": status,
        "database": "reachable",
        "schema": "current",
        "clock": clock_word,
        "seconds_since_job": {"rollups": 90},
    }


def test_it_is_not_ready_with_an_old_schema(front: Client, database: Database) -> None:
    with database.begin() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    answer = front.get("/readyz")

    assert (answer.status_code, answer.get_json()["schema"]) == (503, "outdated")


def test_it_is_alive_but_not_ready_without_a_database(supervision: Supervision) -> None:
    nobody = Database.connect("postgresql+psycopg://nobody@127.0.0.1:9/nothing", log_id="test-log")
    front = Client(create_front(bootstrap(supervision.settings, database=nobody, passwords=PASSWORDS)))

    assert front.get("/healthz").status_code == 200
    assert front.get("/").status_code == 200
    answer = front.get("/readyz")
    assert (answer.status_code, answer.get_json()["database"]) == (503, "unreachable")


def test_the_counts_tell_requests_by_portal_and_what_waits(front: Client, database: Database) -> None:
    with database.begin() as session:
        outbox.put_all(session, "rollup", [{"rows": []}, {"rows": []}], FRIDAY_TEN)
        beats.beat(session, "rollups", FRIDAY_TEN, 3)
    front.get("/nothing")
    front.open("/", method="PROPFIND")

    answer = front.get("/metrics", environ_overrides={"REMOTE_ADDR": "127.0.0.1"})

    lines = answer.get_data(as_text=True).splitlines()
    assert answer.content_type.startswith("text/plain")
    assert 'supervision_outbox_waiting{topic="rollup"} 2.0' in lines
    assert 'supervision_job_age_seconds{job="rollups"} 0.0' in lines
    assert any(
        line.startswith('supervision_requests_total{endpoint="none",method="GET",portal="front",status="404"}')
        for line in lines
    )
    assert any('method="other"' in line for line in lines)
    assert not any("PROPFIND" in line for line in lines)
    assert any(line.startswith("supervision_request_seconds_bucket{") for line in lines)


@pytest.mark.parametrize("address", ["10.0.0.7", "203.0.113.9", "::2", ""])
def test_who_is_not_on_this_machine_finds_no_counts(front: Client, address: str) -> None:
    answer = front.get("/metrics", environ_overrides={"REMOTE_ADDR": address})

    assert answer.status_code == 404
    assert answer.data == front.get("/nothing").data


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_proxy_we_were_not_told_of_is_not_this_machine(front: Client, header: str) -> None:
    here = {"REMOTE_ADDR": "127.0.0.1"}

    assert front.get("/metrics", environ_overrides=here).status_code == 200
    assert front.get("/metrics", headers={header: "127.0.0.1"}, environ_overrides=here).status_code == 404


@pytest.mark.parametrize(("client", "status"), [("203.0.113.9", 404), ("127.0.0.1", 200)])
def test_behind_a_trusted_proxy_the_address_it_tells_counts(supervision: Supervision, client: str, status: int) -> None:
    front = _client(supervision, trusted_proxies=1)

    assert front.get("/metrics", headers={"X-Forwarded-For": client}).status_code == status


def test_the_token_opens_the_counts_from_afar(supervision: Supervision) -> None:
    front = _client(supervision, metrics_token="a-long-token")
    afar = {"REMOTE_ADDR": "203.0.113.9"}

    def ask(shown: str) -> int:
        return front.get("/metrics", headers={"Authorization": shown}, environ_overrides=afar).status_code

    assert ask("Bearer a-long-token") == 200
    assert ask("Bearer another") == 404
    assert ask("Bearer ") == 404
    assert ask("Bearer é") == 404


def test_the_published_keys_verify_the_codes(front: Client, issued: IssuedCode, city: SmallCity) -> None:
    answer = front.get("/.well-known/jwks.json")

    assert answer.content_type == "application/jwk-set+json"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert isinstance(KeySet.from_jwks(answer.get_data(as_text=True)).verify(issued.printed), VerifiedToken)
    assert '"d"' not in answer.get_data(as_text=True)
