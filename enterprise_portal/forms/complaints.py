"""The form that files a complaint."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from supervision_code.domain.complaints import FEWEST_CHARACTERS, MOST_CHARACTERS, ComplaintGround
from supervision_code.queries.complaints import BlamedChoices
from supervision_code.services.complaints import Filing
from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import lazy_t, t

FREQUENT_GROUNDS: Final = (
    ComplaintGround.NO_SCAN,
    ComplaintGround.ARBITRARY,
    ComplaintGround.DUPLICATE,
    ComplaintGround.TOO_FREQUENT,
    ComplaintGround.NO_CERTIFICATE,
    ComplaintGround.ITEM_UNPUBLISHED,
)
"""Shown at once; the others are folded."""

_HINTS: Final[Mapping[ComplaintGround, str]] = MappingProxyType(
    {
        ComplaintGround.NO_SCAN: "enterprise-ground-no-scan",
        ComplaintGround.ARBITRARY: "enterprise-ground-arbitrary",
        ComplaintGround.DUPLICATE: "enterprise-ground-duplicate",
        ComplaintGround.TOO_FREQUENT: "enterprise-ground-too-frequent",
        ComplaintGround.NO_CERTIFICATE: "enterprise-ground-no-certificate",
        ComplaintGround.ITEM_UNPUBLISHED: "enterprise-ground-item-unpublished",
        ComplaintGround.GIFTS: "enterprise-ground-gifts",
        ComplaintGround.BANQUETS: "enterprise-ground-banquets",
        ComplaintGround.COST_SHIFTING: "enterprise-ground-cost-shifting",
        ComplaintGround.FORCED_INTERMEDIARY: "enterprise-ground-forced-intermediary",
        ComplaintGround.INSISTED_ON_OWNER: "enterprise-ground-insisted-on-owner",
        ComplaintGround.ARBITRARY_SEALING: "enterprise-ground-arbitrary-sealing",
        ComplaintGround.TARGETS: "enterprise-ground-targets",
        ComplaintGround.DISGUISED: "enterprise-ground-disguised",
        ComplaintGround.OTHER: "enterprise-ground-other",
    }
)


class ComplaintForm(Form):
    """What happened, who did it and when."""

    ground = RadioField(
        lazy_t("enterprise-complaint-ground"),
        choices=choices_of(ComplaintGround),
        validators=[InputRequired(lazy_t("enterprise-complaint-ground-missing"))],
    )
    agency = SelectField(lazy_t("enterprise-complaint-agency"), default="")
    happened_on = DateField(lazy_t("enterprise-complaint-day"), validators=[Optional()])
    text = TextAreaField(
        lazy_t("enterprise-complaint-text"),
        filters=[strip],
        validators=[
            InputRequired(lazy_t("enterprise-complaint-text-missing")),
            Length(FEWEST_CHARACTERS, MOST_CHARACTERS, lazy_t("enterprise-complaint-text-length")),
        ],
    )

    @classmethod
    def about_visit(cls, agencies: list[tuple[str, str]], ground: str) -> "ComplaintForm":
        """Return the form about a recorded visit: day and agencies are known."""
        form = cls(data={"ground": ground})
        del form.happened_on
        form.agency.choices = agencies
        return form

    @classmethod
    def about_any(cls, agencies: BlamedChoices, ground: str) -> "ComplaintForm":
        """Return the form about something that is not in the log; the agencies that came before stand first."""
        form = cls(data={"ground": ground})
        form.agency.choices = {
            "": [("", t("enterprise-complaint-agency-unknown"))],
            **{
                t(heading): [(choice.code, choice.name) for choice in choices]
                for heading, choices in (
                    ("enterprise-complaint-agency-came", agencies.came),
                    ("enterprise-complaint-agency-others", agencies.others),
                )
                if choices
            },
        }
        return form

    def filing(self, visit_id: UUID | None) -> Filing:
        """Return what is to be filed."""
        return Filing(
            ground=ComplaintGround(self.ground.data),
            text=self.text.data or "",
            happened_on=None if visit_id else self.happened_on.data,
            agency=self.agency.data or None,
            visit_id=visit_id,
        )

    @property
    def hints(self) -> Mapping[str, str]:
        """Return each ground explained by an example."""
        return {ground.value: t(key) for ground, key in _HINTS.items()}

    @property
    def frequent(self) -> frozenset[str]:
        """Return the grounds that are shown at once."""
        return frozenset(ground.value for ground in FREQUENT_GROUNDS)
