"""What waits for an officer today, the most urgent first, five things at most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from flask import url_for

from supervision_code.domain.alerts import AlertState
from supervision_code.domain.days import day_number
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import VisitState
from supervision_code.queries.agency_alerts import AskedAlertRow
from supervision_code.queries.composition import Queries
from supervision_code.queries.duties import OpenDuty
from supervision_code.queries.inspection_tasks import TaskView
from supervision_code.queries.officers import CertificateStanding, OfficerChoice
from supervision_code.queries.paging import Cut
from supervision_code.queries.planned_visits import PlannedVisitRow, PlannedVisitView
from supervision_code.queries.rectifications import RectificationPage
from supervision_code.queries.visits import ListedVisit, VisitScope
from supervision_code.web.filters import clock_time, day, relative
from supervision_code.web.messages import label, t

_MOST: Final = 5
_APPROVALS: Final = 2
_CERTIFICATE: Final[Mapping[CertificateStanding, str]] = {
    CertificateStanding.ENDING: "officer-today-certificate-ending",
    CertificateStanding.EXPIRED: "officer-today-certificate-expired",
    CertificateStanding.SUSPENDED: "officer-today-certificate-suspended",
    CertificateStanding.REVOKED: "officer-today-certificate-revoked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that waits."""

    icon: str
    title: str
    note: str = ""
    href: str = ""
    state: str = ""
    state_kind: str = "open"
    urgent: bool = False
    """Comes before anything new is begun."""


def agenda_of(actor: Actor, queries: Queries) -> list[Thing]:
    """Return what waits for the actor."""
    return list(islice(_things(actor, queries), _MOST))


def figures_of(actor: Actor, queries: Queries, today: date) -> list[dict[str, Any]]:
    """Return the figures of a manager's first page; each opens its list."""
    tally = queries.visits.tally(actor, day_number(today.replace(day=1)))
    agency = VisitScope.AGENCY.value
    return [
        {
            "label": t("officer-today-figure-under-way"),
            "number": tally.under_way,
            "href": url_for("visits.index", scope=agency, state=VisitState.OPEN.value),
        },
        {
            "label": t("officer-today-figure-month"),
            "number": tally.since,
            "href": url_for("visits.index", scope=agency),
        },
        {
            "label": t("officer-today-figure-planned"),
            "number": queries.planned_visits.number(actor, PlannedVisitView.COMING),
            "href": url_for("planned_visits.index"),
        },
        {
            "label": t("officer-nav-alerts"),
            "number": len(_waiting(actor, queries)),
            "href": url_for("alerts.index"),
        },
    ]


def _things(actor: Actor, queries: Queries) -> Iterator[Thing]:
    certificate = queries.officers.own(actor)
    yield from (_under_way(visit) for visit in queries.visits.under_way(actor))
    if certificate is not None and not certificate.usable:
        yield _certificate(certificate)
    if actor.may(Permission.VISIT_APPROVE):
        yield from _approvals(actor, queries)
    yield from (_planned(plan) for plan in queries.planned_visits.today(actor))
    if proposed := queries.proposals.waiting(actor):
        yield _proposed(proposed)
    yield from (_rectification(one) for one in queries.rectifications.on_today(actor))
    yield from (_asked(alert) for alert in _waiting(actor, queries))
    if certificate is not None and certificate.standing is CertificateStanding.ENDING:
        yield _certificate(certificate)
    if overdue := queries.planned_visits.number(actor, PlannedVisitView.OVERDUE):
        yield _overdue(overdue)
    if late := queries.inspection_tasks.overdue(actor):
        yield _late_tasks(late)


def _approvals(actor: Actor, queries: Queries) -> Iterator[Thing]:
    """Yield a few emergencies one by one; of more than find room, the oldest and how many there are besides."""
    found = queries.duties.approvals_due(actor)
    few = len(found) <= _APPROVALS
    yield from (_to_approve(duty) for duty in (found if few else found[: _APPROVALS - 1]))
    if not few:
        yield _more_to_approve(queries.duties.number_of_approvals_due(actor) - _APPROVALS + 1)


