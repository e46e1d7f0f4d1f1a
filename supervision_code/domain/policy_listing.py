"""A policy as a list: every threshold under the dotted key of its file, with its value and its basis."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from typing import TypeAlias

from supervision_code.domain.policy import AnnualCap, CountedTypes, Counting, LegalBasis, SupervisionPolicy, TierCaps
from supervision_code.domain.quiet_periods import QuietPeriod
from supervision_code.domain.visits import InspectionType

Value: TypeAlias = int | Fraction | tuple[InspectionType, ...] | QuietPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One value of a policy; ``agency`` is set where it is an answer for one agency alone."""

    key: str
    value: Value
    basis: LegalBasis | None
    agency: str = ""

    @property
    def section(self) -> str:
        """Return the table of the file it stands in, or its own name where it stands in none."""
        return self.key.partition(".")[0]


def thresholds(policy: SupervisionPolicy) -> tuple[Threshold, ...]:
    """Return every threshold in the order of the file's tables."""
    found: list[Threshold] = []
    for one in fields(policy):
        if one.name != "basis":
            for key, agency, value in _values(one.name, getattr(policy, one.name)):
                found.append(Threshold(key=key, value=value, basis=policy.basis_of(key), agency=agency))
    return tuple(found)


def _values(key: str, value: object) -> Iterator[tuple[str, str, Value]]:
    match value:
        case Counting() | AnnualCap():
            yield from _by_agency(key, value)
        case tuple():
            yield from ((key, "", period) for period in value)
        case int():
            yield key, "", value
        case _ if is_dataclass(value):
            yield from ((f"{key}.{inner.name}", "", getattr(value, inner.name)) for inner in fields(value))


def _by_agency(key: str, answers: Counting | AnnualCap) -> Iterator[tuple[str, str, Value]]:
    """Return the usual answer, then those for single agencies."""
    for agency, answer in {"": answers.default, **answers.agencies}.items():
        if isinstance(answer, CountedTypes):
            yield from _counted_types(key, agency, answer)
        else:
            yield from _caps(key, agency, answer)


def _counted_types(key: str, agency: str, counted: CountedTypes) -> Iterator[tuple[str, str, Value]]:
    yield f"{key}.types", agency, tuple(sorted(counted.types))
    yield f"{key}.not_when_ordered_from_above", agency, tuple(sorted(counted.not_when_ordered_from_above))


def _caps(key: str, agency: str, caps: TierCaps) -> Iterator[tuple[str, str, Value]]:
    for tier, cap in sorted(caps.by_tier.items()):
        yield f"{key}.{tier.value}", agency, cap
    yield f"{key}.unknown", agency, caps.unknown
