"""The witness over HTTP: small requests, few threads, no connection that stays for ever."""

import logging
import re
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from witness.cosigning import REQUEST_BYTES, Answer, Witness

_LOG = logging.getLogger("witness")
_CONNECTIONS: Final = 16
_CONNECTION_SECONDS: Final = 30.0
_SILENCE_SECONDS: Final = 10.0
_ADDRESSES_REMEMBERED: Final = 4096
_LATEST: Final = re.compile(r"/([0-9a-f]{64})/checkpoint")


class Allowance:
    """So many requests a minute for each address; a pause of a minute makes it whole again."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_minute = a_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, address: str) -> bool:
        """Say whether this address may send one more now."""
        now = self._clock()
        with self._lock:
            left, at = self._left.pop(address, (float(self._a_minute), now))
            left = min(float(self._a_minute), left + (now - at) * self._a_minute / 60)
            self._left[address] = (left - 1 if left >= 1 else left, now)
            if len(self._left) > _ADDRESSES_REMEMBERED:
                self._left.popitem(last=False)
            return left >= 1


class WitnessServer(ThreadingHTTPServer):
    """Listens at an address; port 0 takes a free one."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], witness: Witness, a_minute: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, _Handler)
        self.witness = witness
        self.allowance = Allowance(a_minute)
        self._free = threading.BoundedSemaphore(_CONNECTIONS)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Give the connection a thread; when all are busy, close it: the log tries again later."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """Serve one connection, for half a minute at most."""
        assert isinstance(request, socket.socket)  # noqa: S101 - datagrams never come here
        end = threading.Timer(_CONNECTION_SECONDS, _cut, (request,))
        end.daemon = True
        end.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            end.cancel()
            self._free.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say that a connection broke off; what it sent is nobody's business."""
        _LOG.info("a connection broke off")


class _Handler(BaseHTTPRequestHandler):
    server: WitnessServer
    protocol_version = "HTTP/1.1"
    server_version = "supervision-witness"
    sys_version = ""
    timeout = _SILENCE_SECONDS

    def do_POST(self) -> None:  # the method's name comes from the library
        """Answer a submitted checkpoint."""
        length = self._length()
        if self.path != "/add-checkpoint":
            self._answer(Answer(HTTPStatus.NOT_FOUND, "there is nothing here\n"), last=True)
        elif not self.server.allowance.take(self.client_address[0]):
            self._answer(Answer(HTTPStatus.TOO_MANY_REQUESTS, "too many requests; wait a minute\n"), last=True)
        elif length is None:
            self._answer(Answer(HTTPStatus.LENGTH_REQUIRED, "say the length of the request\n"), last=True)
        elif length > REQUEST_BYTES:
            self._answer(Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the request is too long\n"), last=True)
        else:
            self._judge(self.rfile.read(length), length)

    def do_GET(self) -> None:  # the method's name comes from the library
        """Show the latest cosigned checkpoint of a log."""
        match = _LATEST.fullmatch(self.path)
        note = self.server.witness.latest_note(match[1]) if match else None
        # A body that is not read would be taken for the next request.
        last = "Content-Length" in self.headers or "Transfer-Encoding" in self.headers
        if note is None:
            self._answer(Answer(HTTPStatus.NOT_FOUND, "there is nothing here\n"), last=last)
        else:
            self._answer(Answer(HTTPStatus.OK, note), last=last)

    def _judge(self, request: bytes, length: int) -> None:
        if len(request) < length:
            self.close_connection = True
            return
        try:
            answer = self.server.witness.add_checkpoint(request)
        except Exception as error:  # noqa: BLE001 - the last resort: say nothing, sign nothing, go on
            _LOG.error("a request could not be judged: %s", type(error).__name__)
            answer = Answer(HTTPStatus.INTERNAL_SERVER_ERROR, "the witness cannot answer now\n")
        self._answer(answer)

    def _length(self) -> int | None:
        told = self.headers.get_all("Content-Length") or []
        plain = len(told) == 1 and re.fullmatch(r"[0-9]{1,9}", told[0]) and "Transfer-Encoding" not in self.headers
        return int(told[0]) if plain else None

    def _answer(self, answer: Answer, *, last: bool = False) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if last:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Log the first line and the status; never a body."""
        _LOG.info("%s " + format, self.client_address[0], *args)


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
