"""The stand-alone check of receipts: short, alone, right about good receipts and about every change to one."""

import ast
import base64
import json
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.architecture.house import ROOT
from tests.scripts.receipts import LOG, made_receipts, with_extra

SCRIPT = ROOT / "scripts" / "check_receipt.py"
MADE = made_receipts()
SEALED = MADE.sealed()
main: Callable[[list[str]], int] = runpy.run_path(str(SCRIPT))["main"]


def check(tmp_path: Path, receipt: str | bytes, keys: str = MADE.keys) -> int:
    (tmp_path / "keys.txt").write_text(keys)
    (tmp_path / "receipt.txt").write_bytes(receipt.encode() if isinstance(receipt, str) else receipt)
    return main([str(tmp_path / "keys.txt"), str(tmp_path / "receipt.txt")])


def test_it_is_short_and_needs_nothing_of_ours() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}


def test_it_runs_alone_in_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "check_receipt.py").write_bytes(SCRIPT.read_bytes())
    (tmp_path / "keys.txt").write_text(MADE.keys)
    (tmp_path / "receipt.txt").write_text(SEALED)
    ran = subprocess.run(
        [sys.executable, "-I", "check_receipt.py", "keys.txt", "receipt.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "第 5 号，当时日志共 9 条 sealed as no. 5 of 9" in ran.stdout
    assert "3 方中 2 方 witnessed by 2 of 3 witness-0.example witness-1.example" in ran.stdout
    assert "单位 agency: 440305-scjg" in ran.stdout
    assert "到访登记 visit_opened: 2026-11-20 10:00:00+08:00" in ran.stdout
    assert "全部成立 ALL HOLDS" in ran.stdout


def test_a_promise_alone_holds_and_says_that_it_waits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, MADE.waiting() + SEALED) == 0
    assert "尚未封存" in capsys.readouterr().out


def test_a_log_that_was_succeeded_may_hold_the_entry(tmp_path: Path) -> None:
    successor = made_receipts().sealed(origin=f"{LOG}-2")
    key = type(MADE.log)(f"{LOG}-2", MADE.log._private).key.text
    assert check(tmp_path, successor, MADE.keys + key + "\n") == 0
    other = type(MADE.log)("other-log", MADE.log._private).key.text
    assert check(tmp_path, made_receipts().sealed(origin="other-log"), MADE.keys + other + "\n") == 1


@pytest.mark.parametrize("index", range(9))
def test_every_place_of_the_tree_can_be_shown(tmp_path: Path, index: int) -> None:
    assert check(tmp_path, MADE.sealed(index=index)) == 0
    assert check(tmp_path, MADE.sealed(index=0, size=1)) == 0


def test_without_the_logs_key_nothing_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, SEALED, "") == 1
    assert check(tmp_path, SEALED, MADE.promises.key.text + "\n") == 1
    capsys.readouterr()
    only = f"{MADE.log.key.text}\n{MADE.promises.key.text}\n"
    assert check(tmp_path, SEALED, only) == 0
    assert "0 方中 0 方" in capsys.readouterr().out


def test_what_was_hidden_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, with_extra(SEALED, lambda extra: extra["openings"].pop("visit"))) == 0
    assert "未出示 not shown: visit" in capsys.readouterr().out


def _set(*path: str | int, to: object) -> Any:
    def change(extra: Any) -> None:
        for step in path[:-1]:
            extra = extra[step]
        extra[path[-1]] = to

    return change


@pytest.mark.parametrize("name", ["visit", "\x1b[8mvisit"])
def test_nothing_in_a_receipt_steers_the_terminal_that_shows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    claim = "\n✓ 全部成立 ALL HOLDS\x1b[8m\u202e"
    forged = with_extra(SEALED, _set("openings", name, to={"salt": "00" * 16, "value": {"result": claim}}))
    assert check(tmp_path, forged) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(line.isprintable() for line in lines)
    assert not any(line.startswith("✓") for line in lines)


@pytest.mark.parametrize(
    "change",
    [
        _set("openings", "firm", "value", to="another firm"),
        _set("openings", "firm", "salt", to="00"),
        _set("openings", "invented", to={"salt": "00", "value": "x"}),
        _set("openings", "visit", "value", "started", to=1),
        _set("body", to="{}"),
        _set("body", to="no JSON"),
        _set("promise", to="nothing signed\n\n— nobody AAAAAAAA\n"),
    ],
)
def test_a_changed_content_does_not_hold(tmp_path: Path, change: Any) -> None:
    assert check(tmp_path, with_extra(SEALED, change)) == 1


def test_a_changed_cosignature_does_not_hold(tmp_path: Path) -> None:
    lines = SEALED.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("— witness-1"))
    name, encoded = lines[at].rsplit(" ", 1)
    other = "A" if encoded[30] != "A" else "B"
    lines[at] = f"{name} {encoded[:30]}{other}{encoded[31:]}"
    assert check(tmp_path, "\n".join(lines) + "\n") == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400)
@given(at=st.integers(0, len(SEALED.encode()) - 1), to=st.integers(0, 255))
def test_no_changed_byte_passes_unnoticed(tmp_path: Path, at: int, to: int) -> None:
    good = SEALED.encode()
    changed = good[:at] + bytes([to]) + good[at + 1 :]
    status = check(tmp_path, changed)
    if changed == good:
        assert status == 0
    elif status == 0:
        # Only a name or key hash of a cosignature may change, and then that witness is no longer counted; or what
        # changes nothing that is proven: capitals in a salt, the name under which the promise would have been shown.
        assert good.rindex(b"\n\n") < at or facts_of(changed) == facts_of(good)


def facts_of(receipt: bytes) -> tuple[str, str]:
    """What a receipt says is on record: the entry, and what its commitments open to."""
    extra = json.loads(base64.b64decode(receipt.split(b"\n")[1].removeprefix(b"extra ")))
    opened = {name: (bytes.fromhex(one["salt"]).hex(), one["value"]) for name, one in extra["openings"].items()}
    return extra["body"], json.dumps(opened, sort_keys=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(receipt=st.binary(max_size=200))
def test_garbage_is_no_receipt(tmp_path: Path, receipt: bytes) -> None:
    assert check(tmp_path, receipt) == 2
    assert check(tmp_path, b"c2sp.org/tlog-proof@v1\n" + receipt) in {1, 2}


def test_wrong_usage_says_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main([str(tmp_path / "none")]) == 2
    assert check(tmp_path, SEALED, "not a key\n") == 2
    assert check(tmp_path, SEALED, MADE.log.key.text.replace("+", "x+", 1)) == 2
    assert "用法 Usage" in capsys.readouterr().err
