"""``backup`` and ``restore``: copying everything out while it is used, and back into an empty database."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from supervision_code.adapters.checkpoint_signer import CheckpointSigner
from supervision_code.adapters.file_store import FileStore
from supervision_code.adapters.log_keys import LogKeys
from supervision_code.cli.product import product, settings_of_environment
from supervision_code.cli.terminal import Failed, Words, progress_bar, with_words
from supervision_code.domain.audits import AuditCounts, AuditProblem, Contradicted
from supervision_code.domain.backups import BackupRefused, Manifest
from supervision_code.domain.notes import InvalidNote, Note, parse_note
from supervision_code.product import Supervision
from supervision_code.queries.audits import AuditRequest
from supervision_code.queries.losses import Fate, Losses, LossQueries
from supervision_code.services.backups import BackupService, read_backup, restore_backup, restore_files

_FOLDER = click.Path(file_okay=False, path_type=Path)
_TEXT_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_SHENZHEN = ZoneInfo("Asia/Shanghai")
_OF_A_LOSS = frozenset({AuditProblem.SIGNER_BEYOND})
"""What a re-audit must find after a loss: the signer remembers more than the restored log holds."""


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--with-keys", is_flag=True, help="Keep the private keys too; whoever has the backup can then sign.")
@with_words
def backup(folder: Path, with_keys: bool, words: Words) -> None:
    """Write a backup into the new or empty FOLDER, while the product is used."""
    with product(words) as supervision, _told(words):
        settings = supervision.settings
        files = {"policy.toml": settings.policy_file, "holidays.toml": settings.holidays_file}
        backups = BackupService(supervision.database, supervision.clock, settings.log_id)
        keys = settings.keys_folder if with_keys else None
        manifest = backups.make(folder, files, keys, FileStore(settings.files_folder))
    _tell(manifest, folder, words)
    click.echo(words("cli-backup-with-keys" if with_keys else "cli-backup-without-keys"), err=True)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--into", "url", required=True, help="Address of the empty database.")
@click.option("--receipts", type=_FOLDER, help="Receipts that people hold: which of them are lost is listed.")
@click.option("--checkpoint", "checkpoints", type=_TEXT_FILE, multiple=True, help="A checkpoint that a witness holds.")
@with_words
def restore(folder: Path, url: str, receipts: Path | None, checkpoints: Sequence[Path], words: Words) -> None:
    """Put the backup in FOLDER into an empty database, re-audit everything and list what is lost."""
    with _told(words):
        manifest = read_backup(folder)
        _require_address(url, words)
        settings = replace(settings_of_environment(), database_url=url, log_id=manifest.base)
        with product(words, migrated=False, settings=settings) as supervision:
            restore_backup(folder, manifest, supervision.database)
            files = restore_files(folder, FileStore(settings.files_folder))
            click.echo(words("cli-restore-done", made=_local(datetime.fromisoformat(manifest.made_at))))
            click.echo(words("cli-restore-files", count=files))
            _examine(supervision, manifest, receipts, _notes(checkpoints, words), words)


def _examine(
    supervision: Supervision, manifest: Manifest, receipts: Path | None, notes: Mapping[str, Note], words: Words
) -> None:
    """Re-audit the restored database and tell what is lost."""
    wrong = [found for found in _audit(supervision, words) if found.problem not in _OF_A_LOSS]
    losses = LossQueries(supervision.database, manifest.base).compare(
        _receipts(receipts, words), notes, _remembered(supervision, manifest)
    )
    _tell_losses(losses, words)
    for found in wrong:
        facts = {name: str(value) for name, value in found.facts.items()}
        click.echo(words(f"ledger-problem-{found.problem.value.replace('_', '-')}", **facts), err=True)
    if wrong or losses.of(Fate.CHANGED) or losses.unreadable:
        raise Failed(words("cli-restore-does-not-hold"))


def _audit(supervision: Supervision, words: Words) -> list[Contradicted]:
    counts = AuditCounts()
    with progress_bar() as tell:
        found = list(supervision.queries.audits.verify(AuditRequest(progress=tell), counts))
    looked = {"entries": counts.entries, "leaves": counts.leaves, "checkpoints": counts.checkpoints}
    click.echo(words("ledger-verified", **looked, records=counts.records, erased=counts.erased))
    return found


def _tell_losses(losses: Losses, words: Words) -> None:
    if losses.entries:
        click.echo(words("cli-restore-receipts", checked=len(losses.entries), kept=len(losses.of(Fate.KEPT))))
    for one in losses.ranges:
        facts = {"log": one.log_id, "first": one.first + 1, "last": one.end, "known": one.known_by}
        click.echo(words("cli-restore-lost-range", entries=one.end - one.first, **facts))
    for fate in (Fate.LOST, Fate.CHANGED):
        for entry in losses.of(fate):
            number = "–" if entry.index is None else str(entry.index + 1)
            facts = {"file": entry.file, "entry": entry.entry, "kind": entry.kind, "number": number}
            click.echo(words(f"cli-restore-entry-{fate.value}", at=_local(entry.recorded_at), **facts))
    for file in losses.unreadable:
        click.echo(words("cli-restore-receipt-unreadable", file=file))
    lost = bool(losses.ranges or losses.of(Fate.LOST))
    click.echo(words("cli-restore-next-lost" if lost else "cli-restore-next"))


def _tell(manifest: Manifest, folder: Path, words: Words) -> None:
    size = sum(file.size for file in manifest.files) // 1024
    click.echo(words("cli-backup-done", folder=str(folder), files=len(manifest.files), kibibytes=size))
    for log in manifest.logs:
        click.echo(words("cli-backup-log", log=log.log_id, size=log.size, waiting=log.waiting))


@contextmanager
def _told(words: Words) -> Iterator[None]:
    try:
        yield
    except BackupRefused as refused:
        raise Failed(words(f"cli-backup-refused-{refused.code}", **refused.facts)) from refused


def _require_address(url: str, words: Words) -> None:
    try:
        make_url(url)
    except ArgumentError as error:
        raise Failed(words("cli-restore-no-address", url=url)) from error


def _remembered(supervision: Supervision, manifest: Manifest) -> Mapping[str, int]:
    """Return how large a tree this installation's signer has signed, by log."""
    settings = supervision.settings
    signer = CheckpointSigner(settings.ledger_folder, LogKeys(settings.keys_folder).checkpoints)
    states = {log.log_id: signer.remembered(log.log_id) for log in manifest.logs}
    return {log_id: state.size for log_id, state in states.items() if state is not None}


def _receipts(folder: Path | None, words: Words) -> Mapping[str, str]:
    if folder is None:
        return {}
    files = sorted(file for file in folder.rglob("*.txt") if file.is_file())
    if not files:
        raise Failed(words("cli-restore-no-receipts", folder=str(folder)))
    return {file.name: file.read_text(encoding="utf-8", errors="replace") for file in files}


def _notes(files: Sequence[Path], words: Words) -> Mapping[str, Note]:
    try:
        return {file.name: parse_note(file.read_text(encoding="utf-8")) for file in files}
    except (InvalidNote, UnicodeDecodeError) as error:
        raise Failed(words("cli-restore-no-checkpoint", why=str(error))) from error


def _local(moment: datetime) -> str:
    return moment.astimezone(_SHENZHEN).strftime("%Y-%m-%d %H:%M:%S")
