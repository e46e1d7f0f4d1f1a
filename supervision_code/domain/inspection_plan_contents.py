"""What a plan says, and what it must hold before it may be submitted; each thing missing is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from supervision_code.domain.inspection_plan_criteria import Criteria
from supervision_code.domain.inspection_plan_draws import number_drawn
from supervision_code.domain.inspection_plans import SelectionWay
from supervision_code.domain.registry import ItemMethod
from supervision_code.domain.visits import InspectionType

MOST_PERCENT: Final = 100


class PlanField(StrEnum):
    """The parts of a plan that can be wrong."""

    TITLE = "title"
    BASIS = "basis"
    TYPE = "type"
    ITEMS = "items"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    SHARE = "share"
    CAP = "cap"
    PARTNERS = "partners"
    ORDER_NUMBER = "order_number"
    APPROVAL_AUTHORITY = "approval_authority"
    APPROVAL_NUMBER = "approval_number"
    APPROVAL_DAY = "approval_day"
    OBJECTS = "objects"


class PlanExpected(StrEnum):
    """What was expected instead; ``detail`` of a fault fills in what the sentence needs."""

    PRESENT = "present"
    PUBLISHED_ITEM = "published_item"
    ITEM_OF_METHOD = "item_of_method"
    NOT_BEFORE_START = "not_before_start"
    NOT_PAST = "not_past"
    SAME_YEAR = "same_year"
    AT_LEAST_ONE = "at_least_one"
    WITHIN_SHARE = "within_share"
    ONE_TO_HUNDRED = "one_to_hundred"
    WITHIN_CAP = "within_cap"
    OTHER_AGENCY = "other_agency"
    NOT_AHEAD = "not_ahead"
    DIFFERENTIATED = "differentiated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContents:
    """What a plan says. ``share`` in percent; ``cap``: visits at one firm under this plan at most."""

    title: str = ""
    basis: str = ""
    type: InspectionType = InspectionType.ROUTINE
    method: ItemMethod = ItemMethod.ON_SITE
    items: tuple[str, ...] = ()
    ordered_from_above: bool = False
    order_number: str = ""
    approval_authority: str = ""
    approval_number: str = ""
    approval_day: date | None = None
    area: str = ""
    first_day: date | None = None
    last_day: date | None = None
    share: int = MOST_PERCENT
    cap: int = 1
    joint: bool = False
    partners: tuple[str, ...] = ()
    may_be_joint: bool = True
    without_notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSurroundings:
    """What a plan is measured against.

    ``items``: the agency's published items and how each is checked; ``agencies``: all that are registered;
    ``objects``: firms that are in the plan, of ``base`` to choose from; ``annual_cap``: how often the agency may come
    to a firm in a year at most, None where its visits under the plan do not count.
    """

    agency: str
    today: date
    items: Mapping[str, ItemMethod]
    agencies: frozenset[str]
    objects: int
    base: int
    selection: SelectionWay | None = None
    criteria: Criteria = field(default_factory=Criteria)
    annual_cap: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFault:
    """One thing to mend: where, what stands there, what is expected."""

    field: PlanField
    value: str
    expected: PlanExpected
    detail: str = ""


def faults_of(plan: PlanContents, around: PlanSurroundings) -> tuple[PlanFault, ...]:
    """Return everything that keeps a plan from being submitted, in the order of the form."""
    return (
        *_wordless(plan),
        *_approval(plan, around),
        *_items(plan, around),
        *_period(plan, around),
        *_numbers(plan, around),
        *_partners(plan, around),
        *_objects(plan, around),
    )


def covers_everybody(plan: PlanContents, around: PlanSurroundings) -> bool:
    """Say whether a special campaign goes to every firm of its base (全覆盖), whatever its risk.

    Chongqing order 375 art. 27 forbids campaigns that cover everybody without distinction. One that was ordered from
    above is its superior's to answer for, and firms named one by one, or drawn at random, are a distinction.
    """
    return (
        plan.type is InspectionType.CAMPAIGN
        and not plan.ordered_from_above
        and plan.share == MOST_PERCENT
        and around.selection is SelectionWay.CRITERIA
        and around.objects >= around.base
        and not around.criteria.tiers
    )


def _fault(at: PlanField, value: object, expected: PlanExpected, detail: str = "") -> PlanFault:
    return PlanFault(field=at, value="" if value is None else str(value), expected=expected, detail=detail)


def _missing(at: PlanField) -> PlanFault:
    return _fault(at, "", PlanExpected.PRESENT)


def _wordless(plan: PlanContents) -> Iterator[PlanFault]:
    if not plan.title.strip():
        yield _missing(PlanField.TITLE)
    if not plan.basis.strip():
        yield _missing(PlanField.BASIS)


def _approval(plan: PlanContents, around: PlanSurroundings) -> Iterator[PlanFault]:
    """A campaign needs its approval (national definition, 肇庆 2025; 令375 art. 26), an ordered one the order."""
    if plan.ordered_from_above:
        if not plan.order_number.strip():
            yield _missing(PlanField.ORDER_NUMBER)
        return
    if plan.type is not InspectionType.CAMPAIGN:
        return
    if not plan.approval_authority.strip():
        yield _missing(PlanField.APPROVAL_AUTHORITY)
    if not plan.approval_number.strip():
        yield _missing(PlanField.APPROVAL_NUMBER)
    if plan.approval_day is None:
        yield _missing(PlanField.APPROVAL_DAY)
    elif plan.approval_day > around.today:
        yield _fault(PlanField.APPROVAL_DAY, plan.approval_day, PlanExpected.NOT_AHEAD)


def _items(plan: PlanContents, around: PlanSurroundings) -> Iterator[PlanFault]:
    """What is not published must not be inspected; what can be checked elsewhere must not be checked on site."""
    if not plan.items:
        yield _missing(PlanField.ITEMS)
    for code in plan.items:
        if code not in around.items:
            yield _fault(PlanField.ITEMS, code, PlanExpected.PUBLISHED_ITEM)
        elif around.items[code] is not plan.method:
            yield _fault(PlanField.ITEMS, code, PlanExpected.ITEM_OF_METHOD)


def _period(plan: PlanContents, around: PlanSurroundings) -> Iterator[PlanFault]:
    if plan.first_day is None:
        yield _missing(PlanField.FIRST_DAY)
    if plan.last_day is None:
        yield _missing(PlanField.LAST_DAY)
        return
    if plan.last_day < around.today:
        yield _fault(PlanField.LAST_DAY, plan.last_day, PlanExpected.NOT_PAST)
    if plan.first_day is None:
        return
    if plan.last_day < plan.first_day:
        yield _fault(PlanField.LAST_DAY, plan.last_day, PlanExpected.NOT_BEFORE_START, plan.first_day.isoformat())
    elif plan.last_day.year != plan.first_day.year:
        yield _fault(PlanField.LAST_DAY, plan.last_day, PlanExpected.SAME_YEAR, str(plan.first_day.year))


def _numbers(plan: PlanContents, around: PlanSurroundings) -> Iterator[PlanFault]:
    if not 1 <= plan.share <= MOST_PERCENT:
        yield _fault(PlanField.SHARE, plan.share, PlanExpected.ONE_TO_HUNDRED)
    if plan.cap < 1:
        yield _fault(PlanField.CAP, plan.cap, PlanExpected.AT_LEAST_ONE)
    elif around.annual_cap is not None and plan.cap > around.annual_cap:
        yield _fault(PlanField.CAP, plan.cap, PlanExpected.WITHIN_CAP, str(around.annual_cap))


def _partners(plan: PlanContents, around: PlanSurroundings) -> Iterator[PlanFault]:
    if plan.joint and not plan.partners:
        yield _missing(PlanField.PARTNERS)
    for code in plan.partners:
        if code == around.agency or code not in around.agencies:
            yield _fault(PlanField.PARTNERS, code, PlanExpected.OTHER_AGENCY)


def _objects(plan: PlanContents, around: PlanSurroundings) -> Iterator[PlanFault]:
    if around.objects < 1:
        yield _fault(PlanField.OBJECTS, around.objects, PlanExpected.AT_LEAST_ONE)
        return
    most = number_drawn(around.base, plan.share)
    if around.objects > most:
        yield _fault(PlanField.OBJECTS, around.objects, PlanExpected.WITHIN_SHARE, str(most))
    # Where the industry narrows the base, the reader decides: the page warns. Where nothing does, it is refused.
    if covers_everybody(plan, around) and not around.criteria.industries:
        yield _fault(PlanField.OBJECTS, around.objects, PlanExpected.DIFFERENTIATED)
