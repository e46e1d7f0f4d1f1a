"""The door to SMTP (smtplib): one letter over one connection, bounded in time."""

import smtplib
import socket
import ssl
from contextlib import suppress
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from threading import Timer
from typing import Final

from config.mail import MailSettings, MailTls
from supervision_code.domain.mails import UNWRITABLE, Letter, MailRefused

_WHOLE_SECONDS: Final = 45.0
_FOR_GOOD: Final = 500


class SmtpMail:
    """Sends letters through one server."""

    def __init__(self, settings: MailSettings, *, whole: float = _WHOLE_SECONDS) -> None:
        self._settings = settings
        self._whole = whole
        self._domain = settings.sender.rpartition("@")[2]

    def send(self, letter: Letter) -> None:
        """Hand a letter to the server. Raises MailRefused."""
        try:
            message = self._message(letter)
        except (*UNWRITABLE, MessageError) as error:
            raise MailRefused(f"cannot be written as a mail: {type(error).__name__}", for_good=True) from error
        try:
            self._hand_over(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [int(answer[0]) for answer in error.recipients.values()]
            raise MailRefused(f"recipient refused: {codes}", for_good=min(codes, default=0) >= _FOR_GOOD) from error
        except smtplib.SMTPDataError as error:
            refused = int(error.smtp_code) >= _FOR_GOOD
            raise MailRefused(f"mail refused: {error.smtp_code}", for_good=refused) from error
        except smtplib.SMTPResponseException as error:
            # Who may not sign in or send has wrong settings: no mail is at fault, each waits until they are mended.
            raise MailRefused(f"{type(error).__name__}: {error.smtp_code}", for_good=False) from error
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise MailRefused(f"{type(error).__name__}", for_good=False) from error

    def _hand_over(self, message: EmailMessage) -> None:
        held: list[smtplib.SMTP] = []
        # The timeouts of a socket bound each wait; somebody who sends one byte at a time needs a bound for all of them.
        end = Timer(self._whole, _cut, (held,))
        end.daemon = True
        end.start()
        try:
            server = self._connected(held)
            if self._settings.tls is MailTls.STARTTLS:
                server.starttls(context=self._context())
            if self._settings.user:
                server.login(self._settings.user, self._settings.password)
            server.send_message(message)
        finally:
            end.cancel()
            _leave(held)

    def _connected(self, held: list[smtplib.SMTP]) -> smtplib.SMTP:
        settings, seconds = self._settings, float(self._settings.seconds)
        if settings.tls is MailTls.IMPLICIT:
            return _Implicit(held, settings.host, settings.port, self._domain, seconds, self._context())
        return _Plain(held, settings.host, settings.port, self._domain, seconds)

    def _context(self) -> ssl.SSLContext:
        file = self._settings.ca_file
        return ssl.create_default_context(cafile=str(file) if file else None)

    def _message(self, letter: Letter) -> EmailMessage:
        """Return the letter as a mail; what cannot be written fails here, before a server is asked."""
        message = EmailMessage(policy=SMTP)
        message["From"] = formataddr((letter.sender_name, self._settings.sender))
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(letter.at)
        message["Message-ID"] = f"<{letter.id}@{self._domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        message["List-Unsubscribe"] = f"<{letter.settings_url}>"
        message.set_content(letter.text, charset="utf-8")
        message.add_alternative(letter.html, subtype="html", charset="utf-8")
        message.as_bytes()
        return message


def smtp_of(settings: MailSettings | None) -> SmtpMail | None:
    """Return what sends mail by these settings; None: nothing does."""
    return None if settings is None else SmtpMail(settings)


class _Plain(smtplib.SMTP):
    """A connection that is within reach before its server has said a word: the library waits in the constructor."""

    def __init__(self, held: list[smtplib.SMTP], host: str, port: int, name: str, seconds: float) -> None:
        held.append(self)
        super().__init__(host, port, local_hostname=name, timeout=seconds)


class _Implicit(smtplib.SMTP_SSL):
    """The same, protected from its first octet."""

    def __init__(
        self, held: list[smtplib.SMTP], host: str, port: int, name: str, seconds: float, context: ssl.SSLContext
    ) -> None:
        held.append(self)
        super().__init__(host, port, local_hostname=name, timeout=seconds, context=context)


def _leave(held: list[smtplib.SMTP]) -> None:
    """Say goodbye; the letter is taken or refused by now, whatever the answer is."""
    for server in held:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _cut(held: list[smtplib.SMTP]) -> None:
    for server in held:
        sock = server.sock
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
