"""An arrival put together for its page: the firm, the form with its choices, and the verdict on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from werkzeug.datastructures import MultiDict

from officer_portal.forms.arrivals import NO_PLAN, ArrivalForm, PartForm
from officer_portal.forms.emergencies import reason_of
from officer_portal.verdicts import Verdict, verdict_of
from supervision_code.domain.days import calendar_days_after, day_of
from supervision_code.domain.duties import scan_is_due
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.visit_drafts import VisitDraft
from supervision_code.domain.visits import ExceptionKind, InspectionType
from supervision_code.product import Supervision
from supervision_code.queries.arrivals import FirmPage
from supervision_code.queries.officers import AgencyChoice, LastChoice, OfficerChoice
from supervision_code.queries.planned_visits import PlannedVisitRow
from supervision_code.queries.previews import UnderWay, VisitPreview
from supervision_code.web.filters import day
from supervision_code.web.messages import label, t

_TYPES: Final[Mapping[InspectionType, str]] = {
    InspectionType.ROUTINE: "officer-arrival-type-routine",
    InspectionType.CASE: "officer-arrival-type-case",
    InspectionType.CAMPAIGN: "officer-arrival-type-campaign",
}
"""What each type is, in a line."""
_NEAR: Final = timedelta(days=7)
"""A planned visit is offered on its day and this long around it."""
Fields = MultiDict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """Until when a visit that an outage kept back may be recorded; ``days`` left, below zero when that has passed."""

    last: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Everything the page shows."""

    firm: FirmPage
    form: ArrivalForm
    own: OfficerChoice | None
    partners: Sequence[AgencyChoice]
    preview: VisitPreview
    verdict: Verdict
    policy: SupervisionPolicy
    now: datetime

    @property
    def expired(self) -> bool:
        """Say whether the scan is too old to open a visit with, except for a backfill."""
        return self.now > self.firm.scan.expires_at and not self.form.backfills

    @property
    def owes_scan(self) -> bool:
        """Say whether the visit would begin as an emergency without a scan."""
        return scan_is_due(self.draft.exception, self.firm.scan.evidence)

    @property
    def backfill(self) -> Backfill | None:
        """Return until when an outage's visit may be recorded, once the form says when it ended."""
        ended = self.draft.ended_at
        if ended is None or ended > self.now:
            return None
        last = calendar_days_after(day_of(ended), self.policy.backfill_calendar_days)
        return Backfill(last=last, days=(last - day_of(self.now)).days)

    @property
    def joinable(self) -> Sequence[UnderWay]:
        """Return other agencies' inspections that go on here since today."""
        today = day_of(self.now)
        return [visit for visit in self.preview.open_visits if visit.can_join and day_of(visit.started_at) == today]

    @property
    def type_notes(self) -> Mapping[str, str]:
        """Return what each type is and whether it counts for the own agency."""
        counted = self.policy.counting.of(self.form.own.agency).types
        return {kind.value: t(key, counts="yes" if kind in counted else "no") for kind, key in _TYPES.items()}

    @property
    def draft(self) -> VisitDraft:
        """Return the visit as the form describes it."""
        return self.form.draft(self.firm.id, self.firm.scan.id)


def sent_form(product: Supervision, actor: Actor, fields: Fields) -> ArrivalForm:
    """Return the form as it was sent, with as little around it as opening the visit needs."""
    return _form(product, actor, fields, LastChoice())


def arrival_of(
    product: Supervision, actor: Actor, firm: FirmPage, sent: ArrivalForm | None, wish: str | None = None
) -> Arrival:
    """Put the page together from what was sent, or from what is probable when nothing was."""
    queries, policy = product.queries, product.in_force.policy
    today = day_of(product.clock.now())
    plans = [plan for plan in queries.planned_visits.of_firm(actor, firm.id) if abs(plan.day - today) <= _NEAR]
    probable = _probable(product, actor, plans, today)
    form = sent or _form(product, actor, None, probable)
    form.own.bring_forward(probable)
    _offer_plans(form, plans, today, fresh=sent is None)
    if sent is None and wish in {word.value for word in ExceptionKind}:
        form.exception.data = wish
        form.exception_reason.data = _emergency_reason(firm, wish)
    _offer_rechecks(product, actor, form, firm)
    partners = [agency for agency in queries.officers.partners(actor) if agency.code not in form.joined_codes]
    form.add.choices = [("", t("officer-arrival-add-none")), *((agency.code, agency.name) for agency in partners)]
    own = queries.officers.own(actor)
    preview = queries.previews.preview(actor, form.draft(firm.id, firm.scan.id))
    return Arrival(
        firm=firm,
        form=form,
        own=own,
        partners=partners,
        preview=preview,
        verdict=verdict_of(firm, form, preview, own, policy),
        policy=policy,
        now=product.clock.now(),
    )


