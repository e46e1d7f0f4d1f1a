"""The complaints of the year: on every ground, in every state, with the deadlines of the policy."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from supervision_code.domain.complaints import (
    ComplaintChannel,
    ComplaintGround,
    ComplaintStatus,
    Conclusion,
    accept_by,
    complaint_reference,
)
from supervision_code.domain.days import day_of
from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.visits import VisitKind
from supervision_code.importing.demo.city import Firm
from supervision_code.importing.demo.complaint_work import Course, draw_course, handle
from supervision_code.importing.demo.scene import Scene, at
from supervision_code.importing.demo.staged import StagedVisit
from supervision_code.importing.demo.story import Story
from supervision_code.persistence.models.complaints import Complaint

_FOR_VISITS: Final = 130
"""One complaint for so many visits."""
_AT_LEAST: Final = 24
_GROUNDS: Final = tuple(ComplaintGround)
_GROUND_WEIGHTS: Final = (26, 14, 22, 16, 4, 4, 1, 1, 2, 2, 3, 1, 1, 4, 4)
_CHANNELS: Final = (ComplaintChannel.PORTAL, ComplaintChannel.HOTLINE_12345, ComplaintChannel.LETTER)
_CHANNEL_WEIGHTS: Final = (72, 23, 5)
_ABOUT_A_VISIT: Final = 0.7
_RECENT: Final = 0.28
_RECENT_DAYS: Final = 42
_WITHOUT_VISIT: Final = frozenset({ComplaintGround.NO_SCAN})
_AWAKE: Final = (8.5 * 60, 21.5 * 60)
_SHOP_STREET: Final = "HQB-JD"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filing:
    firm: Firm
    ground: ComplaintGround
    text: str
    filed_at: datetime
    channel: ComplaintChannel
    agency: str | None
    visit: StagedVisit | None


def file_complaints(session: Session, scene: Scene, story: Story) -> None:
    """Store all complaints and what was done about them."""
    for filing in _filings(scene):
        complaint = _stored(session, scene, filing)
        handle(session, scene, complaint, draw_course(scene, complaint))
    _of_the_shop(session, scene, story)


def _filings(scene: Scene) -> list[_Filing]:
    count = max(_AT_LEAST, len(scene.log.visits) // _FOR_VISITS)
    grounds = [*_GROUNDS, *scene.dice.choices(_GROUNDS, _GROUND_WEIGHTS, k=count - len(_GROUNDS))]
    annoying, others = _visits(scene)
    filings = [_filing(scene, ground, annoying, others) for ground in grounds]
    return sorted(filings, key=lambda filing: filing.filed_at)


def _visits(scene: Scene) -> tuple[list[StagedVisit], list[StagedVisit]]:
    """Return the visits that firms complain of most readily, and the rest."""
    mine = [visit for visit in scene.log.visits if visit.ending and visit.firm.id in scene.city.accounts]
    mine = [visit for visit in mine if visit.voiding is None and visit.firm is not scene.city.shop]
    annoying = [visit for visit in mine if visit.record.over_limit_reason]
    others = [visit for visit in mine if visit.record.kind is VisitKind.INSPECTION]
    return annoying or others, others


def _filing(
    scene: Scene, ground: ComplaintGround, annoying: Sequence[StagedVisit], others: Sequence[StagedVisit]
) -> _Filing:
    often = ground in {ComplaintGround.DUPLICATE, ComplaintGround.TOO_FREQUENT}
    visits: Sequence[StagedVisit] = annoying if often else others
    if scene.dice.random() < _RECENT:
        since = scene.now - timedelta(days=_RECENT_DAYS)
        visits = [visit for visit in visits if visit.record.started_at > since] or visits
    visit = scene.dice.choice(visits)
    day = day_of(visit.record.started_at) + timedelta(days=scene.dice.randint(0, 4))
    filed_at = at(day, scene.dice.uniform(*_AWAKE))
    if not visit.record.started_at < filed_at < scene.now:
        filed_at = visit.record.started_at + (scene.now - visit.record.started_at) * scene.dice.uniform(0.2, 0.9)
    about = ground not in _WITHOUT_VISIT and scene.dice.random() < _ABOUT_A_VISIT
    return _Filing(
        firm=visit.firm,
        ground=ground,
        text=scene.say("complaints", "grounds", ground.value),
        filed_at=filed_at,
        channel=scene.dice.choices(_CHANNELS, _CHANNEL_WEIGHTS)[0],
        agency=visit.lead if about or scene.dice.random() < _ABOUT_A_VISIT else None,
        visit=visit if about else None,
    )


def _stored(session: Session, scene: Scene, filing: _Filing) -> Complaint:
    key = seeded_id(filing.filed_at, scene.dice.getrandbits(74))
    portal = filing.channel is ComplaintChannel.PORTAL
    day = filing.visit.record.started_at if filing.visit else filing.filed_at - timedelta(days=1)
    complaint = Complaint(
        enterprise_id=filing.firm.id,
        id=key,
        reference=complaint_reference(key, filing.filed_at),
        district=filing.firm.facts.district,
        agency=filing.agency,
        visit_id=filing.visit.record.id if filing.visit else None,
        ground=filing.ground,
        text=filing.text,
        happened_on=day_of(day),
        channel=filing.channel,
        filed_at=filing.filed_at,
        filed_by=scene.city.accounts[filing.firm.id].id if portal else None,
        status=ComplaintStatus.FILED,
        accept_by=accept_by(filing.filed_at, scene.policy.complaints, scene.calendar),
        source_ref=None if portal else f"{filing.channel.value}-{key.int % 10**9:09d}",
    )
    session.add(complaint)
    return complaint


def _of_the_shop(session: Session, scene: Scene, story: Story) -> None:
    """File the restaurant's two: one long answered, one taken up just now."""
    texts, again = scene.texts["complaints"]["story"], story.visits["again"]
    first = _Filing(
        firm=scene.city.shop,
        ground=ComplaintGround.DUPLICATE,
        text=texts["duplicate"],
        filed_at=again.recorded_at + timedelta(hours=30),
        channel=ComplaintChannel.PORTAL,
        agency=again.lead,
        visit=again,
    )
    course = Course(
        end=ComplaintStatus.REPLIED,
        conclusion=Conclusion.PARTLY_SUBSTANTIATED,
        found=texts["duplicate_note"],
        reply=texts["duplicate_reply"],
        accepted_after=1.6,
        concluded_after=12,
        replied_after=1.5,
    )
    handle(session, scene, _stored(session, scene, first), course)
    second = replace(
        first,
        ground=ComplaintGround.NO_SCAN,
        text=texts["no_scan"],
        filed_at=scene.now - timedelta(days=3, hours=2),
        agency=_SHOP_STREET,
        visit=None,
    )
    under_way = replace(course, end=ComplaintStatus.ACCEPTED, accepted_after=1.1)
    handle(session, scene, _stored(session, scene, second), under_way)
