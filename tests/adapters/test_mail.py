"""Mail over real SMTP: what arrives, over which kind of connection, and what a server that refuses comes to."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest

from config.mail import MailSettings, MailTls
from supervision_code.adapters.letters import LetterFacts, write_letter
from supervision_code.adapters.mail import SmtpMail
from supervision_code.domain.mails import MailRefused
from tests.support.mail import PASSWORD, SENDER, USER, Receiver, receiving

FACTS = LetterFacts(
    id="0192f0c1000070008000000000000001",
    to="wang@example.cn",
    key="inbox-certificate-ends",
    facts={"until": "2026-12-20", "topic": "certificates"},
    locale="zh-CN",
    at=datetime(2026, 11, 20, 2, 0, tzinfo=UTC),
    url="https://code.example.gov.cn/officer/account/",
    settings_url="https://code.example.gov.cn/officer/account/mail",
)
LETTER = write_letter(FACTS)


def settings_of(receiver: Receiver, tls: MailTls = MailTls.NONE, user: str = "", password: str = "") -> MailSettings:
    return MailSettings(
        host="127.0.0.1",
        port=receiver.port,
        tls=tls,
        sender=SENDER,
        user=user,
        password=password,
        seconds=2,
        ca_file=receiver.ca_file,
    )


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    with receiving(tmp_path) as running:
        yield running


def test_a_chinese_letter_arrives_as_it_was_written(receiver: Receiver) -> None:
    SmtpMail(settings_of(receiver)).send(LETTER)

    (mail,) = receiver.taken
    assert receiver.to == [["wang@example.cn"]]
    assert mail["Subject"] == "监督码提醒：执法证到期"
    assert mail["From"].addresses[0].addr_spec == SENDER
    assert mail["Message-ID"] == "<0192f0c1000070008000000000000001@example.gov.cn>"
    assert mail["Date"].datetime == FACTS.at
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<https://code.example.gov.cn/officer/account/mail>"
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().splitlines()[0] == "您的执法证2026年12月20日到期，请及时换证。到期后不能参加检查。"
    assert "https://code.example.gov.cn/officer/account/\n" in plain.get_content().replace("\r\n", "\n")
    assert "您的执法证2026年12月20日到期" in html.get_content()
    assert "<img" not in html.get_content()
    assert "src=" not in html.get_content()


def test_an_english_reader_gets_english(receiver: Receiver) -> None:
    SmtpMail(settings_of(receiver)).send(write_letter(replace(FACTS, locale="en")))

    assert receiver.taken[0]["Subject"] == "Supervision code: Certificates ending"
    body = receiver.taken[0].get_body(("plain",))
    assert body is not None
    assert "ends on 20 Dec 2026" in body.get_content()


def test_what_a_letter_says_is_no_html() -> None:
    facts = {"firm": "<b>南园</b>&小厨", "topic": "visits"}
    letter = write_letter(replace(FACTS, key="inbox-visit-today", facts=facts))

    assert "<b>" not in letter.html
    assert "&lt;b&gt;南园&lt;/b&gt;&amp;小厨" in letter.html
    assert "<b>南园</b>&小厨" in letter.text


@pytest.mark.parametrize(
    "changed",
    [
        {"to": "a@example.cn\r\nBcc: b@example.cn"},
        {"subject": "提醒\r\nBcc: b@example.cn"},
        {"settings_url": "https://x/\r\nX-Evil: 1"},
        {"sender_name": "监督码\nBcc: b@example.cn"},
    ],
)
def test_no_header_can_be_smuggled_in(receiver: Receiver, changed: dict[str, str]) -> None:
    with pytest.raises(MailRefused) as refused:
        SmtpMail(settings_of(receiver)).send(replace(LETTER, **changed))  # type: ignore[arg-type]
    assert refused.value.for_good
    assert receiver.taken == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("tls", [MailTls.STARTTLS, MailTls.IMPLICIT])
def test_a_protected_server_with_a_password_takes_it(tmp_path: Path, tls: MailTls) -> None:
    with receiving(tmp_path, tls=tls, asks_password=True) as receiver:
        SmtpMail(settings_of(receiver, tls, USER, PASSWORD)).send(LETTER)
        with pytest.raises(MailRefused) as wrong:
            SmtpMail(settings_of(receiver, tls, USER, "other")).send(LETTER)
        with pytest.raises(MailRefused) as untrusted:
            SmtpMail(replace(settings_of(receiver, tls, USER, PASSWORD), ca_file=None)).send(LETTER)

    assert len(receiver.taken) == 1
    assert not wrong.value.for_good
    assert not untrusted.value.for_good
    assert "other" not in str(wrong.value)


def test_a_server_without_tls_gets_nothing_when_tls_is_asked_for(receiver: Receiver) -> None:
    with pytest.raises(MailRefused):
        SmtpMail(settings_of(receiver, MailTls.STARTTLS)).send(LETTER)
    assert receiver.taken == []


@pytest.mark.parametrize(
    ("to_recipient", "to_data", "for_good"),
    [
        ("550 no such user", "250 OK", True),
        ("450 try later", "250 OK", False),
        ("250 OK", "554 refused", True),
        ("250 OK", "451 try later", False),
    ],
)
def test_a_refusal_for_good_is_told_from_a_later(
    receiver: Receiver, to_recipient: str, to_data: str, for_good: bool
) -> None:
    receiver.answer_to_recipient, receiver.answer_to_data = to_recipient, to_data
    with pytest.raises(MailRefused) as refused:
        SmtpMail(settings_of(receiver)).send(LETTER)
    assert refused.value.for_good is for_good
    assert "wang@example.cn" not in str(refused.value)


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        nobody = Receiver(port=found.getsockname()[1])
    with pytest.raises(MailRefused) as refused:
        SmtpMail(settings_of(nobody)).send(LETTER)
    assert not refused.value.for_good


@pytest.mark.parametrize("octet", [b"", b"2"], ids=["hangs", "drips"])
def test_a_server_that_hangs_or_drips_is_left_in_time(octet: bytes) -> None:
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        dripping = Thread(target=_drip, args=(server, octet, over), daemon=True)
        dripping.start()
        mail = replace(settings_of(Receiver(port=server.getsockname()[1])), seconds=1)
        began = monotonic()
        with pytest.raises(MailRefused) as refused:
            SmtpMail(mail, whole=0.8).send(LETTER)
        took = monotonic() - began
        over.set()
        dripping.join(2)
    assert not refused.value.for_good
    assert took < 3


def _drip(server: socket.socket, octet: bytes, over: Event) -> None:
    """Say one octet every tenth of a second, and never a whole line."""
    connection, _ = server.accept()
    with connection, suppress(OSError):
        while not over.wait(0.1):
            connection.sendall(octet)


@pytest.mark.parametrize("address", ["a@", "a@[", "x@\ud800.cn"])
def test_an_address_the_library_stumbles_over_is_refused_for_good(receiver: Receiver, address: str) -> None:
    with pytest.raises(MailRefused) as refused:
        SmtpMail(settings_of(receiver)).send(replace(LETTER, to=address))

    assert refused.value.for_good
    assert receiver.taken == []
