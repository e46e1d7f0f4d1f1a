"""Credit codes for firms that do not exist: right in every digit, of a series that no register hands out."""

import random
from typing import Final

from supervision_code.adapters.credit_codes import check_digit
from supervision_code.domain.registry import EnterpriseKind

_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SERIES: Final = "MY"
_KINDS: Final = {EnterpriseKind.ENTERPRISE: "91", EnterpriseKind.SOLE_TRADER: "92", EnterpriseKind.COOPERATIVE: "93"}
_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_TEN: Final = 10
_CITY: Final = "440300"


def invent(kind: EnterpriseKind, district: str, dice: random.Random) -> str:
    """Return a credit code; companies are registered with the city, the others with their district."""
    is_own = kind is not EnterpriseKind.ENTERPRISE and district.startswith(_CITY[:4])
    body = _SERIES + "".join(dice.choice(_SIGNS) for _ in range(6))
    first = _KINDS[kind] + (district if is_own else _CITY) + body + _organisation_check(body)
    return first + check_digit(first)


def _organisation_check(body: str) -> str:
    """Return the check digit of the organisation code inside (GB 11714)."""
    value = 11 - sum(weight * int(sign, 36) for weight, sign in zip(_WEIGHTS, body, strict=True)) % 11
    return "X" if value == _TEN else str(value % 11)
