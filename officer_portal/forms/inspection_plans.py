"""Forms about inspection plans: what one says, why it goes back or is withdrawn."""

from typing import Final

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from supervision_code.domain.inspection_plan_contents import MOST_PERCENT, PlanContents
from supervision_code.domain.registry import ItemMethod
from supervision_code.domain.visits import InspectionType
from supervision_code.queries.inspection_plan_choices import PlanChoices
from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import lazy_t

_MOST_VISITS: Final = 99


class PlanForm(Form):
    """What a plan says. A draft may lack nearly everything: what is missing is told on its page."""

    title = StringField(
        lazy_t("plan-field-title"),
        filters=[strip],
        validators=[InputRequired(lazy_t("officer-inspection-plan-title-missing")), Length(max=160)],
    )
    basis = TextAreaField(lazy_t("plan-field-basis"), filters=[strip], validators=[Optional(), Length(max=1000)])
    type = RadioField(lazy_t("plan-field-type"), choices=choices_of(InspectionType), default=InspectionType.ROUTINE)
    method = RadioField(lazy_t("plan-method"), choices=choices_of(ItemMethod), default=ItemMethod.ON_SITE)
    items = SelectMultipleField(lazy_t("plan-field-items"), validate_choice=False)
    first_day = DateField(lazy_t("plan-field-first-day"), validators=[Optional()])
    last_day = DateField(lazy_t("plan-field-last-day"), validators=[Optional()])
    share = IntegerField(
        lazy_t("plan-field-share"),
        default=MOST_PERCENT,
        validators=[InputRequired(), NumberRange(min=1, max=MOST_PERCENT)],
    )
    cap = IntegerField(
        lazy_t("plan-field-cap"), default=1, validators=[InputRequired(), NumberRange(min=1, max=_MOST_VISITS)]
    )
    area = StringField(lazy_t("plan-area"), filters=[strip], validators=[Optional(), Length(max=160)])
    approval_authority = StringField(
        lazy_t("plan-field-approval-authority"), filters=[strip], validators=[Optional(), Length(max=160)]
    )
    approval_number = StringField(
        lazy_t("plan-field-approval-number"), filters=[strip], validators=[Optional(), Length(max=160)]
    )
    approval_day = DateField(lazy_t("plan-field-approval-day"), validators=[Optional()])
    ordered_from_above = BooleanField(lazy_t("plan-ordered"))
    order_number = StringField(
        lazy_t("plan-field-order-number"), filters=[strip], validators=[Optional(), Length(max=160)]
    )
    joint = BooleanField(lazy_t("plan-joint"))
    partners = SelectMultipleField(lazy_t("plan-field-partners"), validate_choice=False)
    may_be_joint = BooleanField(lazy_t("plan-may-be-joint"), default=True)
    without_notice = StringField(
        lazy_t("plan-without-notice"), filters=[strip], validators=[Optional(), Length(max=400)]
    )
    revision = HiddenField(default="0")

    def offer(self, choices: PlanChoices) -> None:
        """Offer the agency's published items, and the other agencies."""
        self.items.choices = [(item.code, item.name) for _, item in choices.items]
        self.partners.choices = list(choices.agencies)
        self.bases = {item.code: item.legal_basis for _, item in choices.items}

    @property
    def contents(self) -> PlanContents:
        """Return what the plan says, once the form was found valid."""
        return PlanContents(
            title=self.title.data or "",
            basis=self.basis.data or "",
            type=InspectionType(self.type.data),
            method=ItemMethod(self.method.data),
            items=tuple(self.items.data or ()),
            ordered_from_above=bool(self.ordered_from_above.data),
            order_number=self.order_number.data or "",
            approval_authority=self.approval_authority.data or "",
            approval_number=self.approval_number.data or "",
            approval_day=self.approval_day.data,
            area=self.area.data or "",
            first_day=self.first_day.data,
            last_day=self.last_day.data,
            share=self.share.data or 0,
            cap=self.cap.data or 0,
            joint=bool(self.joint.data),
            partners=tuple(self.partners.data or ()),
            may_be_joint=bool(self.may_be_joint.data),
            without_notice=self.without_notice.data or "",
        )

    @property
    def seen(self) -> int:
        """Return the revision the reader had before him; nonsense counts as none."""
        text = str(self.revision.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS else -1


class ReasonForm(Form):
    """Why a plan goes back, or is withdrawn."""

    reason = TextAreaField(
        lazy_t("plan-reason"),
        filters=[strip],
        validators=[InputRequired(lazy_t("plan-reason-missing")), Length(max=1000)],
        render_kw={"rows": 3},
    )


_MOST_DIGITS: Final = 9
