"""Submitting to witnesses: growth from what each knows, verified answers only, alarms once, nobody waits."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from supervision_code.adapters.note_signing import Ed25519NoteSigner
from supervision_code.adapters.witness_client import WitnessAway, WitnessClient
from supervision_code.domain.checkpoints import Checkpoint
from supervision_code.domain.digests import SHA256
from supervision_code.domain.notes import parse_key, sign_note
from supervision_code.domain.witnesses import Witness, WitnessBook, WitnessProblem, WitnessReply, WitnessState
from supervision_code.persistence import checkpoints, tree
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger_tree import LedgerCosignature
from supervision_code.persistence.models.witnesses import WitnessStanding
from supervision_code.persistence.session import Database
from supervision_code.persistence.tree import Leaf
from supervision_code.queries.witnesses import WitnessQueries, WitnessRow
from supervision_code.services.witnesses import WitnessService
from tests.support.clock import StoppedClock
from tests.witness.logs import LOG_SEED, leaves
from witness.cosigning import Witness as RealWitness
from witness.notes import CosigningKey
from witness.state import Memory

BASE = "supervision-log-1"
SIGNER = Ed25519NoteSigner(BASE, Ed25519PrivateKey.from_private_bytes(LOG_SEED))


class Answering:
    """A client whose witnesses are real ones behind a door that can be shut or answer otherwise."""

    def __init__(self) -> None:
        self.witnesses: dict[str, RealWitness] = {}
        self.instead: dict[str, Callable[[bytes], WitnessReply]] = {}
        self.requests: list[tuple[str, bytes]] = []

    def add_checkpoint(self, url: str, request: bytes) -> WitnessReply:
        self.requests.append((url, request))
        if url in self.instead:
            return self.instead[url](request)
        answer = self.witnesses[url].add_checkpoint(request)
        return WitnessReply(status=answer.status, content_type=answer.content_type, body=answer.body)


def witness_key(number: int) -> CosigningKey:
    return CosigningKey(f"w{number}.example", Ed25519PrivateKey.from_private_bytes(bytes([number + 1]) * 32))


class Scene:
    """A log in the database and witnesses that know its key."""

    def __init__(self, database: Database, clock: StoppedClock, folder: Path, count: int) -> None:
        self.database, self.clock, self.client = database, clock, Answering()
        self.keys = [witness_key(number) for number in range(count)]
        for number, key in enumerate(self.keys):
            memory = Memory(folder / f"{number}.db")
            memory.add_log(SIGNER.key.text, 0)
            self.client.witnesses[self.url(number)] = RealWitness(key, memory, lambda: int(clock.now().timestamp()))
        self.book = WitnessBook(
            witnesses=tuple(
                Witness(title=f"见证方{n}", url=self.url(n), key=parse_key(key.public.text))
                for n, key in enumerate(self.keys)
            )
        )
        self.service = WitnessService(database, clock, self.client, self.book, BASE)

    @staticmethod
    def url(number: int) -> str:
        return f"https://w{number}.example"

    def grow(self, size: int) -> None:
        with self.database.begin() as session:
            log = tree.lock_log(session, BASE, SHA256, self.clock.now())
            old = tree.size_of(session, log.log_id)
            new = [Leaf(enterprise_id=uuid4(), entry_id=uuid4(), hash=one, algorithm="sha256") for one in leaves(size)]
            tree.append(session, log.log_id, new[old:], SHA256)
            root = tree.root_of(session, log.log_id, size, SHA256)
            checkpoint = Checkpoint(origin=log.log_id, size=size, root=root)
            note = sign_note(checkpoint.text, SIGNER)
            checkpoints.store(session, checkpoint, note, SHA256, self.clock.now())

    def submit(self, *, minutes: int = 0) -> int:
        self.clock.pass_by(minutes=minutes)
        return self.service.submit()

    def rows(self) -> tuple[WitnessRow, ...]:
        return WitnessQueries(self.database, self.clock, self.book, BASE).all()

    def row(self) -> WitnessRow:
        return self.rows()[0]

    def cosigned(self) -> list[tuple[int, str]]:
        with self.database.read() as session:
            query = select(LedgerCosignature).order_by(LedgerCosignature.size, LedgerCosignature.witness)
            return [(row.size, row.witness) for row in session.scalars(query)]

    def messages(self) -> list[tuple[str, str]]:
        with self.database.read() as session:
            query = select(InboxMessage).order_by(InboxMessage.id)
            return [(row.recipient, row.key) for row in session.scalars(query)]


@pytest.fixture
def scene(database: Database, clock: StoppedClock, tmp_path: Path) -> Scene:
    return Scene(database, clock, tmp_path, 1)


@pytest.fixture
def three(database: Database, clock: StoppedClock, tmp_path: Path) -> Scene:
    return Scene(database, clock, tmp_path, 3)


def answers(status: int, body: str = "", kind: str = "text/plain") -> Callable[[bytes], WitnessReply]:
    return lambda _request: WitnessReply(status=status, content_type=kind, body=body)


def away(_request: bytes) -> WitnessReply:
    raise WitnessAway("TimeoutError")


def test_before_the_first_sealing_there_is_nothing_to_cosign(scene: Scene) -> None:
    assert scene.submit() == 0
    assert scene.row().state is WitnessState.WAITING
    assert scene.client.requests == []


def test_every_witness_cosigns_and_the_checkpoint_bears_it(three: Scene) -> None:
    three.grow(5)
    assert three.submit() == 3
    with three.database.read() as session:
        kept = checkpoints.newest(session, BASE)
    assert kept is not None
    assert kept.witnesses == ("w0.example", "w1.example", "w2.example")
    assert [row.state for row in three.rows()] == [WitnessState.FRESH] * 3
    assert three.messages() == []


def test_growth_is_proven_from_what_the_witness_knew(scene: Scene) -> None:
    for size in (1, 2, 7, 300):
        scene.grow(size)
        assert scene.submit() == 1
    assert [one[1].split(b"\n")[0] for one in scene.client.requests] == [b"old 0", b"old 1", b"old 2", b"old 7"]
    assert scene.cosigned() == [(size, "w0.example") for size in (1, 2, 7, 300)]


def test_an_unchanged_log_is_shown_again_each_minute(scene: Scene) -> None:
    scene.grow(5)
    assert [scene.submit(), scene.submit(), scene.submit(minutes=1), scene.submit()] == [1, 0, 1, 0]
    assert scene.cosigned() == [(5, "w0.example")]
    assert scene.row().seen_at == scene.clock.now()


def test_a_witness_that_knows_more_than_we_remember_is_asked_once_more(scene: Scene) -> None:
    scene.grow(5)
    scene.submit()
    other = WitnessService(scene.database, scene.clock, scene.client, scene.book, BASE)
    with scene.database.begin() as session:
        session.get_one(WitnessStanding, (BASE, "w0.example")).size = 0
    scene.grow(9)
    assert other.submit() == 1
    assert [one[1].split(b"\n")[0] for one in scene.client.requests[1:]] == [b"old 0", b"old 5"]


def test_one_that_never_stops_contradicting_is_asked_twice_and_no_more(scene: Scene) -> None:
    scene.grow(5)
    scene.client.instead[scene.url(0)] = answers(409, "3\n", "text/x.tlog.size")
    assert scene.submit() == 0
    assert len(scene.client.requests) == 2
    assert scene.row().problem is WitnessProblem.UNEXPECTED


def test_a_log_that_went_back_is_an_alarm_at_once(scene: Scene) -> None:
    scene.grow(5)
    scene.client.instead[scene.url(0)] = answers(409, "8\n", "text/x.tlog.size")
    scene.submit()
    assert (scene.row().state, scene.row().problem, scene.row().size) == (
        WitnessState.REFUSING,
        WitnessProblem.AHEAD,
        8,
    )
    assert scene.messages() == [
        ("operators", "inbox-witness-refusing"),
        ("district:440300", "inbox-witness-refusing"),
    ]


def test_a_refused_rewrite_alarms_once_and_its_end_is_told(scene: Scene) -> None:
    scene.grow(5)
    scene.submit()
    scene.client.instead[scene.url(0)] = answers(422, "no\n")
    scene.grow(6)
    for _ in range(3):
        scene.submit(minutes=1)
    assert [key for _, key in scene.messages()] == ["inbox-witness-refusing"] * 2
    scene.client.instead[scene.url(0)] = away
    scene.submit(minutes=20)
    assert scene.row().state is WitnessState.REFUSING
    scene.client.instead.clear()
    scene.submit(minutes=1)
    assert [key for _, key in scene.messages()][2:] == ["inbox-witness-back"] * 2
    assert scene.row().state is WitnessState.FRESH


def test_a_silent_witness_alarms_once_after_the_time_that_was_set(scene: Scene) -> None:
    scene.grow(5)
    scene.submit()
    scene.client.instead[scene.url(0)] = away
    scene.submit(minutes=15)
    assert scene.messages() == []
    scene.submit(minutes=1)
    scene.submit(minutes=30)
    assert [key for _, key in scene.messages()] == ["inbox-witness-silent"] * 2
    assert (scene.row().state, scene.row().size) == (WitnessState.SILENT, 5)


def test_a_page_shows_silence_even_when_no_worker_notices_it(scene: Scene) -> None:
    scene.grow(5)
    scene.submit()
    scene.clock.pass_by(minutes=16)
    assert scene.row().state is WitnessState.SILENT


@pytest.mark.parametrize("forged", ["another key", "another text", "another time", "nothing"])
def test_nothing_unverified_is_kept(scene: Scene, forged: str) -> None:
    scene.grow(5)
    with scene.database.read() as session:
        kept = checkpoints.newest(session, BASE)
    assert kept is not None
    key, now, text = scene.keys[0], int(scene.clock.now().timestamp()), kept.note.text
    lines = {
        "another key": CosigningKey("w0.example", Ed25519PrivateKey.generate()).cosign(text, now),
        "another text": key.cosign(text.replace("\n5\n", "\n6\n"), now),
        "another time": key.cosign(text, 2**62),
        "nothing": "",
    }
    scene.client.instead[scene.url(0)] = answers(200, lines[forged])
    assert scene.submit() == 0
    assert (scene.cosigned(), scene.row().problem) == ([], WitnessProblem.BAD_SIGNATURE)


def test_one_bad_witness_keeps_none_of_the_others(three: Scene) -> None:
    three.grow(5)
    three.client.instead[three.url(1)] = away
    assert three.submit() == 2
    assert [row.state for row in three.rows()] == [WitnessState.FRESH, WitnessState.WAITING, WitnessState.FRESH]
    assert three.rows()[1].problem is WitnessProblem.UNREACHABLE


# --- over the network ---


@pytest.fixture
def mute() -> Iterator[str]:
    """A witness that accepts and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def dripping() -> Iterator[str]:
    """A witness that sends a byte at a time, for ever."""
    over = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nA: ")
            try:
                while not over.wait(0.02):
                    connection.sendall(b"a")
            except OSError:
                return

    thread = threading.Thread(target=drip)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}"
    over.set()
    thread.join()
    server.close()


def test_a_witness_that_never_answers_is_given_up(mute: str) -> None:
    began = time.monotonic()
    with pytest.raises(WitnessAway):
        WitnessClient(connect=0.2, read=0.2, whole=5).add_checkpoint(mute, b"x")
    assert time.monotonic() - began < 3


def test_a_witness_that_drips_is_given_up(dripping: str) -> None:
    began = time.monotonic()
    with pytest.raises(WitnessAway):
        WitnessClient(connect=1, read=1, whole=0.3).add_checkpoint(dripping, b"x")
    assert time.monotonic() - began < 3


def test_nobody_there_is_no_error_of_ours() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(WitnessAway):
        WitnessClient().add_checkpoint(f"http://127.0.0.1:{port}", b"x")
