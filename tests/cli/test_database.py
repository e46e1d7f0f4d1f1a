"""``db upgrade`` makes a database, and says once what it did."""

from tests.cli.conftest import Shell


def test_the_first_upgrade_puts_districts_policy_and_key_on_record(bare_shell: Shell) -> None:
    told = bare_shell.run("db", "upgrade", "--locale", "en").output.splitlines()
    assert told[0] == "The database is up to date."
    assert told[1] == "Added 90 districts and streets of Shenzhen."
    assert told[2].startswith("Published the supervision policy, hash ")
    assert told[3] == "Published 1 public keys."


def test_a_second_upgrade_changes_nothing(shell: Shell) -> None:
    assert shell.run("db", "upgrade").output.splitlines() == ["数据库已是最新版本。"]


def test_without_an_upgrade_a_command_says_what_to_do(bare_shell: Shell) -> None:
    assert "supervision-code db upgrade" in bare_shell.run("findings", "evaluate", status=1).stderr


def test_a_database_that_does_not_answer_is_one_line(bare_shell: Shell) -> None:
    told = bare_shell.run("db", "upgrade", status=1, DATABASE_URL="postgresql://127.0.0.1:1/nowhere")
    assert len(told.stderr.splitlines()) == 1


def test_a_broken_policy_file_tells_each_key(bare_shell: Shell) -> None:
    file = bare_shell.folder / "policy.toml"
    file.write_text("officers_per_visit = 0\n", encoding="utf-8")
    told = bare_shell.run("db", "upgrade", status=1, POLICY_FILE=str(file)).stderr.splitlines()
    assert any(line.startswith("officers_per_visit = 0") for line in told)
    assert len(told) > 5


def test_a_wrong_setting_is_wrong_usage(bare_shell: Shell) -> None:
    assert "PORT" in bare_shell.run("serve", status=2, PORT="eighty").stderr
