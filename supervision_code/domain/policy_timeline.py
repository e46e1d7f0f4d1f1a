"""The versions of the policy in the order in which they bind: each from a moment on, the first also before it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from supervision_code.domain.policy_in_force import PolicyInForce

BEGINNING: Final = datetime(1900, 1, 1, tzinfo=UTC)
"""From when on the first version binds: before any visit there can be."""
_END: Final = datetime(9000, 1, 1, tzinfo=UTC)
_NOTICE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class BindingPolicy:
    """A version, and the moments it binds: from ``valid_from`` on, up to but not including ``valid_until``."""

    in_force: PolicyInForce
    valid_from: datetime
    valid_until: datetime

    def binds_at(self, moment: datetime) -> bool:
        """Say whether what happens at that moment is measured by this version."""
        return self.valid_from <= moment < self.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A version was published, to bind from a moment on."""

    in_force: PolicyInForce
    valid_from: datetime


@dataclass(frozen=True, slots=True)
class PolicyTimeline:
    """Every version that binds at some time, oldest first, without gaps."""

    versions: tuple[BindingPolicy, ...]

    @classmethod
    def of(cls, *publications: Publication) -> "PolicyTimeline":
        """Return the timeline of publications in the order in which they were made; there must be one at least.

        A later publication takes the place of everything that was to bind from its own beginning on. The one that
        binds first binds all that lies before it too.
        """
        binding: list[Publication] = []
        for publication in publications:
            binding = [earlier for earlier in binding if earlier.valid_from < publication.valid_from]
            binding.append(publication)
        return cls(tuple(_with_ends(binding)))

    @classmethod
    def always(cls, in_force: PolicyInForce) -> "PolicyTimeline":
        """Return the timeline of an installation that never had but one version."""
        return cls.of(Publication(in_force=in_force, valid_from=BEGINNING))

    def at(self, moment: datetime) -> PolicyInForce:
        """Return the version that binds what happens at a moment."""
        binding = (version.in_force for version in reversed(self.versions) if version.valid_from <= moment)
        return next(binding, self.versions[0].in_force)

    def after(self, moment: datetime) -> tuple[BindingPolicy, ...]:
        """Return the versions that are published and do not bind yet."""
        return tuple(version for version in self.versions if version.valid_from > moment)


def takes_effect(now: datetime) -> datetime:
    """Return when a version published to bind at once begins to bind: a full minute, one to two minutes from now.

    Whatever began before that moment was begun under the version before; so no visit that is being stored while the
    publication commits can be judged by one version in one process and by another in the next.
    """
    return now.replace(second=0, microsecond=0) + _NOTICE


def _with_ends(publications: Iterable[Publication]) -> Iterator[BindingPolicy]:
    listed = list(publications)
    for place, publication in enumerate(listed):
        last = place == len(listed) - 1
        yield BindingPolicy(
            in_force=publication.in_force,
            valid_from=BEGINNING if place == 0 else publication.valid_from,
            valid_until=_END if last else listed[place + 1].valid_from,
        )
