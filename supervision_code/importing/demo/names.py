"""Names of people, shops and companies that do not exist, made from parts."""

import random
from functools import cache
from typing import Any

from supervision_code.importing.demo.tables import read_texts


@cache
def _parts() -> dict[str, Any]:
    """Return the parts: a text without spaces is a row of characters, one with spaces a row of words."""
    return {
        name: parts if isinstance(parts, list) else parts.split() if " " in parts else list(parts)
        for name, parts in read_texts("names.toml").items()
    }


def _one(dice: random.Random, name: str) -> str:
    return str(dice.choice(_parts()[name]))


def person(dice: random.Random) -> str:
    """Return a person's name."""
    return _one(dice, "surnames") + _one(dice, "given")


def company_brand(dice: random.Random) -> str:
    """Return the name proper of a company: three characters seldom seen together."""
    return _one(dice, "first") + _one(dice, "second") + _one(dice, "third")


def shop_brand(dice: random.Random) -> str:
    """Return the name proper of a small shop."""
    return _one(dice, "shops").format(one=_one(dice, "first"), two=_one(dice, "second"))


def is_famous(name: str) -> bool:
    """Say whether a name reminds of a firm that everybody knows."""
    return any(famous in name for famous in _parts()["famous"])


def shop_address(dice: random.Random) -> str:
    """Return where a shop is, inside its street."""
    return f"{_one(dice, 'roads')}{dice.randint(1, 260)}号一层{dice.randint(101, 136)}铺"


def office_address(dice: random.Random) -> str:
    """Return where an office is, inside its street."""
    building = _one(dice, "first") + _one(dice, "second") + _one(dice, "buildings")
    room = f"{dice.randint(2, 32)}层{dice.randint(1, 12):02d}室"
    return f"{_one(dice, 'roads')}{dice.randint(1, 320)}号{building}{room}"


def factory_address(dice: random.Random) -> str:
    """Return where a workshop is, inside its street."""
    park = _one(dice, "first") + _one(dice, "second") + _one(dice, "parks")
    block = f"{dice.choice('ABCDEFGH')}栋{dice.randint(1, 5)}楼"
    return f"{_one(dice, 'factory_roads')}{dice.randint(1, 98)}号{park}{block}"
