"""Passkeys: to which host they are bound, what is asked of a device, and that no answer makes the parser fall over."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_code.adapters.passkeys import NewPasskey, PasskeyNotAccepted, Passkeys
from supervision_code.domain.identifiers import new_id
from tests.support.authenticators import Authenticator
from tests.support.clock import FRIDAY_TEN

PASSKEYS = Passkeys("http://127.0.0.1:8000")
CHALLENGE = b"c" * 56
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    ("address", "host", "origin", "possible"),
    [
        ("https://code.example.gov.cn", "code.example.gov.cn", "https://code.example.gov.cn", True),
        ("http://127.0.0.1:8000", "localhost", "http://localhost:8000", True),
        ("http://localhost:8000", "localhost", "http://localhost:8000", True),
        ("http://10.1.2.3:8000", "10.1.2.3", "http://10.1.2.3:8000", False),
    ],
)
def test_passkeys_are_bound_to_a_name(address: str, host: str, origin: str, possible: bool) -> None:
    passkeys = Passkeys(address)

    assert (passkeys.host, passkeys.origin, passkeys.possible) == (host, origin, possible)


def test_a_device_is_asked_for_a_resident_key_and_its_owner() -> None:
    account = new_id(FRIDAY_TEN)
    options = json.loads(PASSKEYS.registration_options(CHALLENGE, account, "officer", "王小明", "product", ["aGVsbG8"]))
    asked = json.loads(PASSKEYS.assertion_options(CHALLENGE, ["aGVsbG8"]))

    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["excludeCredentials"][0]["id"] == "aGVsbG8"
    assert asked["userVerification"] == "required"
    assert asked["rpId"] == "localhost"


def _made() -> tuple[Authenticator, NewPasskey]:
    device = Authenticator()
    options = PASSKEYS.registration_options(CHALLENGE, new_id(FRIDAY_TEN), "officer", "王小明", "product", [])
    return device, PASSKEYS.registered(device.create(options), CHALLENGE)


@given(_JSON | st.text())
def test_whatever_is_sent_is_an_answer_or_refused(content: object) -> None:
    sent = content if isinstance(content, str) else json.dumps(content)
    passkey = NewPasskey(credential_id="aGVsbG8", public_key="aGVsbG8", sign_count=0)

    for attempt in (
        lambda: PASSKEYS.challenge_in(sent),
        lambda: PASSKEYS.registered(sent, CHALLENGE),
        lambda: PASSKEYS.asserted(sent, CHALLENGE, passkey),
    ):
        with pytest.raises(PasskeyNotAccepted):
            attempt()


@given(st.data())
def test_an_answer_with_anything_changed_is_refused_and_nothing_breaks(data: st.DataObject) -> None:
    answer = json.loads(_ANSWER)
    name = data.draw(st.sampled_from(["clientDataJSON", "authenticatorData", "signature"]))
    text = answer["response"][name]
    place = data.draw(st.integers(0, len(text) - 3))
    letter = data.draw(st.sampled_from("AZaz09-_"))
    if text[place] == letter:
        return
    answer["response"][name] = text[:place] + letter + text[place + 1 :]

    with pytest.raises(PasskeyNotAccepted):
        PASSKEYS.asserted(json.dumps(answer), CHALLENGE, _PASSKEY)


_DEVICE, _PASSKEY = _made()
_ANSWER = _DEVICE.get(PASSKEYS.assertion_options(CHALLENGE, []))


def test_the_answer_without_a_change_is_accepted() -> None:
    assert PASSKEYS.asserted(_ANSWER, CHALLENGE, _PASSKEY) == 2


@pytest.mark.parametrize("answer", ["[" * 19_000, '{"response":' * 1_500])
def test_an_answer_nested_too_deep_is_refused(answer: str) -> None:
    for read in (PASSKEYS.challenge_in, PASSKEYS.credential_in):
        with pytest.raises(PasskeyNotAccepted):
            read(answer)


def test_an_answer_that_is_far_too_long_is_not_read() -> None:
    with pytest.raises(PasskeyNotAccepted):
        PASSKEYS.challenge_in('{"a": "' + "x" * 20_000 + '"}')
