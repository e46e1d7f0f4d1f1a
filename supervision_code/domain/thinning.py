"""Which old checkpoints can go: of each hour the one that most witnesses cosigned stays, of those the largest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

KEPT_WHOLE_FOR: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OldCheckpoint:
    """A checkpoint of some time ago; ``witnesses``: how many cosigned it."""

    size: int
    root: bytes
    created_at: datetime
    witnesses: int


def superfluous(old: Iterable[OldCheckpoint]) -> Iterator[OldCheckpoint]:
    """Yield what another checkpoint of the same hour stands for. ``old`` comes smallest first, and is held hourly."""
    for _, hour in groupby(old, key=lambda one: one.created_at.replace(minute=0, second=0, microsecond=0)):
        together = list(hour)
        kept = max(together, key=lambda one: (one.witnesses, one.size))
        yield from (one for one in together if one is not kept)
