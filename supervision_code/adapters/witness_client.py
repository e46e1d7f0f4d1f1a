"""Asks a witness over HTTP: short answers only, and never longer than a few seconds for the whole of it."""

import socket
import ssl
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Timer
from typing import Final
from urllib.parse import urlsplit

from supervision_code.domain.witnesses import WitnessReply

_CONNECT_SECONDS: Final = 3.0
_READ_SECONDS: Final = 4.0
_WHOLE_SECONDS: Final = 8.0
_ANSWER_BYTES: Final = 16384


class WitnessAway(Exception):
    """A witness could not be reached, or did not answer in time; the message is for the log."""


class WitnessClient:
    """Sends checkpoints to witnesses; every request is a connection of its own."""

    def __init__(
        self, *, connect: float = _CONNECT_SECONDS, read: float = _READ_SECONDS, whole: float = _WHOLE_SECONDS
    ):
        self._connect = connect
        self._read = read
        self._whole = whole

    def add_checkpoint(self, url: str, request: bytes) -> WitnessReply:
        """Return the witness's answer. Raises WitnessAway. Follows no redirect and uses no proxy."""
        connection = self._connection(url)
        # The timeouts of a socket bound each wait; somebody who sends one byte at a time needs a bound for all of them.
        over = Event()
        end = Timer(self._whole, _cut, (connection, over))
        end.daemon = True
        end.start()
        try:
            reply = self._answer(connection, f"{urlsplit(url).path}/add-checkpoint", request)
        except (OSError, HTTPException, ValueError) as error:
            raise WitnessAway(f"{type(error).__name__}") from error
        finally:
            end.cancel()
            connection.close()
        if over.is_set():
            raise WitnessAway("too slow")
        return reply

    def _connection(self, url: str) -> HTTPConnection:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme == "https":
            return HTTPSConnection(host, parts.port, timeout=self._connect, context=ssl.create_default_context())
        return HTTPConnection(host, parts.port, timeout=self._connect)

    def _answer(self, connection: HTTPConnection, path: str, request: bytes) -> WitnessReply:
        connection.connect()
        connection.sock.settimeout(self._read)
        connection.request("POST", path, request, {"Content-Type": "text/plain; charset=utf-8"})
        response = connection.getresponse()
        body = response.read(_ANSWER_BYTES + 1)
        if len(body) > _ANSWER_BYTES:
            raise ValueError("the answer is too long")
        kind = response.headers.get("Content-Type") or ""
        return WitnessReply(status=response.status, content_type=kind, body=body.decode())


def _cut(connection: HTTPConnection, over: Event) -> None:
    over.set()
    sock = connection.sock
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
