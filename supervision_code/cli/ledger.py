"""``ledger``: sealing, receipts, and the complete re-audit of the tamper-evident log."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import click

from supervision_code.adapters.note_signing import verifier_of
from supervision_code.adapters.sm_digests import AlgorithmMissing, hash_algorithm
from supervision_code.cli.product import product
from supervision_code.cli.terminal import Failed, Words, progress_bar, with_words
from supervision_code.domain.audits import AuditCounts, AuditProblem, Contradicted
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.notes import InvalidNote, Note, NoteKey, parse_key, parse_note
from supervision_code.domain.receipt_checking import CheckedPart, check_receipt
from supervision_code.domain.signers import Contradiction
from supervision_code.queries.audits import AuditRequest
from supervision_code.queries.ledger import LogStanding
from supervision_code.web.messages import label_key

_TEXT_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_KEYS = click.option("--keys", "keys_file", type=_TEXT_FILE, help="Public keys got elsewhere, one in a line.")


@click.group()
def ledger() -> None:
    """The tamper-evident log."""


@ledger.command()
@with_words
def seal(words: Words) -> None:
    """Seal what waits now, without the worker."""
    with product(words) as supervision:
        sealed = supervision.sealing.seal()
        standing = supervision.queries.ledger.standing()
    _require_running(standing, words)
    click.echo(words("ledger-sealed", entries=sealed, size=standing.sealed))


@ledger.command()
@with_words
def status(words: Words) -> None:
    """Tell how the sealing stands."""
    with product(words) as supervision:
        standing = supervision.queries.ledger.standing()
    signed_at = standing.signed_at.isoformat(timespec="seconds") if standing.signed_at else "-"
    click.echo(words("ledger-status-log", log=standing.log_id or "-", sealed=standing.sealed))
    click.echo(words("ledger-status-signed", signed=standing.signed, at=signed_at, witnessed=standing.witnessed))
    click.echo(words("ledger-status-waiting", waiting=standing.waiting))
    _require_running(standing, words)


def _require_running(standing: LogStanding, words: Words) -> None:
    if standing.halted_because is not None:
        why = words.label(standing.halted_because)
        raise Failed(words("audit-problem-log-halted", log=standing.log_id or "", why=why))


@ledger.command()
@click.option("--reason", required=True, help="Why the log cannot go on; it enters the new log's first entry.")
@click.confirmation_option(prompt="Start a new log?")
@with_words
def succeed(reason: str, words: Words) -> None:
    """Start the log that follows one that had to stop."""
    with product(words) as supervision:
        name = supervision.sealing.succeed(reason)
    click.echo(words("ledger-succeeded", log=name))


@ledger.command()
@click.argument("visit_id", type=click.UUID)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the receipt there.")
@with_words
def receipt(visit_id: UUID, out: Path | None, words: Words) -> None:
    """Write the receipts of the visit VISIT_ID; what waits is sealed first."""
    with product(words) as supervision:
        supervision.sealing.seal()
        text = supervision.queries.receipts.whole_file_of(visit_id).text
    if out is None:
        click.echo(text, nl=False)
        return
    out.write_text(text, encoding="utf-8")
    click.echo(words("ledger-receipt-written", file=str(out)))


@ledger.command("check-receipt")
@click.argument("file", type=_TEXT_FILE)
@_KEYS
@with_words
def check(file: Path, keys_file: Path | None, words: Words) -> None:
    """Check the receipt in FILE, offline; without --keys the signatures are not checked."""
    keys = _keys(keys_file, words) if keys_file else ()
    try:
        parts = check_receipt(_text(file, words), [verifier_of(key) for key in keys], _algorithm)
    except InvalidNote as error:
        raise Failed(words("ledger-receipt-unreadable", why=str(error))) from error
    for part in parts:
        click.echo(_told(part, words))
    wrong = [
        words("ledger-receipt-wrong", entry=part.entry, why=words.label(fault))
        for part in parts
        for fault in part.faults
    ]
    if not keys:
        click.echo(words("ledger-receipt-without-keys"))
    if wrong:
        raise Failed(*wrong)


def _told(part: CheckedPart, words: Words) -> str:
    at = datetime.fromtimestamp(part.at / 1000, UTC).isoformat(timespec="seconds")
    if part.index is None:
        return words("ledger-receipt-waits", kind=part.kind, at=at)
    facts = {"kind": part.kind, "at": at, "number": part.index + 1, "size": part.size or 0}
    return words("ledger-receipt-sealed", **facts, witnesses=len(part.witnesses))


@ledger.command()
@click.option("--from-checkpoint", "held", type=_TEXT_FILE, help="A checkpoint kept elsewhere, which must be a prefix.")
@_KEYS
@with_words
def verify(held: Path | None, keys_file: Path | None, words: Words) -> None:
    """Re-audit everything: entries, records, tree, checkpoints, the signer's memory."""
    given = _note(held, words) if held else None
    keys = _keys(keys_file, words) if keys_file else None
    counts, wrong = AuditCounts(), 0
    with product(words) as supervision, progress_bar() as tell:
        request = AuditRequest(given=given, keys=keys, progress=tell)
        for found in supervision.queries.audits.verify(request, counts):
            click.echo(_problem(found, words), err=True)
            wrong += 1
    looked = {"entries": counts.entries, "leaves": counts.leaves, "checkpoints": counts.checkpoints}
    click.echo(words("ledger-verified", **looked, records=counts.records, erased=counts.erased))
    if wrong:
        sys.exit(1)


def _problem(found: Contradicted, words: Words) -> str:
    facts = {name: str(value) for name, value in found.facts.items()}
    if found.problem is AuditProblem.LOG_HALTED:
        facts["why"] = words.label(Contradiction(facts["why"]))
    return words(label_key(found.problem), **facts)


def _keys(file: Path, words: Words) -> Sequence[NoteKey]:
    lines = [line.strip() for line in _text(file, words).splitlines()]
    try:
        return [parse_key(line) for line in lines if line and not line.startswith("#")]
    except InvalidNote as error:
        raise Failed(words("ledger-keys-unreadable", file=str(file), why=str(error))) from error


def _note(file: Path, words: Words) -> Note:
    try:
        return parse_note(_text(file, words))
    except InvalidNote as error:
        raise Failed(words("ledger-checkpoint-unreadable", file=str(file), why=str(error))) from error


def _text(file: Path, words: Words) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(words("ledger-file-unreadable", file=str(file))) from error


def _algorithm(name: str) -> HashAlgorithm:
    try:
        return hash_algorithm(name)
    except AlgorithmMissing as error:
        raise ValueError(str(error)) from error
