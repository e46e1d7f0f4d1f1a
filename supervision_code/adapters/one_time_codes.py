"""The door to time-based one-time codes (pyotp, RFC 6238): secrets, their addresses, and the step a code belongs to."""

import re
from datetime import datetime
from typing import Final

import pyotp
from pyotp.exceptions import OTPVerificationError

_SIX_DIGITS: Final = re.compile(r"[0-9]{6}", re.ASCII)
_NEIGHBOURS: Final = 1
"""Clocks of phones are off by some seconds: the step before and the one after count too."""


def new_secret() -> str:
    """Return a new secret of 160 bits in base32."""
    return pyotp.random_base32(32)


def address_of(secret: str, account: str, issuer: str) -> str:
    """Return the otpauth address that an authenticator app takes in from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def read_code(typed: str) -> str | None:
    """Return the six digits of what was typed, or None when it cannot be a code."""
    digits = "".join(typed.split())
    return digits if _SIX_DIGITS.fullmatch(digits) else None


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the 30-second step a code belongs to, or None when it fits none of the three around this moment.

    A step must be accepted only once, and none before it again; remembering the last one is the caller's to do.
    """
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(code, for_time=now, valid_window=_NEIGHBOURS)
    except OTPVerificationError:
        return None


def code_at(secret: str, now: datetime) -> str:
    """Return the code of this moment, as an authenticator app shows it."""
    return pyotp.TOTP(secret).at(now)
