"""``client``: tokens of machines from the command line."""

import re

import pytest

from tests.cli.conftest import Shell


def given(output: str) -> tuple[str, str]:
    """The number of the client and its token."""
    return re.findall(r"[0-9a-f-]{36}", output)[0], re.findall(r"sc_[\w-]{43}", output)[0]


def test_a_client_is_added_listed_renewed_and_revoked(busy_shell: Shell) -> None:
    added = busy_shell.run("client", "add", "平台", "--kind", "system", "--agency", "SCJG", "--scope", "visits:write")
    number, token = given(added.output)
    listed = busy_shell.run("client", "list").output
    assert listed.split("\t")[:4] == [number, "active", "平台", "SCJG"]
    assert token not in listed
    assert given(busy_shell.run("client", "rotate", number, "--locale", "en").output)[1] != token
    busy_shell.run("client", "revoke", number)
    assert "revoked" in busy_shell.run("client", "list").output
    busy_shell.run("client", "revoke", number, status=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "x", "--kind", "system", "--agency", "NOBODY"],
        ["add", "x", "--kind", "device", "--username", "nobody"],
        ["add", "x", "--kind", "system", "--agency", "SCJG", "--days", "1000"],
        ["rotate", "019aab5e-3f00-7c1e-9b1a-5d2f6a7c8e90"],
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(busy_shell: Shell, arguments: list[str]) -> None:
    assert len(busy_shell.run("client", *arguments, status=1).stderr.splitlines()) == 1


def test_a_kind_that_is_none_is_wrong_usage(shell: Shell) -> None:
    shell.run("client", "add", "x", "--kind", "robot", status=2)
