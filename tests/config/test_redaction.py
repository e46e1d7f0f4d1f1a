"""No secret stays in a log line, whatever way it got there."""

import json

import pytest

from config.redaction import HIDDEN, redact, redact_event
from supervision_code.adapters.signing_keys import generate_private_pem
from supervision_code.adapters.token_signing import TokenSigner
from supervision_code.domain.clients import new_token
from supervision_code.domain.codes import StaticClaims, new_code_id

MACHINE = new_token()
TOKEN = TokenSigner(generate_private_pem(), "A").sign(StaticClaims(new_code_id()))


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("cannot reach postgresql+psycopg://city:s3cr3t-word@db/city", "s3cr3t-word"),
        (f"GET /c/{TOKEN} 404", TOKEN),
        ("Authorization: Bearer abcdefghij-klmnop", "abcdefghij-klmnop"),
        (f"refused {MACHINE}, unknown", MACHINE),
        ("password=very-long-word&next=/", "very-long-word"),
        ('{"salt": "00ff00ff", "value": 1}', "00ff00ff"),
        ("hash $argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA end", "c2FsdA"),
        (generate_private_pem().decode(), "MIGH"),
        ("csrf_token: IjQ0NDQi.abc", "IjQ0NDQi.abc"),
    ],
    ids=["database", "code", "bearer", "machine", "form", "salt", "hash", "private key", "csrf"],
)
def test_a_secret_is_known_by_its_shape(line: str, secret: str) -> None:
    assert secret in line
    assert secret not in redact(line)


@pytest.mark.parametrize("line", ["job failed", "已签发 2 个监督码", "https://code.example.gov.cn/officer/visits/", ""])
def test_what_is_no_secret_stays_as_it_is(line: str) -> None:
    assert redact(line) == line


def test_events_are_redacted_by_name_and_by_shape() -> None:
    event = {
        "event": f"refused {TOKEN}",
        "password": "anything",
        "session_token": 7,
        "details": {"recovery_codes": ["a"], "url": "http://u:word@h/", "n": 3},
        "list": [TOKEN, None, 1.5],
        "job": "fold",
    }
    told = json.dumps(redact_event(None, "info", event))

    assert TOKEN not in told
    assert "anything" not in told
    assert "word@" not in told
    assert event["job"] == "fold"
    assert event["session_token"] == HIDDEN
