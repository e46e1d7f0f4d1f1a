"""Second factors: who needs one, what counts as one, and how long wrong ones lock."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from supervision_code.domain.permissions import Role

_FIRMS: Final = frozenset({Role.ENTERPRISE_ADMINISTRATOR, Role.ENTERPRISE_MEMBER})
NEEDED: Final = frozenset(Role) - _FIRMS
"""Who may do nothing without a second factor (trust.md 6); a firm may have one."""
MISSES: Final = 5
"""So many wrong ones in a row lock."""
_FIRST_LOCK: Final = timedelta(minutes=15)
_LONGEST_LOCK: Final = timedelta(days=1)


class SecondFactor(StrEnum):
    """What somebody has beside a password."""

    PASSKEY = "passkey"
    ONE_TIME_CODE = "one_time_code"
    RECOVERY_CODE = "recovery_code"


class StepPurpose(StrEnum):
    """What a second factor is shown for; one shown for one purpose is worth nothing for another."""

    ENROL = "enrol"
    SIGN_IN = "sign_in"
    CONFIRM = "confirm"


def lock_after(misses: int) -> timedelta | None:
    """Return how long to refuse after so many misses in a row; None: not at all.

    Every fifth locks, for twice as long as the one before, up to a day: with a stolen password and three codes valid at
    any moment, guessing for a year then succeeds in about one case of two hundred.
    """
    if misses == 0 or misses % MISSES:
        return None
    doublings = min(misses // MISSES - 1, 10)
    return min(_FIRST_LOCK * (1 << doublings), _LONGEST_LOCK)
