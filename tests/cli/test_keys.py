"""``keys``: listing, rotating and revoking on the command line."""

from pathlib import Path

from tests.cli.conftest import Shell


def test_keys_are_rotated_once_and_listed(shell: Shell) -> None:
    assert "新密钥 B 已公布" in shell.run("keys", "rotate").output
    assert "B is published already" in shell.run("keys", "rotate", "--locale", "en", status=1).output
    lines = shell.run("keys", "list", "--locale", "en").output.splitlines()

    assert [line.split()[0] for line in lines] == ["A", "B"]
    assert "signs" in lines[0]
    assert "waits for its turn" in lines[1]


def test_a_revoked_key_is_listed_as_such(shell: Shell) -> None:
    assert "已吊销" in shell.run("keys", "revoke", "A", "--yes").output
    assert "revoked" in shell.run("keys", "list", "--locale", "en").output.splitlines()[0]
    shell.run("keys", "revoke", "Z", "--yes", status=1)


def test_a_key_that_others_can_read_stops_every_command(shell: Shell) -> None:
    key = next((Path(shell.folder) / "keys").glob("*.pem"))
    key.chmod(0o644)

    assert f"run chmod 600 {key}" in shell.run("keys", "list", status=1).output


def test_secrets_may_lie_in_files(bare_shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "address"
    file.write_text(f"sqlite:///{tmp_path / 'other.db'}\n")
    bare_shell.run("db", "upgrade", DATABASE_URL="", DATABASE_URL_FILE=str(file))

    assert (tmp_path / "other.db").exists()
    bare_shell.run("db", "upgrade", status=2, DATABASE_URL_FILE=str(file))
    bare_shell.run("db", "upgrade", status=2, DATABASE_URL="", DATABASE_URL_FILE=str(tmp_path / "missing"))
