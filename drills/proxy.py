"""A proxy between sender and product that lets requests through and loses answers."""

import contextlib
import random
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_CHUNK: Final = 65536
_SECONDS: Final = 30.0


class LosingProxy:
    """Forwards to a port of this machine; of every ten answers it loses ``lost_of_ten``, after all was carried out."""

    def __init__(self, target: int, lost_of_ten: int) -> None:
        self._target = target
        self._lost_of_ten = lost_of_ten
        self._dice = random.Random(target)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.lost = 0
        self.forwarded = 0

    def run(self) -> None:
        """Take connections until the socket is closed."""
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self, client: socket.socket) -> None:
        lose = self._dice.randrange(10) < self._lost_of_ten
        with client:
            try:
                with socket.create_connection(("127.0.0.1", self._target), timeout=_SECONDS) as server:
                    self._pass_on(client, server, lose=lose)
            except OSError:
                return

    def _pass_on(self, client: socket.socket, server: socket.socket, *, lose: bool) -> None:
        while True:
            ready, _, _ = select.select([client, server], [], [], _SECONDS)
            if client in ready:
                sent = client.recv(_CHUNK)
                if not sent:
                    return
                server.sendall(sent)
            if server in ready:
                answer = server.recv(_CHUNK)
                if not answer:
                    return
                if lose:
                    # The product has answered, so it has committed; nobody will ever hear of it.
                    self.lost += 1
                    return
                self.forwarded += 1
                client.sendall(answer)


@contextmanager
def losing_answers(target: int, lost_of_ten: int) -> Iterator[LosingProxy]:
    """Run a proxy while the block lasts."""
    proxy = LosingProxy(target, lost_of_ten)
    thread = threading.Thread(target=proxy.run, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.close()
        thread.join()
