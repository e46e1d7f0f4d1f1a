"""Unified social credit codes (GB 32100-2015) through python-stdnum, the only door to it."""

import unicodedata
from typing import Final

from stdnum.cn import uscc as _uscc

LENGTH: Final = 18


def normalise(text: str) -> str:
    """Return the code as it is kept: narrow capitals without spaces; what is no code comes back just as plainly."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def is_valid(code: str) -> bool:
    """Say whether this is a credit code as it is kept, check digit included; ``normalise`` typed text first."""
    return len(code) == LENGTH and code.isascii() and code == code.upper() and bool(_uscc.is_valid(code))


def check_digit(first_seventeen: str) -> str:
    """Return the eighteenth character of a code; ValueError unless seventeen of the standard's characters are given."""
    if len(first_seventeen) != LENGTH - 1:
        raise ValueError(f"seventeen characters are needed, not {len(first_seventeen)}")
    return str(_uscc.calc_check_digit(first_seventeen))
