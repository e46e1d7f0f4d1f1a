"""The settings: read from the environment once, frozen, handed down as an argument."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from config.mail import MailSettings, read_mail

PORTALS = ("enterprise", "officer", "supervisor")
ROOT = Path(__file__).resolve().parent.parent


class SettingError(ValueError):
    """A setting has a value that cannot be used; the message names it, the value and what is expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a deployment can choose."""

    database_url: str
    portal_database_urls: Mapping[str, str]
    """Addresses of the portals that sign in to the database by a role of their own."""
    public_url: str
    """Origin under which people reach the portals, without a trailing slash."""
    port: int
    bind: str
    data_folder: Path
    """Keys and other files that must survive a restart."""
    policy_file: Path
    retention_file: Path
    """How long personal data is kept, and why."""
    witnesses_file: Path
    """Which bodies cosign the log."""
    holidays_file: Path
    dist_folder: Path
    """The built front end."""
    statement_seconds: int
    """How long PostgreSQL may take over one statement of a page; 0: as long as it takes."""
    log_id: str
    ledger_algorithm: str
    """Family of algorithms for a new log: sha256 (with Ed25519) or sm3 (with SM2); a log on record keeps its own."""
    batch_minutes: int
    """How often a batch of confidential commitments enters the ledger, whether any wait or not."""
    demo: bool
    workers: int
    log_level: str
    trusted_proxies: int
    metrics_token: str
    """Who shows it may read /metrics from afar; empty: only this machine may."""
    metrics_folder: Path | None
    """Where several server processes put their counts together."""
    mail: MailSettings | None
    """How mail is sent; None: not at all."""

    @property
    def https(self) -> bool:
        """Say whether people come over HTTPS; cookies are ``__Host-`` and Secure then."""
        return self.public_url.startswith("https://")

    @property
    def code_hosts(self) -> frozenset[str]:
        """Return the hosts whose codes are ours."""
        return frozenset({urlsplit(self.public_url).netloc.lower()})

    @property
    def fonts_folder(self) -> Path:
        """Return where the built fonts lie."""
        return self.dist_folder / "fonts"

    @property
    def own_policy_file(self) -> Path:
        """Return where an installation's own policy lies; when it is there, and POLICY_FILE is not set, it is used."""
        return self.data_folder / "policy.toml"

    @property
    def ledger_folder(self) -> Path:
        """Return where the signer of checkpoints remembers what it signed; never restored from a backup."""
        return self.data_folder / "ledger"

    @property
    def files_folder(self) -> Path:
        """Return where photos and finished documents lie."""
        return self.data_folder / "files"

    @property
    def keys_folder(self) -> Path:
        """Return where the private signing keys lie."""
        return self.data_folder / "keys"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings of this environment; raises SettingError."""
    port = _number(environ, "PORT", 8000, 65535)
    data_folder = Path(environ.get("DATA_DIR") or ROOT / "var")
    return Settings(
        database_url=_secret(environ, "DATABASE_URL") or f"sqlite:///{data_folder / 'supervision.db'}",
        portal_database_urls={
            portal: url for portal in PORTALS if (url := _secret(environ, f"{portal.upper()}_DATABASE_URL"))
        },
        public_url=_origin(environ.get("PUBLIC_URL") or f"http://127.0.0.1:{port}"),
        port=port,
        bind=environ.get("BIND") or "127.0.0.1",
        data_folder=data_folder,
        policy_file=_own_file(environ, data_folder, "policy"),
        retention_file=_own_file(environ, data_folder, "retention"),
        witnesses_file=_own_file(environ, data_folder, "witnesses"),
        holidays_file=Path(environ.get("HOLIDAYS_FILE") or ROOT / "config" / "holidays.toml"),
        dist_folder=ROOT / "static" / "dist",
        statement_seconds=_number(environ, "DATABASE_SECONDS", 15, 3600),
        log_id=environ.get("LOG_ID") or "supervision-log-1",
        ledger_algorithm=_one_of(environ, "LEDGER_ALGORITHM", ("sha256", "sm3")),
        batch_minutes=max(1, _number(environ, "BATCH_MINUTES", 60, 24 * 60)),
        demo=environ.get("DEMO", "1") != "0",
        workers=_number(environ, "WEB_WORKERS", 2, 64),
        log_level=environ.get("LOG_LEVEL") or "INFO",
        trusted_proxies=_number(environ, "TRUSTED_PROXIES", 0, 8),
        metrics_token=_secret(environ, "METRICS_TOKEN"),
        metrics_folder=Path(folder) if (folder := environ.get("PROMETHEUS_MULTIPROC_DIR")) else None,
        mail=_mail(environ),
    )


def _secret(environ: Mapping[str, str], name: str) -> str:
    """Return a secret from the environment or, when ``NAME_FILE`` is set, from that file; empty when neither is."""
    file = environ.get(f"{name}_FILE")
    if not file:
        return environ.get(name) or ""
    if environ.get(name):
        raise SettingError(f"{name} and {name}_FILE are both set: expected one of them")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{name}_FILE={file!r}: expected a readable text file") from error


def _mail(environ: Mapping[str, str]) -> MailSettings | None:
    try:
        return read_mail(environ, lambda name: _secret(environ, name))
    except SettingError:
        raise
    except ValueError as error:
        raise SettingError(str(error)) from error


def _own_file(environ: Mapping[str, str], data_folder: Path, name: str) -> Path:
    """Return the file the environment names, the installation's own, or the one that comes with the product."""
    own = data_folder / f"{name}.toml"
    named = environ.get(f"{name.upper()}_FILE")
    return Path(named or (own if own.exists() else ROOT / "config" / f"{name}.toml"))


def _one_of(environ: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    text = environ.get(name) or choices[0]
    if text not in choices:
        raise SettingError(f"{name}={text!r}: expected {' or '.join(choices)}")
    return text


def _number(environ: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal() or int(text) > most:
        raise SettingError(f"{name}={text!r}: expected a whole number from 0 to {most}")
    return int(text)


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path not in {"", "/"}:
        raise SettingError(f"PUBLIC_URL={text!r}: expected an origin such as https://code.example.gov.cn")
    return f"{parts.scheme}://{parts.netloc}"
