"""``codes``: issuing, showing in every form, and verifying from the public keys alone."""

from pathlib import Path

import pytest

from config.settings import read_settings
from supervision_code.bootstrap import bootstrap
from tests.cli.conftest import Shell
from tests.importing.rows import FIRM, OTHER_FIRM


@pytest.fixture
def coded(busy_shell: Shell) -> Shell:
    """Every firm has a code."""
    assert busy_shell.run("codes", "issue", "--all").output == "已签发 2 个监督码。\n"
    return busy_shell


def test_codes_are_issued_once(coded: Shell) -> None:
    assert coded.run("codes", "issue", "--all").output == "已签发 0 个监督码。\n"
    assert coded.run("codes", "issue", "--uscc", FIRM, "--locale", "en").output == "Issued 0 supervision codes.\n"


def test_one_firm_can_be_given_its_code(busy_shell: Shell) -> None:
    assert "1" in busy_shell.run("codes", "issue", "--uscc", OTHER_FIRM).output
    busy_shell.run("codes", "show", FIRM, status=1)
    busy_shell.run("codes", "issue", "--uscc", "914403000000000276", status=1)


@pytest.mark.parametrize("options", [[], ["--all", "--uscc", FIRM]])
def test_issuing_needs_one_firm_or_all(shell: Shell, options: list[str]) -> None:
    shell.run("codes", "issue", *options, status=2)


def test_a_shown_code_is_verified_as_address_and_as_bare_token(coded: Shell) -> None:
    address = coded.run("codes", "show", FIRM).output.strip()
    assert address.startswith("http://127.0.0.1:8000/c/")
    for text in (address, address.rpartition("/")[2]):
        assert coded.run("codes", "verify", text, "--locale", "en").output.splitlines()[-1] == "Verified."


def test_a_key_set_in_a_file_is_enough_to_verify(coded: Shell, tmp_path_factory: pytest.TempPathFactory) -> None:
    address = coded.run("codes", "show", FIRM).output.strip()
    supervision = bootstrap(read_settings(coded.environment))
    keys = tmp_path_factory.mktemp("elsewhere") / "jwks.json"
    keys.write_text(supervision.codes.keys.to_jwks(), encoding="utf-8")
    supervision.database.close()
    elsewhere = Shell(keys.parent)
    assert "验证通过" in elsewhere.run("codes", "verify", address, "--keys", keys).output
    assert not (keys.parent / "own.db").exists()
    keys.write_text("{}", encoding="utf-8")
    elsewhere.run("codes", "verify", address, "--keys", keys, status=1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://elsewhere.example/c/a.b.c", "foreign_host"),
        ("hello", "no_credit_code"),
        ("a.b.c", "malformed"),
        ("x" * 601, "too_long"),
    ],
)
def test_what_is_no_code_of_ours_is_refused_with_its_reason(shell: Shell, text: str, code: str) -> None:
    assert code in shell.run("codes", "verify", text, status=1).stderr


def test_a_changed_signature_is_refused(coded: Shell) -> None:
    address = coded.run("codes", "show", FIRM).output.strip()
    changed = address[:-5] + ("AAAAA" if address[-5:] != "AAAAA" else "BBBBB")
    coded.run("codes", "verify", changed, status=1)


def test_the_code_on_a_licence_is_named(shell: Shell) -> None:
    assert FIRM in shell.run("codes", "verify", f"统一社会信用代码:{FIRM}").output


def test_pictures_are_written_and_a_file_that_cannot_be_is_told(coded: Shell) -> None:
    svg, png = coded.folder / "code.svg", coded.folder / "code.png"
    coded.run("codes", "show", FIRM, "--svg", svg, "--png", png)
    assert svg.read_text(encoding="utf-8").startswith("<svg")
    assert png.read_bytes().startswith(b"\x89PNG")
    assert "nowhere" in coded.run("codes", "show", FIRM, "--png", Path("/nowhere/code.png"), status=1).stderr
