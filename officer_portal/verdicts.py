"""The verdict strip in words: may the visit begin, why, by which numbers, and what would be better."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from officer_portal.agenda import certificate_words
from officer_portal.forms.arrivals import ArrivalForm, PartForm
from supervision_code.domain.frequency import Breach, FrequencyRule, Level, NotCountedReason
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.registry import EnterpriseStatus
from supervision_code.domain.visits import VisitKind
from supervision_code.queries.arrivals import FirmPage
from supervision_code.queries.officers import OfficerChoice
from supervision_code.queries.previews import VisitPreview
from supervision_code.web.messages import label, t

_Keys = Mapping[FrequencyRule, str]
_REACHED: Final[_Keys] = {
    FrequencyRule.ANNUAL_CAP: "officer-verdict-reach-annual-cap",
    FrequencyRule.VISIT_RATE: "officer-verdict-reach-visit-rate",
    FrequencyRule.MANY_AGENCIES: "officer-verdict-reach-many-agencies",
}
"""Only what is counted against a limit can reach it."""
_OVER: Final[_Keys] = {
    FrequencyRule.ANNUAL_CAP: "officer-verdict-over-annual-cap",
    FrequencyRule.VISIT_RATE: "officer-verdict-over-visit-rate",
    FrequencyRule.MANY_AGENCIES: "officer-verdict-over-many-agencies",
    FrequencyRule.REPEAT_CHECK: "officer-verdict-over-repeat-check",
    FrequencyRule.QUIET_PERIOD: "officer-verdict-over-quiet-period",
}
_REPEATED_WITHOUT_ITEMS: Final = "officer-verdict-over-repeat-check-any"
_SEVERITY: Final = (Level.BLUE, Level.YELLOW, Level.ORANGE, Level.RED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The strip: its colour, its reasons, and the next step."""

    kind: str
    """``good``, ``blue``, ``yellow``, ``orange``, ``red``, ``refused``, or ``doubt``: perhaps not the right firm."""
    reasons: tuple[str, ...]
    next: str = ""
    over_limit: bool = False
    clear_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the sentences need besides the breach itself."""

    agency: str | None
    names: Mapping[str, str]
    tier: str
    policy: SupervisionPolicy

    def name(self, code: str | None) -> str:
        """Return the name behind a code of an agency or an item; a quiet period names itself."""
        return self.names.get(code or "", code or "")

    def names_of(self, codes: Iterable[str]) -> str:
        """Return names in one run."""
        return t("officer-verdict-comma").join(self.name(code) for code in codes)


def words_of(firm: FirmPage, parts: Sequence[PartForm], policy: SupervisionPolicy) -> Words:
    """Gather the names that a verdict may have to say."""
    names = {part.agency: part.agency_name for visit in firm.past for part in visit.parts}
    names |= {part.agency: part.agency_name for part in parts}
    names |= {code: name for part in parts for code, name in part.item_names.items()}
    names |= {period.id: period.name for period in policy.quiet_periods}
    tier = label(firm.risk_tier) if firm.risk_tier else t("officer-verdict-tier-unknown")
    return Words(agency=parts[0].agency, names=names, tier=tier, policy=policy)


def verdict_of(
    firm: FirmPage, form: ArrivalForm, preview: VisitPreview, own: OfficerChoice | None, policy: SupervisionPolicy
) -> Verdict:
    """Return the strip for the visit as the form now describes it; a firm that is closed is never a green one."""
    judged = _judged(firm, form, preview, own, policy)
    if firm.status is not EnterpriseStatus.CLOSED:
        return judged
    kind = "doubt" if judged.kind == "good" else judged.kind
    return replace(judged, kind=kind, reasons=(t("officer-verdict-closed"), *judged.reasons))


def _judged(
    firm: FirmPage, form: ArrivalForm, preview: VisitPreview, own: OfficerChoice | None, policy: SupervisionPolicy
) -> Verdict:
    if own is not None and not own.usable:
        return _refused(own)
    words = words_of(firm, form.all_parts(), policy)
    if preview.breaches:
        over = _over(preview.breaches, words, preview.clear_day)
        return replace(over, next=t("officer-verdict-reason-of-then")) if form.backfills else over
    if preview.reached:
        return Verdict(kind="blue", reasons=_sentences(_REACHED, preview.reached, words))
    if form.visit_kind is VisitKind.SERVICE:
        return Verdict(kind="good", reasons=(t("officer-verdict-service"),))
    if preview.not_counted:
        return Verdict(kind="good", reasons=(_uncounted(firm, form, preview.not_counted, policy),))
    days = policy.visit_rate.window_days
    reason = t("officer-verdict-good", days=days, recent=firm.recent, ours=firm.ours_this_year)
    return Verdict(kind="good", reasons=(reason,))


def _uncounted(firm: FirmPage, form: ArrivalForm, why: NotCountedReason, policy: SupervisionPolicy) -> str:
    rate = policy.visit_rate
    chosen = form.own.part(form.visit_kind).type
    what = label(chosen) if chosen else label(form.visit_kind)
    if why is NotCountedReason.EMERGENCY:
        what = t("officer-verdict-emergency")
    elif why is NotCountedReason.ORDERED_FROM_ABOVE:
        what = t("officer-verdict-ordered", type=what)
    return t("officer-verdict-uncounted", what=what, days=rate.window_days, recent=firm.recent, limit=rate.limit)


def joining_verdict(
    firm: FirmPage,
    part: PartForm,
    breaches: Sequence[Breach],
    own: OfficerChoice | None,
    policy: SupervisionPolicy,
) -> Verdict:
    """Return the strip for joining a visit under way."""
    if own is not None and not own.usable:
        return _refused(own)
    if breaches:
        return _over(breaches, words_of(firm, (part,), policy), None)
    return Verdict(kind="good", reasons=(t("officer-verdict-joining"),))


def verdict_of_plan(breaches: Sequence[Breach], reached: Sequence[Breach], words: Words) -> Verdict:
    """Return the strip for a visit that is only proposed."""
    if breaches:
        return replace(_over(breaches, words, None), next=t("officer-proposal-over-next"))
    if reached:
        return Verdict(kind="blue", reasons=_sentences(_REACHED, reached, words))
    return Verdict(kind="good", reasons=(t("officer-proposal-good"),))


def _refused(own: OfficerChoice) -> Verdict:
    return Verdict(kind="refused", reasons=(certificate_words(own),), next=t("officer-verdict-no-certificate"))


def _over(breaches: Sequence[Breach], words: Words, clear_day: date | None) -> Verdict:
    worst = max((breach.level for breach in breaches), key=_SEVERITY.index)
    return Verdict(
        kind=worst.value,
        reasons=_sentences(_OVER, sorted(breaches, key=_mildness), words),
        next=t("officer-verdict-reason-needed"),
        over_limit=True,
        clear_day=clear_day,
    )


def _mildness(breach: Breach) -> int:
    return -_SEVERITY.index(breach.level)


def _sentences(keys: _Keys, breaches: Iterable[Breach], words: Words) -> tuple[str, ...]:
    return tuple(_sentence(keys, breach, words) for breach in breaches)


def _sentence(keys: _Keys, breach: Breach, words: Words) -> str:
    key = keys[breach.rule]
    if breach.rule is FrequencyRule.REPEAT_CHECK and not breach.grounds:
        key = _REPEATED_WITHOUT_ITEMS
    return t(
        key,
        count=breach.count,
        limit=breach.limit,
        before=breach.count - 1,
        **_facts(breach, words),
    )


def _facts(breach: Breach, words: Words) -> Mapping[str, str | int]:
    mine = breach.agency is None or breach.agency == words.agency
    who = t("officer-verdict-own-agency") if mine else words.name(breach.agency)
    match breach.rule:
        case FrequencyRule.ANNUAL_CAP:
            return {"who": who, "tier": words.tier}
        case FrequencyRule.VISIT_RATE:
            return {"days": words.policy.visit_rate.window_days}
        case FrequencyRule.MANY_AGENCIES:
            return {"days": words.policy.many_agencies.window_days, "names": words.names_of(breach.grounds)}
        case FrequencyRule.REPEAT_CHECK:
            return {"who": who, "items": words.names_of(breach.grounds)}
        case FrequencyRule.QUIET_PERIOD:
            return {"names": words.names_of(breach.grounds)}
