"""The form that adds a member."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t


class MemberForm(Form):
    """Who the member is and under which name they sign in."""

    name = StringField(
        lazy_t("enterprise-member-name"),
        filters=[strip],
        validators=[InputRequired(lazy_t("enterprise-member-name-missing")), Length(max=80)],
        render_kw={"autocomplete": "off"},
    )
    username = StringField(
        lazy_t("enterprise-member-username"),
        description=lazy_t("enterprise-member-username-hint"),
        filters=[strip],
        validators=[InputRequired(lazy_t("enterprise-member-username-missing")), Length(3, 64)],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
