"""How mail is sent, read from the environment: off by default, and nothing half set."""

from pathlib import Path

import pytest

from config.mail import MailTls
from config.settings import SettingError, read_settings

GOOD = {"MAIL_HOST": "smtp.example.gov.cn", "MAIL_FROM": "no-reply@example.gov.cn"}


def test_without_a_host_there_is_no_mail() -> None:
    assert read_settings({"MAIL_FROM": "no-reply@example.gov.cn"}).mail is None


@pytest.mark.parametrize(("mode", "port"), [("", 587), ("starttls", 587), ("implicit", 465), ("none", 25)])
def test_the_usual_port_follows_the_protection(mode: str, port: int) -> None:
    mail = read_settings({**GOOD, "MAIL_TLS": mode}).mail
    assert mail is not None
    assert mail.port == port
    assert mail.tls is (MailTls(mode) if mode else MailTls.STARTTLS)


def test_the_password_comes_from_a_file_and_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("secret\n", encoding="utf-8")
    mail = read_settings({**GOOD, "MAIL_USER": "code", "MAIL_PASSWORD_FILE": str(file)}).mail
    assert mail is not None
    assert mail.password == "secret"
    assert "secret" not in repr(mail)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"MAIL_FROM": ""}, "MAIL_FROM"),
        ({"MAIL_FROM": "no reply@example.cn"}, "MAIL_FROM"),
        ({"MAIL_TLS": "ssl"}, "MAIL_TLS"),
        ({"MAIL_PORT": "0"}, "MAIL_PORT"),
        ({"MAIL_PORT": "70000"}, "MAIL_PORT"),
        ({"MAIL_SECONDS": "soon"}, "MAIL_SECONDS"),
        ({"MAIL_TLS": "none", "MAIL_USER": "code"}, "MAIL_TLS"),
        ({"MAIL_PASSWORD": "a", "MAIL_PASSWORD_FILE": "/dev/null"}, "MAIL_PASSWORD"),
    ],
)
def test_what_is_wrong_is_named(wrong: dict[str, str], named: str) -> None:
    with pytest.raises(SettingError, match=named):
        read_settings({**GOOD, **wrong})


def test_a_password_may_go_unprotected_on_this_machine_only() -> None:
    mail = read_settings({**GOOD, "MAIL_HOST": "127.0.0.1", "MAIL_TLS": "none", "MAIL_USER": "code"}).mail
    assert mail is not None
    assert mail.user == "code"
