"""Three witnesses on this machine for the demonstration; in earnest other bodies run them."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from config.settings import ROOT, Settings
from supervision_code.cli.terminal import CHINESE, Words

_COUNT: Final = 3
_ADDRESS: Final = re.compile(r"\S+: (http://127\.0\.0\.1:\d+)/\n")
_END_WITHIN: Final = 2.0
_CHINESE: Final = Words(CHINESE)


def _wanted(settings: Settings) -> bool:
    """Say whether the demonstration brings its own: only while no others are configured."""
    return settings.demo and settings.witnesses_file == ROOT / "config" / "witnesses.toml"


@contextmanager
def demo_witnesses(settings: Settings, log_keys: Sequence[str]) -> Iterator[Mapping[str, str]]:
    """Run the witnesses while the block lasts; give what is to be set for the product to ask them, nothing for none."""
    if not _wanted(settings):
        yield {}
        return
    folder = settings.data_folder / "demo-witnesses"
    with ExitStack() as stack:
        processes = [stack.enter_context(_running(folder / str(number), log_keys)) for number in range(1, _COUNT + 1)]
        tables = [_table(number, process) for number, process in enumerate(processes, 1)]
        file = folder / "witnesses.toml"
        file.write_text("".join(filter(None, tables)), encoding="utf-8")
        yield {"WITNESSES_FILE": str(file)}


@contextmanager
def _running(folder: Path, log_keys: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    if not (folder / "witness.key").exists():
        subprocess.run(  # noqa: S603 - our own command
            [*_witness(folder), "keygen", f"demo-witness-{folder.name}.localhost"], check=False, capture_output=True
        )
    trusted = [part for key in log_keys for part in ("--log", key)]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*_witness(folder), "serve", "--port", "0", "--end-with-input", *trusted],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _end(process)


def _witness(folder: Path) -> Sequence[str]:
    return (sys.executable, "-m", "witness", "--folder", str(folder))


def _table(number: int, process: subprocess.Popen[str]) -> str:
    """Return a witness's part of the file once it answers; nothing when it ended instead."""
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    address = _ADDRESS.fullmatch(process.stdout.readline())
    key = process.stdout.readline().strip()
    if address is None:
        return ""
    facts = {"title": _CHINESE("demo-witness", number=str(number)), "url": address[1], "key": key}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in facts.items()]
    return f"[[witness]]\n{''.join(lines)}"


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=_END_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
