"""The forms of documents: which to begin, the fields of each kind, signing, and reasons."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from wtforms import DateField, FieldList, FormField, HiddenField, RadioField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, Optional

from supervision_code.domain.document_fields import MOST_ROWS, SPECS, Fields, FieldShape, FieldSpec, digest_of
from supervision_code.domain.documents import DocumentKind
from supervision_code.domain.signatures import MOST_CHARACTERS
from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import lazy_t, t

_SPARE_ROWS: Final = 2
_NAME: Final = re.compile(r"[a-z_]+(?:-[0-9]{1,4}-[a-z_]+)?")
"""Of a field, or of one in a numbered row."""
_NOT_FILLED: Final = frozenset({"csrf_token", "kept_digest"})
_LONG_COLUMNS: Final = frozenset({"question", "answer"})
_LONG: Final = Length(max=4000)
_SHORT: Final = Length(max=200)
_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "matter": "paper-matter",
        "day": "paper-day",
        "place": "paper-place",
        "helpers": "paper-helpers",
        "opinion": "paper-opinion",
        "time": "officer-document-time",
        "prepare": "paper-prepare",
        "contact": "paper-contact",
        "firm_person": "paper-firm-person",
        "firm_capacity": "paper-firm-capacity",
        "certificates_shown": "paper-certificates-shown",
        "rights_told": "paper-rights-told",
        "avoidance": "paper-avoidance",
        "seen": "paper-seen",
        "statement": "paper-statement",
        "begun": "paper-begun",
        "ended": "paper-ended",
        "purpose": "paper-sampling-purpose",
        "samples": "paper-samples",
        "name": "paper-sample-name",
        "batch": "paper-sample-batch",
        "quantity": "paper-sample-quantity",
        "seal": "paper-sample-seal",
        "note": "paper-note",
        "keeping": "paper-sample-keeping",
        "weather": "paper-weather",
        "sketch": "paper-sketch-photos",
        "asked": "paper-asked",
        "asked_capacity": "paper-asked-capacity",
        "asked_contact": "paper-asked-contact",
        "asker": "paper-asker",
        "recorder": "paper-recorder",
        "answers": "paper-inquiry",
        "question": "paper-question",
        "answer": "paper-answer",
        "rectify": "paper-rectify",
    }
)


class BeginForm(Form):
    """Which form to begin."""

    kind = RadioField(choices=choices_of(DocumentKind), validators=[InputRequired()])


class ReasonForm(Form):
    """Why a form is dropped or corrected; it shares its page with the form's fields."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="reason", **kwargs)

    reason = StringField(
        lazy_t("officer-document-reason"),
        filters=[strip],
        validators=[InputRequired(lazy_t("officer-document-reason-missing")), Length(max=400)],
    )


def _within_reason(sent: str | None) -> str | None:
    """Cut what is too long for a signature where it is found too long, so that no page sends megabytes back."""
    return sent[: MOST_CHARACTERS + 1] if sent else sent


class SignForm(Form):
    """A signature drawn on the screen."""

    seat = HiddenField(validators=[InputRequired()])
    strokes = HiddenField(lazy_t("officer-document-signature"), filters=[_within_reason])
    name = StringField(lazy_t("officer-document-name"), filters=[strip], validators=[Length(max=80)])
    capacity = StringField(lazy_t("officer-document-capacity"), filters=[strip], validators=[Length(max=80)])


class RefusalForm(Form):
    """What the firm's person said instead of signing; it shares its page with the signature."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="refusal", **kwargs)

    name = StringField(lazy_t("officer-document-name"), filters=[strip], validators=[Length(max=80)])
    capacity = StringField(lazy_t("officer-document-capacity"), filters=[strip], validators=[Length(max=80)])
    reason = StringField(
        lazy_t("officer-document-refusal"),
        filters=[strip],
        validators=[InputRequired(lazy_t("officer-document-refusal-missing")), Length(max=400)],
    )


class FieldsForm(Form):
    """The fields of one kind; made for each by ``fields_form``. ``kept_digest``: of what stood there when it opened."""

    kept_digest = HiddenField()

    def sent(self) -> dict[str, Any]:
        """Return what was filled in as the service takes it."""
        return {name: _plain(value) for name, value in self.data.items() if name not in _NOT_FILLED}

    def is_overtaken_by(self, kept: Fields) -> bool:
        """Say whether something else stands there by now; shown that, the officer goes on from it."""
        seen, self.kept_digest.data = self.kept_digest.data, digest_of(kept)
        return seen is not None and seen != self.kept_digest.data


@cache
def _form_of(kind: DocumentKind) -> type[FieldsForm]:
    return type(f"{kind.name.title()}Form", (FieldsForm,), {spec.name: _field(spec) for spec in SPECS[kind]})


def empty_form(kind: DocumentKind, fields: Fields) -> FieldsForm:
    """Return the form with what is kept already, and some empty rows below each list."""
    shown = {spec.name: _shown(spec, fields.get(spec.name)) for spec in SPECS[kind]}
    return _form_of(kind)(formdata=None, data={**shown, "kept_digest": digest_of(fields)})


def sent_form(kind: DocumentKind, fields: MultiDict[str, str]) -> FieldsForm:
    """Return the form as it was sent; a field whose row has no number of ours is passed over."""
    named = [(name, value) for name, value in fields.items(multi=True) if _NAME.fullmatch(name)]
    return _form_of(kind)(formdata=MultiDict(named))


def _field(spec: FieldSpec) -> Field:
    words = lazy_t(_LABELS[spec.name])
    match spec.shape:
        case FieldShape.TEXT:
            return TextAreaField(words, filters=[strip], validators=[Optional(), _LONG])
        case FieldShape.DAY:
            return DateField(words, validators=[Optional()])
        case FieldShape.MOMENT:
            return StringField(words, filters=[strip], validators=[Optional(), _SHORT])
        case FieldShape.YES_NO:
            return RadioField(words, choices=_yes_no, validators=[Optional()])
        case FieldShape.ROWS:
            return FieldList(FormField(_row_of(spec.columns)), words, max_entries=MOST_ROWS)
        case _:
            return StringField(words, filters=[strip], validators=[Optional(), _SHORT])


def _yes_no() -> list[tuple[str, str]]:
    return [("yes", t("officer-document-yes")), ("no", t("officer-document-no"))]


@cache
def _row_of(columns: tuple[str, ...]) -> type[PlainForm]:
    made = {
        column: (TextAreaField if column in _LONG_COLUMNS else StringField)(
            lazy_t(_LABELS[column]), filters=[strip], validators=[_LONG]
        )
        for column in columns
    }
    return type("Row", (PlainForm,), made)


def _shown(spec: FieldSpec, value: Any) -> Any:
    if spec.shape is FieldShape.ROWS:
        return [*(value or []), *({} for _ in range(_SPARE_ROWS))][:MOST_ROWS]
    if spec.shape is FieldShape.DAY:
        return _day(value)
    return value or None


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if value else None


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