def _more_to_approve(number: int) -> Thing:
    return Thing(
        icon="alert-octagon",
        title=t("officer-today-approve-more", number=number),
        href=url_for("visits.index", scope=VisitScope.AGENCY.value, approval="due"),
        state=t("officer-today-approve"),
        state_kind="late",
    )


def _proposed(number: int) -> Thing:
    return Thing(
        icon="users-group",
        title=t("officer-today-proposals", number=number),
        note=t("officer-today-proposals-note"),
        href=url_for("proposals.index"),
    )


def _waiting(actor: Actor, queries: Queries) -> list[AskedAlertRow]:
    if not actor.may(Permission.AGENCY_ALERTS_SEE):
        return []
    found = queries.agency_alerts.page(actor, Cut(limit=_MOST)).rows
    return [alert for alert in found if alert.state is AlertState.ASKED]


def _under_way(visit: ListedVisit) -> Thing:
    going = t("officer-today-since", time=clock_time(visit.started_at), ago=relative(visit.started_at))
    return Thing(
        icon="clock",
        title=visit.firm,
        note=t("officer-today-backfill", day=day(visit.started_at)) if visit.ended_at else going,
        href=url_for("visits.show", enterprise_id=visit.enterprise_id, visit_id=visit.id),
        state=t("officer-today-result") if visit.ended_at else t("officer-today-leave"),
        state_kind="active",
        urgent=True,
    )


def _to_approve(duty: OpenDuty) -> Thing:
    return Thing(
        icon="alert-octagon",
        title=duty.firm,
        note=t("officer-today-approve-note", number=duty.number),
        href=url_for("visits.show", enterprise_id=duty.enterprise_id, visit_id=duty.visit_id) + "#approval",
        state=t("officer-today-approve"),
        state_kind="late",
    )


def _rectification(one: RectificationPage) -> Thing:
    return Thing(
        icon="alert-triangle",
        title=one.firm,
        note=t("rectification-until", day=day(one.due)),
        href=url_for("rectifications.show", enterprise_id=one.enterprise_id, rectification_id=one.id),
        state=t("rectification-overdue") if one.overdue else t("officer-today-recheck"),
        state_kind="late" if one.overdue else "active",
    )


def _planned(plan: PlannedVisitRow) -> Thing:
    what = label(plan.type)
    return Thing(
        icon="calendar-event",
        title=plan.firm,
        note=what if plan.mine else t("officer-today-joined", agency=plan.agency, what=what),
        href=url_for("planned_visits.show", enterprise_id=plan.enterprise_id, plan_id=plan.id),
        state=t("officer-today-planned"),
    )


def _asked(alert: AskedAlertRow) -> Thing:
    due = t("officer-today-asked-by", day=day(alert.answer_by)) if alert.answer_by else ""
    return Thing(
        icon="bell",
        title=alert.firm,
        note=t("officer-today-asked"),
        href=url_for("alerts.show", enterprise_id=alert.enterprise_id, alert_id=alert.id),
        state=t("officer-today-asked-late") if alert.overdue else due,
        state_kind="late" if alert.overdue else "open",
    )


def _overdue(number: int) -> Thing:
    return Thing(
        icon="calendar",
        title=t("officer-today-overdue-plans", number=number),
        note=t("officer-today-overdue-plans-note"),
        href=url_for("planned_visits.index", view=PlannedVisitView.OVERDUE.value),
    )


def _late_tasks(number: int) -> Thing:
    return Thing(
        icon="checklist",
        title=t("officer-today-late-tasks", number=number),
        note=t("officer-today-late-tasks-note"),
        href=url_for("inspection_tasks.index", view=TaskView.OVERDUE.value),
    )


def certificate_words(certificate: OfficerChoice) -> str:
    """Return what is to be known of the reader's own certificate, unless all is well."""
    return t(_CERTIFICATE[certificate.standing], day=day(certificate.valid_until))


def _certificate(certificate: OfficerChoice) -> Thing:
    usable = certificate.usable
    return Thing(
        icon="id-badge-2",
        title=certificate_words(certificate),
        note=t("officer-today-certificate-renew" if usable else "officer-today-certificate-stop"),
    )
