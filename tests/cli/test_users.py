"""``user``: the first operator and accounts in need."""

import pytest

from tests.cli.conftest import Shell


def test_an_account_is_made_reset_and_disabled(shell: Shell) -> None:
    told = shell.run("user", "add", "Root", "--role", "operator").output
    assert "root" in told
    first = told.split("初始密码 ")[1].partition("，")[0]
    again = shell.run("user", "reset", "root", "--locale", "en").output
    assert first not in again
    shell.run("user", "disable", "root")


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "root", "--role", "operator"],
        ["add", "x", "--role", "operator"],
        ["add", "shop", "--role", "enterprise_member", "--uscc", "914403000000000276"],
        ["reset", "nobody"],
        ["disable", "nobody"],
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(shell: Shell, arguments: list[str]) -> None:
    shell.run("user", "add", "root", "--role", "operator")
    assert len(shell.run("user", *arguments, status=1).stderr.splitlines()) == 1


def test_a_role_that_is_none_is_wrong_usage(shell: Shell) -> None:
    shell.run("user", "add", "root", "--role", "king", status=2)


def test_lost_second_factors_are_reset_with_a_reason(shell: Shell) -> None:
    shell.run("user", "add", "root", "--role", "operator")

    assert "root" in shell.run("user", "reset-factor", "Root", "--reason", "手机丢了，已当面核实").output
    shell.run("user", "reset-factor", "root", status=2)
    assert len(shell.run("user", "reset-factor", "root", "--reason", " ", status=1).stderr.splitlines()) == 1
    shell.run("user", "reset-factor", "nobody", "--reason", "手机丢了", status=1)


def test_without_the_demonstration_there_is_no_code_for_it(shell: Shell) -> None:
    told = shell.run("demo", "code", status=1)

    assert "没有载入演示城市" in told.stderr
    (shell.folder / "demo-one-time-secret").write_text("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n", encoding="ascii")
    code = shell.run("demo", "code").output.strip()
    assert (len(code), code.isdecimal()) == (6, True)
