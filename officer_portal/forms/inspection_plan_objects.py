"""Forms that choose the firms of a plan: a list that is pasted or sent as a file, and criteria."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask_wtf.file import FileField
from wtforms import IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from officer_portal.inspection_plan_files import codes_of, sentence_of_problem
from supervision_code.domain.inspection_plan_criteria import Criteria, industry_prefixes, listed_codes
from supervision_code.domain.inspection_plan_objects import ObjectProblem, ObjectsRefused
from supervision_code.domain.registry import EnterpriseKind, RiskTier
from supervision_code.importing.problems import FileRefused
from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import lazy_t

_T = TypeVar("_T")
_LONGEST_LIST: Final = 500_000
_MOST_FIRMS: Final = 10_000_000


class ListForm(Form):
    """Credit codes: pasted, or one column of a file. ``wrong``: entries that cannot be in the plan."""

    codes = TextAreaField(
        lazy_t("plan-choose-codes"), filters=[strip], validators=[Optional(), Length(max=_LONGEST_LIST)]
    )
    file = FileField(lazy_t("plan-choose-file"), render_kw={"accept": ".csv,.xlsx"})
    base = IntegerField(lazy_t("plan-base"), validators=[Optional(), NumberRange(min=1, max=_MOST_FIRMS)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wrong: tuple[ObjectProblem, ...] = ()

    def carry_out(self, action: Callable[[], _T]) -> _T | None:
        """Run a service call as other forms do; of a list that is refused every entry is kept."""

        def told() -> _T | None:
            try:
                return action()
            except ObjectsRefused as refused:
                self.wrong = refused.problems
            except FileRefused as refused:
                self.problems += [sentence_of_problem(problem) for problem in refused.problems]
            return None

        return super().carry_out(told)

    @property
    def listed(self) -> tuple[str, ...]:
        """Return what was pasted, then what stands in the file. Raises FileRefused."""
        return tuple(dict.fromkeys((*listed_codes(self.codes.data or ""), *codes_of(self.file.data))))


class CriteriaForm(Form):
    """What the firms of a plan have in common; nothing chosen asks nothing."""

    areas = SelectMultipleField(lazy_t("plan-choose-areas"))
    industries = StringField(
        lazy_t("plan-choose-industries"), filters=[strip], validators=[Optional(), Length(max=200)]
    )
    tiers = SelectMultipleField(lazy_t("plan-choose-tiers"), choices=choices_of(RiskTier))
    kinds = SelectMultipleField(lazy_t("plan-choose-kinds"), choices=choices_of(EnterpriseKind))

    @classmethod
    def remembering(cls, criteria: Criteria) -> "CriteriaForm":
        """Return the form as it was filled in last."""
        return cls(
            formdata=None,
            areas=list(criteria.areas),
            industries=" ".join(criteria.industries),
            tiers=[tier.value for tier in criteria.tiers],
            kinds=[kind.value for kind in criteria.kinds],
        )

    @property
    def criteria(self) -> Criteria:
        """Return the criteria, once the form was found valid."""
        return Criteria(
            areas=tuple(self.areas.data or ()),
            industries=industry_prefixes(self.industries.data or ""),
            tiers=tuple(RiskTier(tier) for tier in self.tiers.data or ()),
            kinds=tuple(EnterpriseKind(kind) for kind in self.kinds.data or ()),
        )
