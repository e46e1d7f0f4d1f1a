"""Who of the named officers is known to be on site, as the officer, the firm and the supervisor see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.presence import (
    ConfirmedBy,
    OnSite,
    PresenceSign,
    confirm_until,
    judge_presence,
    may_still_be_changed,
    shared_devices,
)
from supervision_code.domain.visits import VisitKind, VisitState
from supervision_code.persistence.models.portraits import OfficerPortrait
from supervision_code.persistence.models.registry import Agency, Enterprise, Officer
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.presence import named, officers_of
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerStanding:
    """One named officer: who, for which agency, and what is known of his being there."""

    officer_id: UUID
    name: str
    certificate_no: str
    agency: str
    standing: OnSite
    confirmed_at: datetime | None
    confirmed_by: ConfirmedBy | None
    until: datetime
    over: bool
    """Whether the visit has ended: what was not confirmed by then is a fact, and nothing that is due."""
    absent_reason: str
    one_device: bool
    has_portrait: bool
    mine: bool
    """Whether it is the reader."""
    of_own_agency: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceThere:
    """Everything known of who is at one visit. ``required``: how many the law wants, 0 where any number does."""

    enterprise_id: UUID
    visit_id: UUID
    number: str
    open: bool
    officers: tuple[OfficerStanding, ...]
    confirmed: int
    expected: int
    required: int
    until: datetime | None
    signs: tuple[PresenceSign, ...]
    met_at: datetime | None
    met_officer: str
    may_name: bool
    join_until_minutes: int

    @property
    def mine(self) -> OfficerStanding | None:
        """Return the reader's own line, when he is one of them."""
        return next((officer for officer in self.officers if officer.mine), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A visit at which the reader has yet to confirm being there."""

    enterprise_id: UUID
    visit_id: UUID
    number: str
    firm: str
    until: datetime


class PresenceQueries:
    """Looks at who is at a visit."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def of_agency(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> PresenceThere:
        """Return it for a visit the actor's agency takes part in. Raises NoSuchRecord."""
        actor.require(Permission.AGENCY_VISITS_SEE)
        with self._database.read() as session:
            if session.get(Participation, (enterprise_id, visit_id, actor.agency)) is None:
                raise NoSuchRecord
            return self._there(session, actor, _visit(session, enterprise_id, visit_id))

    def of_firm(self, actor: Actor, visit_id: UUID) -> PresenceThere:
        """Return it for a visit of the own firm. Raises NoSuchRecord."""
        actor.require(Permission.OWN_VISITS_SEE)
        if actor.enterprise_id is None:
            raise NoSuchRecord
        with self._database.read() as session:
            return self._there(session, actor, _visit(session, actor.enterprise_id, visit_id))

    def of_area(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> PresenceThere:
        """Return it for a visit of the actor's area. Raises NoSuchRecord."""
        actor.require(Permission.AREA_VISITS_SEE)
        with self._database.read() as session:
            visit = _visit(session, enterprise_id, visit_id)
            require_within_reach(actor, session.get_one(Enterprise, enterprise_id).district)
            return self._there(session, actor, visit)

    def awaited(self, actor: Actor) -> tuple[Awaited, ...]:
        """Return the visits under way at which somebody named the actor and he has not confirmed yet."""
        actor.require(Permission.VISIT_OPEN)
        query = (
            select(VisitOfficer, Visit, Enterprise.name)
            .join(Visit, (Visit.enterprise_id == VisitOfficer.enterprise_id) & (Visit.id == VisitOfficer.visit_id))
            .join(Enterprise, Enterprise.id == Visit.enterprise_id)
            .where(VisitOfficer.officer_id == actor.officer_id, VisitOfficer.confirmed_by.is_(None))
            .where(VisitOfficer.absent_at.is_(None), Visit.state == VisitState.OPEN)
            .order_by(VisitOfficer.started_at.desc())
            .limit(5)
        )
        with self._database.read() as session:
            minutes = self._policies.now(session).policy.presence.confirm_minutes
            return tuple(
                Awaited(
                    enterprise_id=visit.enterprise_id,
                    visit_id=visit.id,
                    number=visit.number,
                    firm=firm,
                    until=confirm_until(row.named_at or row.started_at, minutes),
                )
                for row, visit, firm in session.execute(query)
            )

    def _there(self, session: Session, actor: Actor, visit: Visit) -> PresenceThere:
        return presence_there(session, visit, self._policies.timeline(session), self._clock.now(), actor)


def presence_there(
    session: Session, visit: Visit, timeline: PolicyTimeline, now: datetime, actor: Actor
) -> PresenceThere:
    """Return what is known of who is at the visit, by the policy that bound at its opening."""
    policy = timeline.at(visit.started_at).policy
    rows, minutes = officers_of(session, visit.enterprise_id, visit.id), policy.presence.confirm_minutes
    facts = [named(row) for row in rows]
    required = policy.officers_per_visit if visit.kind is VisitKind.INSPECTION else 0
    # What was not confirmed when the visit ended stays so: nobody is waited for any more.
    going = visit.state is VisitState.OPEN and visit.ended_at is None
    asked_at = now if going else datetime.max.replace(tzinfo=now.tzinfo)
    presence = judge_presence(facts, asked_at, minutes, required)
    standings, shared = dict(presence.standings), shared_devices(facts)
    people, agencies, portraits = _people(session, rows)
    return PresenceThere(
        enterprise_id=visit.enterprise_id,
        visit_id=visit.id,
        number=visit.number,
        open=going,
        officers=tuple(
            OfficerStanding(
                officer_id=row.officer_id,
                name=people[row.officer_id].name,
                certificate_no=people[row.officer_id].certificate_no,
                agency=agencies.get(row.agency, row.agency),
                standing=standings[row.officer_id],
                confirmed_at=row.confirmed_at,
                confirmed_by=row.confirmed_by,
                until=confirm_until(row.named_at or row.started_at, minutes),
                over=visit.state is not VisitState.OPEN,
                absent_reason=row.absent_reason,
                one_device=row.officer_id in shared,
                has_portrait=row.officer_id in portraits,
                mine=row.officer_id == actor.officer_id,
                of_own_agency=row.agency == actor.agency,
            )
            for row in rows
        ),
        confirmed=presence.confirmed,
        expected=presence.expected,
        required=required,
        until=presence.until,
        signs=tuple(sign for sign in PresenceSign if sign in presence.signs),
        met_at=visit.met_at,
        met_officer=people[visit.met_officer].name if visit.met_officer in people else "",
        may_name=going and may_still_be_changed(visit.started_at, now, minutes),
        join_until_minutes=policy.presence.join_minutes,
    )


def _visit(session: Session, enterprise_id: UUID, visit_id: UUID) -> Visit:
    visit = session.get(Visit, (enterprise_id, visit_id))
    if visit is None:
        raise NoSuchRecord
    return visit


def _people(session: Session, rows: Sequence[VisitOfficer]) -> tuple[dict[UUID, Officer], dict[str, str], set[UUID]]:
    ids = [row.officer_id for row in rows]
    people = {one.id: one for one in session.scalars(select(Officer).where(Officer.id.in_(ids)))}
    codes = {row.agency for row in rows}
    agencies = dict(session.execute(select(Agency.code, Agency.name).where(Agency.code.in_(codes))).all())
    portraits = set(session.scalars(select(OfficerPortrait.officer_id).where(OfficerPortrait.officer_id.in_(ids))))
    return people, agencies, portraits
