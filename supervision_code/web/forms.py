"""The base of all forms: CSRF, catalogue labels, and refusals of the domain shown beside the fields."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms.form import BaseForm

from supervision_code.domain.errors import DomainError, NoSuchRecord, NotPermitted, NotSignedIn
from supervision_code.web.errors import sentence_of
from supervision_code.web.form_words import FormWords
from supervision_code.web.messages import label

_T = TypeVar("_T")
_NOT_OF_A_FORM = (NoSuchRecord, NotPermitted, NotSignedIn)


class Form(FlaskForm):
    """A form knows shape; what the law says comes from the domain and is shown in ``problems``."""

    class Meta(FlaskForm.Meta):
        """Lets the library speak with the catalogue's words."""

        def get_translations(self, form: BaseForm) -> FormWords:
            return FormWords()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[str] = []

    def carry_out(self, action: Callable[[], _T]) -> _T | None:
        """Run a service call; a refusal becomes a sentence of this form and None is returned.

        Use with actions that return something, ``succeeds`` with those that do not.
        """
        try:
            return action()
        except _NOT_OF_A_FORM:
            raise
        except DomainError as refusal:
            named = refusal.facts.get("field")
            field = self._fields.get(str(named)) if named else None
            if field is not None:
                field.errors = [*field.errors, sentence_of(refusal)]
            else:
                self.problems.append(sentence_of(refusal))
            return None

    def succeeds(self, action: Callable[[], None]) -> bool:
        """Run a service call that returns nothing and say whether it was done; if not, the form says why."""

        def done() -> bool:
            action()
            return True

        return self.carry_out(done) is not None


def strip(text: str | None) -> str | None:
    """Take the white space off both ends; a filter for text fields."""
    return text.strip() if isinstance(text, str) else text


def uuid_of(text: str | None) -> UUID | None:
    """Return the id in a field or an address, or None when it holds none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def choices_of(words: type[Enum], *, but: frozenset[Enum] = frozenset()) -> Callable[[], list[tuple[str, str]]]:
    """Return the choices of a closed vocabulary with their names, looked up when the form is made."""
    return lambda: [(str(w.value), label(w)) for w in words if w not in but]
