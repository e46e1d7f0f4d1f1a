"""What strangers may see of a firm: its name with the middle hidden, and the end of its credit code."""

from typing import Final

_PLACES: Final = ("广东省深圳市", "深圳市", "深圳", "广东省")
_FORMS: Final = (
    "合伙企业(有限合伙)",
    "合伙企业(普通合伙)",
    "股份有限公司",
    "有限责任公司",
    "农民专业合作社",
    "专业合作社",
    "有限公司",
    "合作社",
    "分公司",
)
_STARS: Final = "***"
_NARROW_BRACKETS: Final = str.maketrans({"\uff08": "(", "\uff09": ")"})


def mask_name(name: str) -> str:
    """Return a firm's name so that who knows the firm recognises it: place and legal form stay, the middle goes.

    The stars are always three, so that not even the length is told.
    """
    name = name.strip()
    place = next((place for place in _PLACES if name.startswith(place)), "")
    plain = name.translate(_NARROW_BRACKETS)
    form_at = len(name) - next((len(form) for form in _FORMS if plain.endswith(form)), 0)
    core = name[len(place) : max(len(place), form_at)]
    first, last = core[:1], core[2:][-1:]
    return f"{place}{first if len(core) > 1 else ''}{_STARS}{last}{name[form_at:]}"


def mask_certificate(number: str) -> str:
    """Return a certificate's number so that colleagues of one name are told apart: the last four characters."""
    return f"{_STARS}{number[-4:]}" if len(number) > 4 else _STARS  # noqa: PLR2004 - the four that are shown


def last_four(uscc: str) -> str:
    """Return the four characters of a credit code that strangers may see."""
    return uscc[-4:]
