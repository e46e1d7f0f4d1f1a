"""The form that opens a visit: the own agency's part, the parts of others, and what makes it special."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, TypeVar
from uuid import UUID

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from supervision_code.domain.case_sources import CaseSource
from supervision_code.domain.days import SHANGHAI
from supervision_code.domain.masking import mask_certificate
from supervision_code.domain.visit_drafts import AgencyPart, VisitDraft, faults_of_times
from supervision_code.domain.visits import OUTAGES, ExceptionKind, InspectionType, ServicePurpose, VisitKind
from supervision_code.queries.officers import AgencyChoices, LastChoice, OfficerChoice
from supervision_code.web.current import now
from supervision_code.web.errors import sentence_of
from supervision_code.web.filters import day
from supervision_code.web.forms import Form, choices_of, strip, uuid_of
from supervision_code.web.messages import label, label_key, lazy_t, t

NO_EXCEPTION: Final = ""
NO_PLAN: Final = ""
_W = TypeVar("_W", bound=StrEnum)
_REASON = Length(max=1000, message=lazy_t("officer-arrival-too-long"))


def _choices_of_exceptions() -> list[tuple[str, str]]:
    return [(NO_EXCEPTION, t("officer-arrival-exception-none")), *((k.value, label(k)) for k in ExceptionKind)]


class PartForm(Form):
    """The part of one agency: what it came for and who."""

    class Meta:
        csrf = False

    type = RadioField(
        lazy_t("officer-arrival-type"), choices=choices_of(InspectionType), default=InspectionType.ROUTINE
    )
    ordered_from_above = BooleanField(lazy_t("officer-arrival-from-above"))
    items = SelectMultipleField(lazy_t("officer-arrival-items"), validate_choice=False)
    officers = SelectMultipleField(lazy_t("officer-arrival-officers"), validate_choice=False)

    def __init__(self, choices: AgencyChoices, me: UUID | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = choices.agency
        self.agency_name = choices.name
        self.item_names = {item.code: item.name for item in choices.items}
        self.items.choices = list(self.item_names.items())
        others = [officer for officer in choices.officers if officer.id != me]
        self.officers.choices = [(str(officer.id), officer.name) for officer in others]
        self.certificates = {str(officer.id): certificate_note(officer) for officer in others}
        self.blocked = {str(o.id): self.certificates[str(o.id)] for o in others if not o.usable}
        self._known = {str(officer.id): officer.id for officer in choices.officers}

    def bring_forward(self, last: LastChoice) -> None:
        """Show first what was chosen last."""
        self.items.choices = _chosen_first(self.items.choices or [], last.items)
        self.officers.choices = _chosen_first(self.officers.choices or [], {str(officer) for officer in last.officers})

    def part(self, kind: VisitKind) -> AgencyPart:
        """Return the part as it is meant."""
        chosen = _word(InspectionType, self.type.data) or InspectionType.ROUTINE
        inspects = kind is VisitKind.INSPECTION
        return AgencyPart(
            agency=self.agency,
            type=chosen if inspects else None,
            items=tuple(self.items.data or ()) if inspects else (),
            officers=tuple(self._known[key] for key in self.officers.data or () if key in self._known),
            ordered_from_above=inspects and chosen is InspectionType.CAMPAIGN and bool(self.ordered_from_above.data),
        )


class ArrivalForm(Form):
    """What is common to all parts."""

    kind = RadioField(lazy_t("officer-arrival-kind"), choices=choices_of(VisitKind), default=VisitKind.INSPECTION)
    purpose = RadioField(
        lazy_t("officer-arrival-purpose"), choices=choices_of(ServicePurpose), default=ServicePurpose.PATROL
    )
    plan = RadioField(lazy_t("officer-arrival-plan"), validate_choice=False, default=NO_PLAN)
    exception = RadioField(
        lazy_t("officer-arrival-exception"),
        choices=_choices_of_exceptions,
        default=NO_EXCEPTION,
        validators=[Optional()],
    )
    exception_reason = TextAreaField(
        lazy_t("officer-arrival-exception-reason"), filters=[strip], validators=[Optional(), _REASON]
    )
    started_at = DateTimeLocalField(lazy_t("officer-arrival-started"), validators=[Optional()])
    ended_at = DateTimeLocalField(lazy_t("officer-arrival-ended"), validators=[Optional()])
    over_limit_reason = TextAreaField(
        lazy_t("officer-arrival-over-limit-reason"), filters=[strip], validators=[Optional(), _REASON]
    )
    case_source = RadioField(
        lazy_t("officer-arrival-case-source"), choices=choices_of(CaseSource), validators=[Optional()]
    )
    case_ref = StringField(lazy_t("officer-arrival-case-ref"), filters=[strip], validators=[Optional(), Length(max=80)])
    recheck = RadioField(lazy_t("officer-arrival-recheck"), validate_choice=False, default=NO_PLAN)
    joined = HiddenField()
    """Codes of the agencies that came along, joined by spaces."""
    add = SelectField(lazy_t("officer-arrival-add"), validate_choice=False, validators=[Optional()])

    own: PartForm
    parts: tuple[PartForm, ...] = ()

    @property
    def joined_codes(self) -> tuple[str, ...]:
        """Return the agencies that came along, each once."""
        return tuple(dict.fromkeys((self.joined.data or "").split()))

    @property
    def visit_kind(self) -> VisitKind:
        """Return whether this is an inspection or a service visit."""
        return _word(VisitKind, self.kind.data) or VisitKind.INSPECTION

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; each agency that inspects must say what for."""
        fine = bool(super().validate(extra_validators))
        for part in self.all_parts() if self.visit_kind is VisitKind.INSPECTION else ():
            if not part.items.data:
                part.items.errors = [t("error-item-missing")]
                self.problems.append(t("officer-arrival-items-missing", agency=part.agency_name))
                fine = False
        return all([self._case_explained(), self._exception_explained(), self._times_told(), fine])

    def demand_reason(self) -> None:
        """Ask why it must be now, unless that is written or asked already."""
        field = self.over_limit_reason
        if not field.data and not field.errors:
            field.errors = [t("error-reason-missing-over-limit-reason")]

    @property
    def is_case(self) -> bool:
        """Say whether the own agency comes because of an individual case."""
        return self.visit_kind is VisitKind.INSPECTION and self.own.type.data == InspectionType.CASE

    @property
    def backfills(self) -> bool:
        """Say whether the visit was kept from being recorded in time by an outage."""
        return _word(ExceptionKind, self.exception.data) in OUTAGES

    def _case_explained(self) -> bool:
        if not self.is_case or self.case_source.data:
            return True
        self.case_source.errors = [t("error-reason-missing-case-source")]
        return False

    def _exception_explained(self) -> bool:
        fine = True
        if self.exception.data and not self.exception_reason.data:
            self.exception_reason.errors = [t("error-reason-missing-exception-reason")]
            fine = False
        return fine

    def _times_told(self) -> bool:
        """Check when a visit that an outage kept back began and ended, both at once."""
        times = {"started_at": self.started_at, "ended_at": self.ended_at} if self.backfills else {}
        for field in times.values():
            if field.data is None and not field.errors:
                field.errors = [t("officer-arrival-time-missing")]
        started, ended = _moment(self.started_at.data), _moment(self.ended_at.data)
        for fault in faults_of_times(started, ended, now()) if times and started and ended else ():
            times[str(fault.facts["field"])].errors = [sentence_of(fault)]
        return not any(field.errors for field in times.values())

    def all_parts(self) -> tuple[PartForm, ...]:
        """Return the own part, then those of the others."""
        return (self.own, *self.parts)

    def draft(self, enterprise_id: UUID, scan_id: UUID) -> VisitDraft:
        """Return the visit as it is meant."""
        kind = self.visit_kind
        exception = _word(ExceptionKind, self.exception.data)
        backfill = exception in OUTAGES
        return VisitDraft(
            enterprise_id=enterprise_id,
            scan_id=scan_id,
            kind=kind,
            parts=tuple(part.part(kind) for part in self.all_parts()),
            purpose=_word(ServicePurpose, self.purpose.data) if kind is VisitKind.SERVICE else None,
            exception=exception,
            exception_reason=self.exception_reason.data or "" if exception else "",
            over_limit_reason=self.over_limit_reason.data or "",
            plan_id=uuid_of(self.plan.data),
            started_at=_moment(self.started_at.data) if backfill else None,
            ended_at=_moment(self.ended_at.data) if backfill else None,
            case_source=_word(CaseSource, self.case_source.data) if self.is_case else None,
            case_ref=self.case_ref.data or "" if self.is_case else "",
            recheck_of=uuid_of(self.recheck.data) if self.is_case else None,
        )


def certificate_note(officer: OfficerChoice) -> str:
    """Return an officer's certificate in a line, with what is wrong with it."""
    number = mask_certificate(officer.certificate_no)
    return t(label_key(officer.standing), number=number, until=day(officer.valid_until))


def _chosen_first(choices: Iterable[Any], chosen: Iterable[str]) -> list[Any]:
    first = set(chosen)
    return sorted(choices, key=lambda choice: choice[0] not in first)


def _moment(local: datetime | None) -> datetime | None:
    return local.replace(tzinfo=SHANGHAI) if local else None


def _word(words: type[_W], text: str | None) -> _W | None:
    return next((word for word in words if word.value == text), None)
