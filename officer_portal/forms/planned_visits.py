"""The form that plans a visit."""

from datetime import date

from wtforms import DateField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional

from supervision_code.domain.visits import InspectionType
from supervision_code.queries.officers import AgencyChoices
from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import lazy_t


class PlanForm(Form):
    """When, what kind, what for."""

    day = DateField(lazy_t("officer-plan-day"), validators=[InputRequired(lazy_t("officer-plan-day-missing"))])
    type = RadioField(
        lazy_t("officer-arrival-type"), choices=choices_of(InspectionType), default=InspectionType.ROUTINE
    )
    items = SelectMultipleField(lazy_t("officer-arrival-items"), validate_choice=False)
    note = StringField(lazy_t("officer-plan-note"), filters=[strip], validators=[Optional(), Length(max=400)])

    def offer(self, choices: AgencyChoices) -> None:
        """Offer the agency's published items."""
        self.items.choices = [(item.code, item.name) for item in choices.items]
        self.bases = {item.code: item.legal_basis for item in choices.items}

    @property
    def chosen_day(self) -> date:
        """Return the day, once the form was found valid."""
        return self.day.data or date.min

    @property
    def chosen_type(self) -> InspectionType:
        """Return the type, once the form was found valid."""
        return InspectionType(self.type.data)
