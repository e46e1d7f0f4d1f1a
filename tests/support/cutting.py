"""A network that fails as told: a proxy before the product that loses, cuts, or answers in somebody else's name."""

import contextlib
import socket
import threading
from collections import deque
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final

from tests.support.postgresql import free_port

_LOGIN: Final = b"<!DOCTYPE html><title>Wi-Fi</title><p>Please sign in to this network.</p>"
_PATIENCE: Final = 20


class Cut(Enum):
    """How one sending fails."""

    BEFORE = auto()
    """The connection is lost before the product hears anything."""
    DURING = auto()
    """It is lost in the middle of the request."""
    AFTER = auto()
    """The product has done its work; the answer is lost."""
    HALF_ANSWER = auto()
    """The answer breaks off in the middle."""
    FORGED_RECEIPT = auto()
    """One sign of the receipt's signature is another."""
    LOGIN_PAGE = auto()
    """A Wi-Fi answers 200 with its own page."""
    LOGIN_REDIRECT = auto()
    """A Wi-Fi leads to its own page."""
    LOGIN_JSON = auto()
    """A Wi-Fi answers 201 with JSON of its own."""
    FAULT = auto()
    """Something on the way answers 502."""


_ANSWERS: Final = {
    Cut.LOGIN_PAGE: b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + _LOGIN,
    Cut.LOGIN_REDIRECT: b"HTTP/1.0 302 Found\r\nLocation: /officer/field/words.json\r\n\r\n",
    Cut.LOGIN_JSON: b'HTTP/1.0 201 Created\r\nContent-Type: application/json\r\n\r\n{"status": "ok"}',
    Cut.FAULT: b"HTTP/1.0 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n<p>bad gateway</p>",
}


class CuttingProxy:
    """Passes everything on to the product; ``down`` lets nothing through, each of ``cuts`` spoils one sending."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{free_port()}"
        self.down = False
        self.cuts: deque[Cut] = deque()
        self.always: Cut | None = None
        """Spoils every sending, while it is set."""
        self.gate = threading.Event()
        """While it is not set, sendings are on their way and arrive nowhere."""
        self.gate.set()
        self.marked: dict[bytes, Cut] = {}
        """Spoils every sending in which these bytes stand."""
        self.sendings = 0
        """How many sendings of records reached this proxy while it was up."""
        self._target = ("127.0.0.1", port)
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", int(self.origin.rsplit(":", 1)[1])), backlog=64)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.settimeout(_PATIENCE)
            if self.down:
                _reset(client)
                return
            request = _whole_request(client)
            cut = self._cut_for(request)
            if cut in _ANSWERS:
                client.sendall(_ANSWERS[cut])
            elif cut is Cut.BEFORE:
                _reset(client)
            else:
                self._pass_on(client, request, cut)

    def _cut_for(self, request: bytes) -> Cut | None:
        if not (request.startswith(b"POST /api/v1/visit-events ") or b"/photos HTTP" in request.split(b"\r\n", 1)[0]):
            return None
        with self._lock:
            self.sendings += 1
        self.gate.wait(_PATIENCE)
        for mark, cut in self.marked.items():
            if mark in request:
                return cut
        with self._lock:
            return self.always or (self.cuts.popleft() if self.cuts else None)

    def _pass_on(self, client: socket.socket, request: bytes, cut: Cut | None) -> None:
        with socket.create_connection(self._target, timeout=_PATIENCE) as product:
            if cut is Cut.DURING:
                product.sendall(request[: len(request) - 40])
                _reset(product)
                _reset(client)
                return
            product.sendall(request)
            answer = b"".join(_chunks(product))
        if cut is Cut.AFTER:
            _reset(client)
            return
        if cut is Cut.FORGED_RECEIPT:
            answer = _forged(answer)
        client.sendall(answer[: len(answer) // 2] if cut is Cut.HALF_ANSWER else answer)
        if cut is Cut.HALF_ANSWER:
            _reset(client)


def _forged(answer: bytes) -> bytes:
    place = answer.rindex(b"/promise ") + 40
    other = b"A" if answer[place : place + 1] != b"A" else b"B"
    return answer[:place] + other + answer[place + 1 :]


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    connection.close()


def _chunks(connection: socket.socket) -> Iterator[bytes]:
    while chunk := connection.recv(65536):
        yield chunk


def _whole_request(client: socket.socket) -> bytes:
    read = b""
    while b"\r\n\r\n" not in read:
        chunk = client.recv(65536)
        if not chunk:
            raise ConnectionResetError
        read += chunk
    head, _, body = read.partition(b"\r\n\r\n")
    lines = [line.split(b":", 1) for line in head.split(b"\r\n")[1:]]
    length = next((int(value) for name, value in lines if name.lower() == b"content-length"), 0)
    while len(body) < length:
        body += client.recv(65536)
    return b"\r\n\r\n".join((_closing(head), body))


def _closing(head: bytes) -> bytes:
    """One request for each connection, so that the end of the answer is the end of the connection."""
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"])
