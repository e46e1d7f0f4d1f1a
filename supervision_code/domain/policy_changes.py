"""What one policy changes against another, value by value."""

from dataclasses import dataclass

from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.policy_listing import Threshold, thresholds
from supervision_code.domain.quiet_periods import QuietPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value as it was and as it is; None: it was not there, or it is there no more. At least one is a threshold."""

    before: Threshold | None
    after: Threshold | None

    @property
    def shown(self) -> Threshold:
        """Return what names the value: as it is, or as it was when it is gone."""
        one = self.after or self.before
        if one is None:
            raise ValueError("a change of nothing")
        return one

    @property
    def is_of_basis_alone(self) -> bool:
        """Say whether the value stays and only what it rests on is said differently."""
        return self.before is not None and self.after is not None and self.before.value == self.after.value


def changes(before: SupervisionPolicy, after: SupervisionPolicy) -> tuple[Change, ...]:
    """Return what differs in value or basis: what is in the new policy in its order, then what is gone."""
    old = {_name(one): one for one in thresholds(before)}
    new = {_name(one): one for one in thresholds(after)}
    changed = [Change(before=old.get(name), after=one) for name, one in new.items() if old.get(name) != one]
    gone = [Change(before=one, after=None) for name, one in old.items() if name not in new]
    return (*changed, *gone)


def _name(threshold: Threshold) -> tuple[str, str, str]:
    period = threshold.value.id if isinstance(threshold.value, QuietPeriod) else ""
    return threshold.key, threshold.agency, period
