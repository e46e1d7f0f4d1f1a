"""The forms around phones that work without network: setting one up, and taking over what one recorded."""

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from supervision_code.services.field_devices import NewPhone
from supervision_code.web.forms import Form, strip, uuid_of
from supervision_code.web.messages import lazy_t


class PhoneForm(Form):
    """A phone to be set up; its script adds the key it made, and what it was set up as before."""

    name = StringField(
        lazy_t("officer-field-name"),
        description=lazy_t("officer-field-name-hint"),
        filters=[strip],
        validators=[DataRequired(lazy_t("officer-field-name-missing")), Length(max=80)],
    )
    public_key = HiddenField(validators=[DataRequired(lazy_t("officer-field-key-missing")), Length(max=120)])
    client = HiddenField()

    def phone(self) -> NewPhone:
        """Return what the phone told of itself."""
        known = uuid_of(self.client.data)
        return NewPhone(name=self.name.data or "", public_key=self.public_key.data or "", client_id=known)


class ImportForm(Form):
    """A file that a phone exported."""

    file = FileField(
        lazy_t("officer-import-file"),
        description=lazy_t("officer-import-file-hint"),
        validators=[FileRequired(lazy_t("officer-import-file-missing"))],
        render_kw={"accept": "application/json,.json"},
    )
