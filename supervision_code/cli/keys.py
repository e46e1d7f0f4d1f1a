"""``keys``: the keys that sign supervision codes: whose turn it is, rotating with an overlap, revoking."""

from datetime import timedelta

import click

from supervision_code.adapters.key_ring import KeyWaits, NoSuchKey
from supervision_code.cli.product import product
from supervision_code.cli.terminal import Failed, Words, with_words
from supervision_code.domain.key_turns import OVERLAP
from supervision_code.services.keys import KeyStanding


@click.group()
def keys() -> None:
    """Keys that sign supervision codes."""


@keys.command("list")
@with_words
def list_keys(words: Words) -> None:
    """List every key: from when it signs, whether it is revoked, how many codes in force it signed."""
    with product(words) as supervision:
        standings = supervision.keys.standings()
    for standing in standings:
        turn = standing.turn
        since = (turn.revoked_at or turn.signs_from).isoformat(timespec="minutes")
        click.echo(words("keys-line", kid=turn.kid, state=_state(standing, words), since=since, codes=standing.codes))


def _state(standing: KeyStanding, words: Words) -> str:
    if standing.turn.revoked:
        return words("keys-state-revoked")
    if standing.signs:
        return words("keys-state-signs")
    return words("keys-state-waits") if standing.waits else words("keys-state-verifies")


@keys.command()
@click.option(
    "--overlap-days",
    type=click.IntRange(0, 365),
    default=OVERLAP.days,
    show_default=True,
    help="How long the new key is published before it signs.",
)
@with_words
def rotate(overlap_days: int, words: Words) -> None:
    """Publish a new key that signs when the overlap is over; codes of the old one stay good."""
    with product(words) as supervision:
        try:
            made = supervision.keys.rotate(timedelta(days=overlap_days))
        except KeyWaits as waits:
            at = waits.turn.signs_from.isoformat(timespec="minutes")
            raise Failed(words("keys-waits", kid=waits.turn.kid, at=at)) from waits
    click.echo(words("keys-rotated", kid=made.kid, at=made.signs_from.isoformat(timespec="minutes")))


@keys.command()
@click.argument("kid")
@click.confirmation_option(prompt="Destroy the private half of this key?")
@with_words
def revoke(kid: str, words: Words) -> None:
    """Revoke the key KID for good: its codes count as a licence does, live codes of it as printed ones."""
    with product(words) as supervision:
        try:
            hanging = supervision.keys.revoke(kid)
        except NoSuchKey as error:
            raise Failed(words("keys-unknown", kid=kid[:8])) from error
    click.echo(words("keys-revoked", kid=kid, codes=hanging))
