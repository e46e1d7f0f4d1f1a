"""Changes true codes in random ways and checks that none of the changed ones is accepted: ``make mutated-codes``.

Prints how many were tried and why they were refused; ends with 1 when one was accepted.
"""

import random
import string
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from supervision_code.adapters import credit_codes
from supervision_code.adapters.signing_keys import generate_private_pem
from supervision_code.adapters.token_signing import KeySet, TokenSigner
from supervision_code.domain.codes import (
    LicenceText,
    LiveClaims,
    OfficerClaims,
    Refusal,
    StaticClaims,
    code_address,
    new_code_id,
    read_scanned_text,
)

_ORIGIN: Final = "https://code.example.gov.cn"
_HOSTS: Final = frozenset({"code.example.gov.cn"})
_SIGNS: Final = string.ascii_letters + string.digits + "-_"
_ANYTHING: Final = _SIGNS + ".=+/%?#& \n\x00码é０"
_UNTIL: Final = datetime(2026, 11, 22, 6, 6, tzinfo=UTC)
_USUALLY: Final = 1_000_000
_KINDS: Final = 20
_UNCHANGED: Final = "unchanged"


def main(count: int) -> int:
    """Try that many changed codes and return the exit status."""
    dice, signer = random.Random(count), TokenSigner(generate_private_pem(), "A")
    tokens = [signer.sign(claims) for claims in _claims()]
    keys, refused, accepted = KeySet([signer.verification_key]), Counter[str](), 0
    while refused.total() - refused[_UNCHANGED] < count:
        token = dice.choice(tokens)
        text = _changed(dice, dice.choice((token, code_address(_ORIGIN, token))), tokens)
        verdict = _verdict(text, keys.verify, tokens)
        refused[verdict] += 1
        if verdict == "accepted":
            accepted += 1
            print(f"accepted: {text!r}", file=sys.stderr)
    print(f"{count} changed codes, {accepted} accepted; {dict(refused)}")
    return 1 if accepted else 0


def _claims() -> list[StaticClaims | LiveClaims | OfficerClaims]:
    static = [StaticClaims(new_code_id()) for _ in range(_KINDS)]
    live = [LiveClaims(new_code_id(), _UNTIL) for _ in range(_KINDS)]
    officer = OfficerClaims(officer_id=UUID(int=7), visit_id=UUID(int=9), expires_at=_UNTIL)
    return [*static, *live, officer]


def _changed(dice: random.Random, text: str, tokens: Sequence[str]) -> str:
    """Return the text with one to three pieces exchanged, left out, doubled or taken from another code."""
    for _ in range(dice.randint(1, 3)):
        start = dice.randrange(len(text) + 1)
        end = min(len(text), start + dice.choice((0, 1, 1, 2, 8, 40)))
        other = dice.choice(tokens)
        signs = dice.choice((_SIGNS, _SIGNS, _SIGNS, _ANYTHING))
        length = dice.choice((end - start, end - start, end - start, 0, 1, 6))
        invented = "".join(dice.choices(signs, k=length))
        text = text[:start] + dice.choice((invented, invented, text[start:end] * 2, other[start:end])) + text[end:]
    return text


def _verdict(text: str, verify: Callable[[str], object], tokens: Sequence[str]) -> str:
    """Say why a text is refused; a text that still holds a true code whole was not changed where it counts."""
    seen = read_scanned_text(text, _HOSTS, credit_codes.is_valid)
    if isinstance(seen, Refusal):
        return seen.value
    if isinstance(seen, LicenceText):
        return "licence"
    if seen.token in tokens:
        return _UNCHANGED
    found = verify(seen.token)
    return found.value if isinstance(found, Refusal) else "accepted"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else _USUALLY))
