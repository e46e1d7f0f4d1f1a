"""What supervisors did about complaints: accepted, declined, passed on, extended, concluded, answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from supervision_code.domain.complaints import (
    ComplaintGround,
    ComplaintStatus,
    ComplaintStepKind,
    Conclusion,
    decide_by,
    extended_to,
    move,
    reply_by,
)
from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Actor
from supervision_code.importing.demo.scene import Scene
from supervision_code.persistence.complaints import StepRecord, put_on_record, tell_firm, tell_supervisors
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.complaints import Complaint

_ENDS: Final = (
    ComplaintStatus.FILED,
    ComplaintStatus.ACCEPTED,
    ComplaintStatus.CONCLUDED,
    ComplaintStatus.REPLIED,
    ComplaintStatus.DECLINED,
    ComplaintStatus.TRANSFERRED,
)
_END_WEIGHTS: Final = (4, 8, 6, 67, 9, 6)
_LEFT_AFTER: Final[Mapping[ComplaintStatus, int]] = {
    ComplaintStatus.FILED: 15,
    ComplaintStatus.ACCEPTED: 50,
    ComplaintStatus.CONCLUDED: 45,
}
"""After how many days nothing is left lying like this."""
_CONCLUSIONS: Final = tuple(Conclusion)
_CONCLUSION_WEIGHTS: Final = (38, 30, 32)
_FOR_OTHERS: Final = frozenset({ComplaintGround.GIFTS, ComplaintGround.BANQUETS})
_FAMILIES: Final[Mapping[ComplaintGround, str]] = {
    ComplaintGround.NO_SCAN: "scan",
    ComplaintGround.NO_CERTIFICATE: "scan",
    ComplaintGround.DUPLICATE: "frequency",
    ComplaintGround.TOO_FREQUENT: "frequency",
    ComplaintGround.ARBITRARY: "frequency",
}
"""Grounds that are answered alike; all others are about conduct."""
_EXTENDED: Final = 0.12
_SLOW: Final = 0.06
"""How often a supervisor takes longer than the days allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far a complaint comes, and after how many days each step is taken."""

    end: ComplaintStatus
    conclusion: Conclusion
    found: str
    reply: str
    accepted_after: float
    concluded_after: float
    replied_after: float
    extended: bool = False


@dataclass(slots=True)
class _Work:
    """A complaint in a supervisor's hands; ``now`` moves on with each step."""

    session: Session
    scene: Scene
    complaint: Complaint
    course: Course
    actor: Actor
    now: datetime

    def wait(self, days: float) -> bool:
        """Let days go by, to an office hour; say whether the present was not passed."""
        moment = self.scene.office_hour(day_of(self.now + timedelta(days=days)))
        self.now = moment if moment > self.now else self.now + timedelta(hours=2)
        return self.now < self.scene.now

    def record(self, kind: ComplaintStepKind, text: str = "", note: str = "") -> None:
        """Put a step on record."""
        step = StepRecord(kind=kind, text=text, internal_note=note)
        put_on_record(self.session, self.actor, self.complaint, step, self.now)


def handle(session: Session, scene: Scene, complaint: Complaint, course: Course) -> None:
    """Take a complaint along its course, as far as that lies in the past."""
    put_on_record(session, None, complaint, StepRecord(kind=ComplaintStepKind.FILED), complaint.filed_at)
    tell_supervisors(session, complaint, complaint.filed_at)
    supervisors = scene.city.supervisors[complaint.district]
    supervisor = supervisors[0] if complaint.enterprise_id == scene.city.shop.id else scene.dice.choice(supervisors)
    work = _Work(session, scene, complaint, course, _actor(supervisor), complaint.filed_at)
    if course.end is ComplaintStatus.FILED or not work.wait(course.accepted_after):
        return
    complaint.handled_by = supervisor.id
    _FIRST_STEPS.get(course.end, _accept)(work)


