"""Mail for tests: a sender that remembers, and real SMTP receivers on this machine that take, refuse, defer or hang."""

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config.mail import MailSettings, MailTls
from config.settings import Settings
from supervision_code.adapters.system_clock import SystemClock
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.mails import Letter, MailRefused
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS
from tests.support.clock import StoppedClock

USER, PASSWORD = "supervision", "smtp-secret"
SENDER = "no-reply@example.gov.cn"


class RecordingMail:
    """Remembers letters instead of sending them; refuses while ``refusal`` is set."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.refusal: MailRefused | None = None

    def send(self, letter: Letter) -> None:
        """Remember the letter, or refuse it."""
        if self.refusal is not None:
            raise self.refusal
        self.letters.append(letter)


@pytest.fixture
def outbox() -> RecordingMail:
    """What the product of ``mailing`` sends."""
    return RecordingMail()


@pytest.fixture
def mailing(settings: Settings, database: Database, clock: StoppedClock, outbox: RecordingMail) -> Supervision:
    """The running product with mail switched on."""
    return bootstrap(with_mail(settings), clock=clock, database=database, passwords=PASSWORDS, sender=outbox)


def with_mail(settings: Settings) -> Settings:
    """The same settings with a mail server."""
    return replace(settings, mail=MailSettings(host="127.0.0.1", port=25, tls=MailTls.NONE, sender=SENDER))


@dataclass
class Receiver:
    """A mail server: what it took, and how it answers."""

    port: int = 0
    ca_file: Path | None = None
    taken: list[EmailMessage] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    answer_to_recipient: str = "250 OK"
    answer_to_data: str = "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library names it and hands over so much
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, _server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer_to_data.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            self.taken.append(message_from_bytes(content, policy=default))
            self.to.append(list(envelope.rcpt_tos))
        return self.answer_to_data


@contextmanager
def receiving(folder: Path, *, tls: MailTls = MailTls.NONE, asks_password: bool = False) -> Iterator[Receiver]:
    """Run a receiver on a port of its own, with a certificate of its own."""
    receiver = Receiver()
    certificate = _certificate(folder) if tls is not MailTls.NONE else None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH) if certificate else None
    if context is not None and certificate is not None:
        context.load_cert_chain(certificate)
        receiver.ca_file = certificate
    controller = Controller(
        receiver,
        hostname="127.0.0.1",
        port=_free_port(),
        ssl_context=context if tls is MailTls.IMPLICIT else None,
        tls_context=context if tls is MailTls.STARTTLS else None,
        require_starttls=tls is MailTls.STARTTLS,
        authenticator=_authenticate if asks_password else None,
        auth_required=asks_password,
        auth_require_tls=tls is MailTls.STARTTLS,
    )
    controller.start()
    receiver.port = controller.port
    try:
        yield receiver
    finally:
        controller.stop()


def _authenticate(_server: Any, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def _free_port() -> int:

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _certificate(folder: Path) -> Path:
    """A self-made certificate for 127.0.0.1 and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = SystemClock().now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "mail.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file
