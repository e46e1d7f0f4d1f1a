"""The command ``supervision-witness``: exit status 0 done, 1 something is wrong, 2 wrong usage."""

import argparse
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from witness.cosigning import FORK, Witness
from witness.notes import CosigningKey, Malformed, cosigned_at, parse_checkpoint
from witness.server import WitnessServer
from witness.state import LogState, Memory

_OF_OTHERS: Final = 0o077
_MINUTE: Final = 60


class Refused(Exception):
    """The command cannot be done; the sentence says why."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its status."""
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = chosen.command
    try:
        sys.exit(command(chosen))
    except (Refused, Malformed, OSError) as error:
        print(f"supervision-witness: {error}", file=sys.stderr)
        sys.exit(1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="supervision-witness",
        description="Cosigns the supervision log as long as it only grows. 监督日志只增不改时，为它联署。",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(os.environ.get("WITNESS_FOLDER") or "witness-data"),
        help="where key and memory lie (or WITNESS_FOLDER); default: witness-data",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    keygen = commands.add_parser("keygen", help="make the key and print its public part 生成密钥")
    keygen.add_argument("name", help="the witness's name, such as witness.example.org")
    keygen.set_defaults(command=_keygen)
    commands.add_parser("key", help="print the public key 显示公钥").set_defaults(command=_key)
    add_log = commands.add_parser("add-log", help="trust the key of a log 登记日志的公钥")
    add_log.add_argument("vkey", help="the log's public key, as name+hash+key")
    add_log.set_defaults(command=_add_log)
    serve = commands.add_parser("serve", help="answer the logs 开始联署")
    serve.add_argument("--host", default="127.0.0.1", help="default: this machine only")
    serve.add_argument("--port", type=int, default=7380)
    serve.add_argument("--log", action="append", default=[], metavar="VKEY", help="trust this key, as add-log does")
    serve.add_argument("--requests-a-minute", type=int, default=120, help="from each address; default 120")
    serve.add_argument("--end-with-input", action="store_true", help="end when the standard input ends")
    serve.set_defaults(command=_serve)
    status = commands.add_parser("status", help="say how the logs are; 1 when one is silent or forked 查看状态")
    status.add_argument("--silence", type=int, default=15, metavar="MINUTES", help="how long is too long; default 15")
    status.set_defaults(command=_status)
    evidence = commands.add_parser("evidence", help="list or export contradictions 列出或导出证据")
    evidence.add_argument("--export", type=Path, metavar="FOLDER", help="write every one into files there")
    evidence.set_defaults(command=_evidence)
    verify = commands.add_parser("verify-checkpoint", help="check a checkpoint from a file 核对检查点")
    verify.add_argument("file", type=Path)
    verify.set_defaults(command=_verify_checkpoint)
    return parser


def _keygen(chosen: argparse.Namespace) -> int:
    file = _key_file(chosen.folder)
    if file.exists():
        raise Refused(f"there is a key already: {file}; a witness keeps its key")
    key = CosigningKey.made(chosen.name)
    chosen.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(key.secret_text)
        opened.flush()
        os.fsync(opened.fileno())
    print(key.public.text)
    return 0


def _key(chosen: argparse.Namespace) -> int:
    print(_read_key(chosen.folder).public.text)
    return 0


def _add_log(chosen: argparse.Namespace) -> int:
    _read_key(chosen.folder)
    print(_memory(chosen.folder).add_log(chosen.vkey, _now()))
    return 0


def _serve(chosen: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    key = _read_key(chosen.folder)
    memory = _memory(chosen.folder)
    for vkey in chosen.log:
        memory.add_log(vkey, _now())
    witness = Witness(key, memory, _now)
    server = WitnessServer((chosen.host, chosen.port), witness, chosen.requests_a_minute)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: _end(server))
    if chosen.end_with_input:
        threading.Thread(target=_end_with_input, args=(server,), daemon=True).start()
    print(f"{key.public.name}: http://{chosen.host}:{server.server_address[1]}/\n{key.public.text}", flush=True)
    with server:
        server.serve_forever(poll_interval=0.2)
    return 0


def _end(server: WitnessServer) -> None:
    """Shutting down waits for the loop, which runs in this very thread: ask from another."""
    threading.Thread(target=server.shutdown, daemon=True).start()


def _end_with_input(server: WitnessServer) -> None:
    sys.stdin.buffer.read()
    server.shutdown()


def _status(chosen: argparse.Namespace) -> int:
    memory = _memory(chosen.folder)
    logs, now = memory.logs(), _now()
    forked = {one.origin for one in memory.evidence() if one.kind == FORK}
    if not logs:
        raise Refused("no log is known here yet: add one with add-log")
    for log in logs:
        print(_told(log, now, forked=log.origin in forked, silent=_silent(log, now, chosen.silence)))
    return int(bool(forked) or any(_silent(log, now, chosen.silence) for log in logs))


def _silent(log: LogState, now: int, minutes: int) -> bool:
    return log.silent_for(now) > minutes * _MINUTE


def _told(log: LogState, now: int, *, forked: bool, silent: bool) -> str:
    size = f"size {log.latest.size}, cosigned {_day(log.latest.cosigned_at)}" if log.latest else "nothing cosigned yet"
    words = [f"{log.origin}: {size}"]
    if silent:
        words.append(f"SILENT for {log.silent_for(now) // _MINUTE} minutes 已沉默")
    if forked:
        words.append("FORKED, see evidence 出现分叉，见证据")
    if log.evidence:
        words.append(f"{log.evidence} kept as evidence 证据 {log.evidence} 份")
    return "; ".join(words)


def _evidence(chosen: argparse.Namespace) -> int:
    kept = _memory(chosen.folder).evidence()
    for one in kept:
        print(f"{one.id}  {one.kind}  {one.origin}  {_day(one.received_at)}")
        if chosen.export:
            chosen.export.mkdir(parents=True, exist_ok=True)
            (chosen.export / f"{one.id}-{one.kind}-request.txt").write_bytes(one.request)
            (chosen.export / f"{one.id}-{one.kind}-known.txt").write_text(one.known, encoding="utf-8")
    return 0


def _verify_checkpoint(chosen: argparse.Namespace) -> int:
    checkpoint = parse_checkpoint(chosen.file.read_text(encoding="utf-8"))
    memory = _memory(chosen.folder)
    if not checkpoint.lines_of(memory.keys_of(checkpoint.origin)):
        raise Refused("no log known here signed this checkpoint 没有已登记的日志签署过它")
    at = cosigned_at(checkpoint, _read_key(chosen.folder).public)
    print(f"{checkpoint.origin}: size {checkpoint.size}, signed by the log 日志签名有效")
    print(f"cosigned here {_day(at)} 本方已联署" if at is not None else "not cosigned here 本方未联署")
    return 0


def _memory(folder: Path) -> Memory:
    if not folder.is_dir():
        raise Refused(f"there is no folder {folder}: begin with keygen")
    return Memory(folder / "witness.db")


def _read_key(folder: Path) -> CosigningKey:
    file = _key_file(folder)
    if not file.exists():
        raise Refused(f"there is no key in {folder}: begin with keygen")
    if file.stat().st_mode & _OF_OTHERS:
        raise Refused(f"{file} is open to other users: run chmod 600 {file}")
    return CosigningKey.read(file.read_text(encoding="utf-8"))


def _key_file(folder: Path) -> Path:
    return folder / "witness.key"


def _now() -> int:
    return int(time.time())


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
