"""What the form library says of its own accord, in the words of the catalogue."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from supervision_code.web.messages import t

_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "This field is required.": "form-missing",
        "Field must be at least %(min)d characters long.": "form-too-short",
        "Field cannot be longer than %(max)d characters.": "form-too-long",
        "Field must be between %(min)d and %(max)d characters long.": "form-wrong-length",
        "Number must be at least %(min)s.": "form-too-small",
        "Number must be at most %(max)s.": "form-too-large",
        "Number must be between %(min)s and %(max)s.": "form-out-of-range",
        "Not a valid date value.": "form-no-date",
        "Not a valid datetime value.": "form-no-moment",
        "Not a valid time value.": "form-no-time",
        "Not a valid integer value.": "form-no-number",
        "Not a valid decimal value.": "form-no-number",
        "Not a valid float value.": "form-no-number",
        "Not a valid choice.": "form-no-choice",
        "Invalid Choice: could not coerce.": "form-no-choice",
        "Invalid choice(s): one or more data inputs could not be coerced.": "form-no-choice",
        "'%(value)s' is not a valid choice for this field.": "form-no-choice",
        "'%(value)s' are not valid choices for this field.": "form-no-choice",
    }
)


class FormWords:
    """Stands where the library looks for translations; what it might say besides becomes one general sentence."""

    def gettext(self, string: str) -> str:
        """Return the sentence for one of the library's messages; its placeholders stay for the library to fill."""
        return t(_KEYS.get(string, "form-wrong"))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the sentence for a message that the library counts; ours need no singular."""
        return self.gettext(plural)
