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