def draw_course(scene: Scene, complaint: Complaint) -> Course:
    """Return a course such as most complaints take."""
    dice = scene.dice
    end = dice.choices(_ENDS, _END_WEIGHTS)[0]
    if complaint.ground in _FOR_OTHERS:
        end = ComplaintStatus.TRANSFERRED
    elif end in _LEFT_AFTER and (scene.now - complaint.filed_at).days > _LEFT_AFTER[end]:
        end = ComplaintStatus.REPLIED
    conclusion = dice.choices(_CONCLUSIONS, _CONCLUSION_WEIGHTS)[0]
    slow = dice.random() < _SLOW
    family = _FAMILIES.get(complaint.ground, "conduct")
    return Course(
        end=end,
        conclusion=conclusion,
        found=scene.say("complaints", "concluded", family, conclusion.value),
        reply=scene.say("complaints", "replies", family, conclusion.value),
        accepted_after=dice.uniform(8, 11) if slow else dice.uniform(0.6, 4.5),
        concluded_after=dice.uniform(5, 27),
        replied_after=dice.uniform(0.3, 5),
        extended=dice.random() < _EXTENDED,
    )


def _actor(account: Account) -> Actor:
    return Actor(account_id=account.id, role=account.role, name=account.name, district=account.district)


def _decline(work: _Work) -> None:
    work.complaint.status = move(work.complaint.status, ComplaintStatus.DECLINED)
    work.record(ComplaintStepKind.DECLINED, work.scene.say("complaints", "declined", "reasons"))
    tell_firm(work.session, work.complaint, "inbox-complaint-declined", work.now)


def _transfer(work: _Work) -> None:
    work.complaint.status = move(work.complaint.status, ComplaintStatus.TRANSFERRED)
    work.complaint.transferred_to = work.scene.say("complaints", "transferred", "to")
    work.record(ComplaintStepKind.TRANSFERRED, work.scene.say("complaints", "transferred", "reasons"))
    tell_firm(work.session, work.complaint, "inbox-complaint-transferred", work.now)


def _accept(work: _Work) -> None:
    complaint, times = work.complaint, work.scene.policy.complaints
    complaint.status = move(complaint.status, ComplaintStatus.ACCEPTED)
    complaint.accepted_at, complaint.decide_by = work.now, decide_by(work.now, times)
    work.record(ComplaintStepKind.ACCEPTED, note=work.scene.say("complaints", "accepted", "notes"))
    tell_firm(work.session, complaint, "inbox-complaint-accepted", work.now, complaint.decide_by)
    days = work.course.concluded_after
    if work.course.extended:
        if not work.wait(max(days, 24)):
            return
        _extend(work)
        days = 10
    if work.course.end is not ComplaintStatus.ACCEPTED and work.wait(days):
        _conclude(work)


def _extend(work: _Work) -> None:
    complaint = work.complaint
    if complaint.decide_by is None or day_of(work.now) > complaint.decide_by:
        return
    complaint.extended, complaint.decide_by = True, extended_to(complaint.decide_by, work.scene.policy.complaints)
    work.record(ComplaintStepKind.EXTENDED, work.scene.say("complaints", "extended", "reasons"))
    tell_firm(work.session, complaint, "inbox-complaint-extended", work.now, complaint.decide_by)


def _conclude(work: _Work) -> None:
    complaint, scene = work.complaint, work.scene
    complaint.status = move(complaint.status, ComplaintStatus.CONCLUDED)
    complaint.conclusion, complaint.concluded_at = work.course.conclusion, work.now
    complaint.reply_by = until = reply_by(work.now, scene.policy.complaints, scene.calendar)
    work.record(ComplaintStepKind.CONCLUDED, note=work.course.found)
    tell_firm(work.session, complaint, "inbox-complaint-concluded", work.now, until)
    if work.course.end is ComplaintStatus.REPLIED and work.wait(work.course.replied_after):
        _reply(work)


def _reply(work: _Work) -> None:
    complaint = work.complaint
    complaint.status = move(complaint.status, ComplaintStatus.REPLIED)
    complaint.reply, complaint.replied_at = work.course.reply, work.now
    work.record(ComplaintStepKind.REPLIED, work.course.reply)
    tell_firm(work.session, complaint, "inbox-complaint-replied", work.now)


_FIRST_STEPS: Final[Mapping[ComplaintStatus, Callable[[_Work], None]]] = {
    ComplaintStatus.DECLINED: _decline,
    ComplaintStatus.TRANSFERRED: _transfer,
}
