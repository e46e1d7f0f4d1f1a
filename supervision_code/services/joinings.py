"""Joining a visit under way: another agency comes in, and for the firm it stays one visit."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_number_of
from supervision_code.domain.errors import NoSuchRecord, NotPermitted, ReasonMissing, ScanExpired
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.presence import device_mark
from supervision_code.domain.visit_drafts import AgencyPart, Joining, OpenedVisit, VisitDraft
from supervision_code.domain.visits import EMERGENCIES, VisitKind
from supervision_code.persistence import inbox, trail
from supervision_code.persistence.findings import reconcile
from supervision_code.persistence.joining import join_facts, require_time_to_join, visit_to_join
from supervision_code.persistence.log import PartRecord
from supervision_code.persistence.log_storing import add_parts
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.opening import require_legal_opening
from supervision_code.persistence.placed_tasks import finish_tasks
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.presence import ask_to_confirm
from supervision_code.persistence.session import Database, lock_enterprise


class JoiningService:
    """Lets agencies into visits under way."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def join(self, actor: Actor, joining: Joining) -> OpenedVisit:
        """Join a visit under way with a scan of one's own, or change nothing.

        The same scan joins once only: handing it in again returns that visit. Raises NoSuchRecord, IllegalMove
        when the visit has ended, AlreadyRecorded, ScanExpired, JoiningOver, CertificateInvalid, ItemNotPublished,
        ItemMissing, and ReasonMissing (``over_limit_reason``) when the joining breaks a rule that the visit did not
        break before.
        """
        actor.require(Permission.VISIT_OPEN)
        part = _own_part(actor, joining.part)
        with self._database.begin() as session:
            firm = lock_enterprise(session, joining.enterprise_id)
            scan = _own_scan(session, actor, joining)
            if scan.visit_id is not None:
                return _opened(session.get_one(Visit, (firm.id, scan.visit_id)))
            visit = visit_to_join(session, firm.id, joining.visit_id, actor.agency, day_number_of(self._clock.now()))
            self._require_legal(session, joining, part, scan)
            minutes = self._policies.now(session).policy.presence.join_minutes
            require_time_to_join(session, visit, part.agency, self._clock.now(), minutes)
            self._join(session, actor, firm, visit, replace(joining, part=part))
            return _opened(visit)

    def _require_legal(self, session: Session, joining: Joining, part: AgencyPart, scan: Scan) -> None:
        now, policy = self._clock.now(), self._policies.now(session).policy
        if now - scan.at > timedelta(minutes=policy.scan_valid_minutes):
            raise ScanExpired(minutes=policy.scan_valid_minutes)
        draft = VisitDraft(
            enterprise_id=joining.enterprise_id, scan_id=joining.scan_id, kind=VisitKind.INSPECTION, parts=(part,)
        )
        # Those who are there already make up the number; whoever joins may come alone.
        require_legal_opening(session, draft, now, replace(policy, officers_per_visit=1))

    def _join(self, session: Session, actor: Actor, firm: Enterprise, visit: Visit, joining: Joining) -> None:
        now, timeline, part = self._clock.now(), self._policies.timeline(session), joining.part
        joined = join_facts(session, firm, visit, part, timeline)
        reason = joining.over_limit_reason.strip()
        if joined.breaches and not reason:
            raise ReasonMissing(field="over_limit_reason")
        if joined.breaches:
            visit.over_limit_reason = "\n".join(filter(None, [visit.over_limit_reason, reason]))[:1000]
        record = _record(actor, visit, joining)
        add_parts(session, firm, visit, [record], visit.result, now)
        if visit.plan_id is not None:
            finish_tasks(session, firm.id, visit.plan_id, visit.id, (part.agency,), now)
        ask_to_confirm(session, firm, visit.id, visit.number, record.waited_for, now)
        session.execute(
            update(Scan).where(Scan.enterprise_id == firm.id, Scan.id == joining.scan_id).values(visit_id=visit.id)
        )
        session.flush()
        reconcile(session, firm, timeline, now, facts=joined.facts, from_day=visit.day)
        _tell(session, actor, firm, visit, self._clock)


def _own_part(actor: Actor, part: AgencyPart) -> AgencyPart:
    if actor.officer_id is None or actor.agency is None:
        raise NotPermitted(permission=Permission.VISIT_OPEN)
    return replace(part, agency=actor.agency, officers=tuple(dict.fromkeys((actor.officer_id, *part.officers))))


def _own_scan(session: Session, actor: Actor, joining: Joining) -> Scan:
    scan = session.get(Scan, (joining.enterprise_id, joining.scan_id))
    if scan is None or scan.account_id != actor.account_id:
        raise NoSuchRecord
    return scan


def _record(actor: Actor, visit: Visit, joining: Joining) -> PartRecord:
    part = joining.part
    return PartRecord(
        agency=part.agency,
        type=part.type,
        items=tuple(dict.fromkeys(part.items)),
        officers=part.officers,
        ordered_from_above=part.ordered_from_above,
        emergency=visit.exception in EMERGENCIES,
        waited_for=tuple(officer for officer in part.officers if officer != actor.officer_id),
        device=device_mark(joining.device, visit.id),
    )


def _tell(session: Session, actor: Actor, firm: Enterprise, visit: Visit, clock: Clock) -> None:
    now = clock.now()
    trail.append(
        session, actor, "visit:joined", now, subject=visit.number, enterprise_id=firm.id, district=firm.district
    )
    name = session.get_one(Agency, actor.agency).name
    inbox.put(
        session,
        inbox.to_enterprise(firm.id),
        "inbox-visit-joined",
        now,
        facts={"number": visit.number, "agency": name},
        link=f"/visits/{visit.id}",
    )


def _opened(visit: Visit) -> OpenedVisit:
    return OpenedVisit(
        enterprise_id=visit.enterprise_id, visit_id=visit.id, number=visit.number, started_at=visit.started_at
    )