def _form(product: Supervision, actor: Actor, fields: Fields | None, first: LastChoice) -> ArrivalForm:
    form = ArrivalForm(formdata=fields)
    form.own = part_of(product, actor, None, fields, first)
    _follow_buttons(form, fields)
    form.parts = tuple(part_of(product, actor, code, fields, LastChoice()) for code in form.joined_codes)
    return form


def _follow_buttons(form: ArrivalForm, fields: Fields | None) -> None:
    """Take an agency in or out, as the button says that was pressed."""
    if fields is None:
        return
    codes = [code for code in form.joined_codes if code != fields.get("without")]
    if "with" in fields and form.add.data:
        codes.append(form.add.data)
        form.add.data = ""
    form.joined.data = " ".join(dict.fromkeys(codes))


def part_of(product: Supervision, actor: Actor, code: str | None, fields: Fields | None, first: LastChoice) -> PartForm:
    choices = product.queries.officers.choices(actor, code)
    prefix = f"part-{code}" if code else "own"
    sent = fields if fields is not None and f"{prefix}-type" in fields else None
    published = {item.code for item in choices.items}
    return PartForm(
        choices,
        actor.officer_id,
        formdata=sent,
        prefix=prefix,
        data={
            "type": first.type or InspectionType.ROUTINE,
            "items": sorted(first.items & published if len(published) > 1 else published),
            "officers": [str(o.id) for o in choices.officers if o.id in first.officers and o.usable],
        },
    )


def _probable(product: Supervision, actor: Actor, plans: Sequence[PlannedVisitRow], today: date) -> LastChoice:
    """Return the items and people chosen last, never the type; a visit planned for today says all three."""
    last = product.queries.officers.last_choice(actor)
    planned = next((plan for plan in plans if plan.day == today and plan.mine), None)
    if planned is None:
        return replace(last, type=None)
    sent = {one.id for one in product.queries.assignments.of_visit(actor, planned.enterprise_id, planned.id).assigned}
    return LastChoice(type=planned.type, items=planned.item_codes, officers=frozenset(sent) or last.officers)


def _offer_plans(form: ArrivalForm, plans: Sequence[PlannedVisitRow], today: date, *, fresh: bool) -> None:
    none = (NO_PLAN, t("officer-arrival-plan-none"))
    due = next((str(plan.id) for plan in plans if plan.day == today), NO_PLAN)
    choices = [(str(plan.id), _plan_words(plan)) for plan in plans]
    form.plan.choices = [*choices, none] if due else [none, *choices] if choices else []
    if fresh:
        form.plan.data = due


def _emergency_reason(firm: FirmPage, kind: str) -> str:
    """Return what the officer wrote when looking for the firm in an emergency; else nothing."""
    begins = reason_of(ExceptionKind(kind))
    return firm.scan.reason.removeprefix(begins) if firm.scan.reason.startswith(begins) else ""


def _offer_rechecks(product: Supervision, actor: Actor, form: ArrivalForm, firm: FirmPage) -> None:
    """Offer the agency's open rectifications at the firm: a visit may check one of them again."""
    waiting = product.queries.rectifications.open_at(actor, firm.id)
    none = (NO_PLAN, t("officer-arrival-recheck-none"))
    words = [(str(one.id), t("officer-arrival-recheck-of", day=day(one.due), text=one.text[:30])) for one in waiting]
    form.recheck.choices = [none, *words] if words else []


def _plan_words(plan: PlannedVisitRow) -> str:
    return t("officer-arrival-plan-of", day=day(plan.day), agency=plan.agency, what=label(plan.type))
