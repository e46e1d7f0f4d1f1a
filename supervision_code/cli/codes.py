"""``codes``: issuing, showing and verifying supervision codes."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import click

from supervision_code.adapters import credit_codes
from supervision_code.adapters.signing_keys import KeyProblem
from supervision_code.adapters.system_clock import SystemClock
from supervision_code.adapters.token_signing import KeySet
from supervision_code.cli.product import product, settings_of_environment
from supervision_code.cli.terminal import Failed, Words, progress_bar, with_words
from supervision_code.domain.codes import (
    LicenceText,
    OfficerClaims,
    Refusal,
    ScannedToken,
    StaticClaims,
    VerifiedToken,
    judge_freshness,
    read_scanned_text,
)
from supervision_code.queries.code_register import CodeRegisterQueries
from supervision_code.web.messages import t_in

_BARE_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)


@click.group()
def codes() -> None:
    """Supervision codes."""


@codes.command()
@click.option("--uscc", help="Only the firm with this credit code.")
@click.option("--all", "everybody", is_flag=True, help="Every firm in business that has no code yet.")
@with_words
def issue(uscc: str | None, everybody: bool, words: Words) -> None:
    """Issue missing codes."""
    if (uscc is None) is not everybody:
        raise click.UsageError("give either --uscc or --all")
    wanted = None if uscc is None else credit_codes.normalise(uscc)
    with product(words) as supervision, progress_bar() as tell:
        issued = 0
        firms = CodeRegisterQueries(supervision.database).firms_without_code() if everybody else 1
        for count in supervision.codes.issue_missing(wanted):
            issued += count
            tell(issued / max(firms, 1))
    click.echo(words("codes-issued", count=issued))


@dataclass(frozen=True, slots=True)
class _Wanted:
    svg: Path | None
    png: Path | None
    poster: Path | None


_FILE: Final = click.Path(dir_okay=False, path_type=Path)


@codes.command()
@click.argument("uscc")
@click.option("--svg", type=_FILE, help="Write the code as an SVG picture.")
@click.option("--png", type=_FILE, help="Write the code as a PNG picture, large enough to print.")
@click.option("--poster", type=_FILE, help="Write the poster for the wall as PDF.")
@with_words
def show(uscc: str, svg: Path | None, png: Path | None, poster: Path | None, words: Words) -> None:
    """Show a firm's current code: as text, or as the pictures and the poster asked for."""
    with product(words) as supervision:
        queries = supervision.queries.codes
        code = queries.of_firm(credit_codes.normalise(uscc))
        if svg:
            _write(svg, queries.svg(code.address, words("codes-picture-title", name=code.name)).encode(), words)
        if png:
            _write(png, queries.png(code.address), words)
        if poster:
            _write(poster, queries.poster(code, t_in), words)
        if (svg or png or poster) and _is_this_machine(supervision.settings.public_url):
            click.echo(words("cli-address-of-this-machine", address=supervision.settings.public_url), err=True)
        if not (svg or png or poster):
            click.echo(code.address)


def _is_this_machine(origin: str) -> bool:
    """Say whether nobody but this machine reaches an origin: what is printed with it is good for a demonstration."""
    host = urlsplit(origin).hostname or ""
    return host == "localhost" or host.startswith("127.") or host == "::1"


def _write(file: Path, content: bytes, words: Words) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Failed(words("cli-file-unwritable", file=str(file), why=str(error.strerror))) from error
    click.echo(words("cli-file-written", file=str(file)))


@codes.command()
@click.argument("text")
@click.option(
    "--keys",
    "keys_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A key set (JWKS) to verify with; without it the public keys on record are used.",
)
@with_words
def verify(text: str, keys_file: Path | None, words: Words) -> None:
    """Verify a scanned TEXT, an address or a bare token, from the public keys alone."""
    seen = _read(text)
    if isinstance(seen, LicenceText):
        click.echo(words("codes-verified-licence", uscc=seen.uscc))
        return
    found = seen if isinstance(seen, Refusal) else _keys(keys_file, words).verify(seen.token)
    if isinstance(found, VerifiedToken):
        for line in _findings(found, words):
            click.echo(line)
        found = judge_freshness(found.claims, SystemClock().now()) or found
    if isinstance(found, Refusal):
        raise Failed(words("codes-verified-not", reason=words.label(found), code=found.value))
    click.echo(words("codes-verified"))


def _read(text: str) -> ScannedToken | LicenceText | Refusal:
    stripped = text.strip()
    if _BARE_TOKEN.fullmatch(stripped):
        return ScannedToken(stripped)
    return read_scanned_text(stripped, settings_of_environment().code_hosts, credit_codes.is_valid)


def _keys(file: Path | None, words: Words) -> KeySet:
    if file is None:
        with product(words) as supervision:
            return CodeRegisterQueries(supervision.database).published_keys()
    try:
        return KeySet.from_jwks(file.read_text(encoding="utf-8"))
    except (KeyProblem, OSError, UnicodeDecodeError) as error:
        raise Failed(f"{file}: {error}") from error


def _findings(found: VerifiedToken, words: Words) -> list[str]:
    claims = found.claims
    lines = [words("codes-found-kind", kind=words.label(claims.kind)), words("codes-found-key", kid=found.kid)]
    if found.key_revoked:
        lines.append(words("codes-found-key-revoked"))
    if isinstance(claims, OfficerClaims):
        lines += [words("codes-found-officer", id=str(claims.officer_id), visit=str(claims.visit_id))]
    else:
        lines.append(words("codes-found-id", id=claims.code_id))
    if not isinstance(claims, StaticClaims):
        lines.append(words("codes-found-expiry", at=claims.expires_at.isoformat()))
    return lines
