"""What waits for an officer today, the most urgent first, five things at most."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from flask import url_for

from supervision_code.bootstrap import Queries
from supervision_code.domain.permissions import Actor
from supervision_code.queries.officers import CertificateStanding, OfficerChoice
from supervision_code.queries.plans import PlanRow
from supervision_code.queries.visits import ListedVisit
from supervision_code.web.filters import clock_time, day, relative
from supervision_code.web.messages import label, t

_MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that waits."""

    icon: str
    title: str
    note: str
    href: str
    state: str
    state_kind: str


def agenda_of(actor: Actor, queries: Queries) -> list[Thing]:
    """Return what waits for the actor."""
    return list(islice(_things(actor, queries), _MOST))


def _things(actor: Actor, queries: Queries) -> Iterator[Thing]:
    certificate = queries.officers.own(actor)
    yield from (_under_way(visit) for visit in queries.visits.under_way(actor))
    if certificate is not None and not certificate.usable:
        yield _certificate(certificate)
    yield from (_planned(plan) for plan in queries.plans.today(actor))
    if certificate is not None and certificate.standing is CertificateStanding.ENDING:
        yield _certificate(certificate)


def _under_way(visit: ListedVisit) -> Thing:
    return Thing(
        icon="clock",
        title=visit.firm,
        note=t("officer-today-since", time=clock_time(visit.started_at), ago=relative(visit.started_at)),
        href=url_for("visits.leave", enterprise_id=visit.enterprise_id, visit_id=visit.id),
        state=t("officer-today-leave"),
        state_kind="active",
    )


def _planned(plan: PlanRow) -> Thing:
    what = label(plan.type)
    return Thing(
        icon="calendar-event",
        title=plan.firm,
        note=what if plan.mine else t("officer-today-joined", agency=plan.agency, what=what),
        href=url_for("plans.show", enterprise_id=plan.enterprise_id, plan_id=plan.id),
        state=t("officer-today-planned"),
        state_kind="open",
    )


def _certificate(certificate: OfficerChoice) -> Thing:
    usable = certificate.usable
    return Thing(
        icon="id-badge-2",
        title=t(f"officer-today-certificate-{certificate.standing.value}", day=day(certificate.valid_until)),
        note=t("officer-today-certificate-renew" if usable else "officer-today-certificate-stop"),
        href="",
        state="",
        state_kind="open" if usable else "late",
    )
