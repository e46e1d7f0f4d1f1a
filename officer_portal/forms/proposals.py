"""The answers to a proposed joint visit."""

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from supervision_code.domain.planned_visits import JoiningAnswer
from supervision_code.queries.proposal_pages import ProposalPage
from supervision_code.web.filters import day
from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t


class AcceptForm(Form):
    """On which day."""

    day = SelectField(lazy_t("officer-proposal-day-chosen"), validate_choice=False)

    def offer(self, page: ProposalPage) -> None:
        """Offer the days on which everything can be done."""
        self.day.choices = [(one.isoformat(), day(one)) for one in page.days]
        if self.day.data is None:
            self.day.data = page.day.isoformat()


class HandOverForm(Form):
    """To whom the lead goes."""

    agency = RadioField(
        lazy_t("officer-proposal-heir"),
        validate_choice=False,
        validators=[InputRequired(lazy_t("officer-proposal-heir-missing"))],
    )

    def offer(self, page: ProposalPage) -> None:
        """Offer the other agencies of the visit."""
        others = [part for part in page.parts if part.answer not in {None, JoiningAnswer.DECLINED}]
        self.agency.choices = [(part.code, part.name) for part in others]


class DeclineForm(Form):
    """Why not."""

    reason = TextAreaField(
        lazy_t("officer-proposal-reason"),
        filters=[strip],
        validators=[DataRequired(lazy_t("officer-proposal-reason-missing")), Length(max=400)],
    )
