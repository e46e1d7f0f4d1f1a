"""Forms about policies: a file with a new one, values to change, and the order to publish."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from flask import request
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import DateField, HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from supervision_code.domain.errors import InvalidValue
from supervision_code.domain.policy_editing import EditableValue
from supervision_code.domain.policy_parsing import PolicyError
from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import lazy_t
from supervisor_portal.policy_words import problem_sentence

_T = TypeVar("_T")
LONGEST_FILE: Final = 200_000
FIELD_MARK: Final = "value:"


class Beginning(StrEnum):
    """From when a version is to bind."""

    AT_ONCE = "at_once"
    ON_A_DAY = "on_a_day"


class PolicyForm(Form):
    """A form out of which a policy is made; ``faults`` says by dotted key what is wrong with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.faults: dict[str, str] = {}

    def carry_out(self, action: Callable[[], _T]) -> _T | None:
        """Run a service call as other forms do; of a policy that is wrong every fault is kept."""

        def told() -> _T | None:
            try:
                return action()
            except PolicyError as refused:
                self.faults = {problem.key: problem_sentence(problem) for problem in refused.problems}
                return None

        return super().carry_out(told)


class UploadForm(PolicyForm):
    """A policy as a file."""

    file = FileField(
        lazy_t("supervisor-policy-file"),
        description=lazy_t("supervisor-policy-file-hint"),
        validators=[FileRequired(lazy_t("supervisor-policy-file-missing"))],
        render_kw={"accept": ".toml"},
    )

    def text(self) -> str:
        """Return the text of the file; raises InvalidValue (``file``)."""
        sent = self.file.data
        content = sent.stream.read(LONGEST_FILE + 1) if isinstance(sent, FileStorage) else b""
        name = str(sent.filename) if isinstance(sent, FileStorage) else ""
        if len(content) > LONGEST_FILE:
            raise InvalidValue(field="file", value=name, expected="expected-small-file")
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise InvalidValue(field="file", value=name, expected="expected-text-file") from error


class ValuesForm(PolicyForm):
    """The values of a draft; which there are, the draft says, so they are read as they were sent."""

    seen = HiddenField()

    @staticmethod
    def sent(values: Sequence[EditableValue]) -> Mapping[str, str | Sequence[str]]:
        """Return the values sent, by dotted key; a set of which nothing is chosen is empty."""
        return {
            value.key: request.form.getlist(FIELD_MARK + value.key)
            if value.is_set
            else request.form.get(FIELD_MARK + value.key, value.shown)[:40]
            for value in values
        }


class PublishForm(Form):
    """From when, and why."""

    beginning = RadioField(
        lazy_t("supervisor-policy-beginning"),
        choices=choices_of(Beginning),
        validators=[DataRequired(lazy_t("supervisor-policy-beginning-missing"))],
    )
    from_day = DateField(
        lazy_t("supervisor-policy-from-day"),
        description=lazy_t("supervisor-policy-from-day-hint"),
        validators=[Optional()],
    )
    reason = TextAreaField(
        lazy_t("supervisor-policy-reason"),
        description=lazy_t("supervisor-policy-reason-hint"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-policy-reason-missing")), Length(max=500)],
        render_kw={"rows": 3},
    )
    upon = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    seen = HiddenField(validators=[DataRequired()])

    def day(self) -> date | None:
        """Return the day on which it is to begin; None: at once. Raises InvalidValue (``from_day``) without a day."""
        if self.beginning.data == Beginning.AT_ONCE.value:
            return None
        if self.from_day.data is None:
            raise InvalidValue(field="from_day", value="", expected="expected-day-to-come")
        return self.from_day.data
