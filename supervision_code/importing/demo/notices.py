"""Notices to the restaurant: one to be answered, after it was moved; one answered, one that lapsed, one taken back."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of, day_number, day_of, working_days_after
from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.notices import NoticeState, Offer, Span, offer, times_free
from supervision_code.domain.planned_visits import HalfDay, JoiningAnswer, PlannedVisitState
from supervision_code.domain.visits import InspectionType
from supervision_code.importing.demo.accounts import MARKET, OFFICER_SEAT
from supervision_code.importing.demo.papers import Papers
from supervision_code.importing.demo.scene import Scene, at
from supervision_code.persistence import inbox
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.notices import NOTICE

_S = NoticeState


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One planned visit of the story; in working days: ``sent`` before today, ``day`` and ``until`` after it."""

    agency: str
    partner: str = ""
    state: NoticeState
    sent: int
    day: int
    until: int
    note: str = ""
    reason: str = ""
    moved_because: str = ""


_STORY: Final = (
    _Told(
        agency=MARKET,
        partner="SZ-XFJY",
        state=_S.OPEN,
        sent=1,
        day=9,
        until=16,
        moved_because="原定那天执法人员要参加防汛值守，改到下一周。",
    ),
    _Told(agency="SZ-RSJ", state=_S.CHOSEN, sent=3, day=6, until=12, note="中午客人多，请下午两点以后来，走后门。"),
    _Told(agency="SZ-YCJ", state=_S.LAPSED, sent=8, day=2, until=2),
    _Told(
        agency="SZ-SSTJ",
        state=_S.WITHDRAWN,
        sent=6,
        day=5,
        until=10,
        reason="今年的油烟检查已由街道一并完成，不再单独来。",
    ),
)


def tell_the_shop(session: Session, scene: Scene, papers: Papers) -> None:
    """Store the planned visits of the story, with what the restaurant was told and answered."""
    for number, told in enumerate(_STORY):
        if told.agency in scene.city.agencies:
            _store(session, scene, papers, told, number)


def _store(session: Session, scene: Scene, papers: Papers, told: _Told, number: int) -> None:
    sent_at = at(_worked(scene, -told.sent), 9 * 60 + 20 * number)
    times = _offered(scene, told, sent_at)
    plan = _planned(scene, told, sent_at, times)
    insert_rows(session, PlannedVisit.__table__, [plan])
    if told.partner in scene.city.agencies:
        insert_rows(session, PlanJoining.__table__, [_joining(scene, told.partner, plan)])
    notice = _notice(scene, told, plan, times, sent_at)
    rows = [notice]
    if told.moved_because:
        rows.insert(0, _moved(notice, told.moved_because))
        notice["replaces"] = rows[0]["id"]
    insert_rows(session, Notice.__table__, rows)
    _leave_papers(scene, papers, told, rows)


def _offered(scene: Scene, told: _Told, sent_at: datetime) -> Offer:
    day, last = _worked(scene, told.day), _worked(scene, told.until)
    first = day if told.day == told.until else _worked(scene, told.day - 2)
    span = Span(today=day_of(sent_at), first_day=first, last_day=last, day=day, half_day=HalfDay.MORNING)
    free = times_free(span, scene.policy.notice, scene.calendar, lambda _: False)
    return offer(span, scene.policy.notice, scene.calendar, free)


def _planned(scene: Scene, told: _Told, sent_at: datetime, times: Offer) -> dict[str, Any]:
    agency, shop = scene.city.agencies[told.agency], scene.city.shop
    stands = times.slots[-1] if told.state is _S.CHOSEN else times.proposed
    planned_at = sent_at - timedelta(days=2)
    day = _worked(scene, told.day)
    return {
        "enterprise_id": shop.id,
        "id": seeded_id(planned_at, day_number(day) * 8 + told.sent),
        "agency": told.agency,
        "day": stands.day if stands else day_number(day),
        "half_day": stands.half_day if stands else None,
        "type": InspectionType.ROUTINE,
        "items": agency.items_for(shop.facts.industry)[0][0],
        "note": "",
        "state": PlannedVisitState.CANCELLED if told.state is _S.WITHDRAWN else PlannedVisitState.PLANNED,
        "planned_by": scene.city.accounts[agency.officers[OFFICER_SEAT].id].id,
        "planned_at": planned_at,
        "visit_id": None,
    }


def _joining(scene: Scene, partner: str, plan: dict[str, Any]) -> dict[str, Any]:
    agency = scene.city.agencies[partner]
    return {
        "enterprise_id": plan["enterprise_id"],
        "plan_id": plan["id"],
        "agency": partner,
        "joined_by": scene.city.accounts[agency.officers[OFFICER_SEAT].id].id,
        "joined_at": plan["planned_at"] + timedelta(hours=20),
        "answer": JoiningAnswer.JOINED,
        "type": InspectionType.ROUTINE,
        "items": agency.items_for(scene.city.shop.facts.industry)[0][0],
    }


def _notice(scene: Scene, told: _Told, plan: dict[str, Any], times: Offer, sent_at: datetime) -> dict[str, Any]:
    chosen = told.state is _S.CHOSEN
    proposed = times.proposed
    return {
        "enterprise_id": plan["enterprise_id"],
        "id": seeded_id(sent_at, plan["day"]),
        "planned_visit_id": plan["id"],
        "state": told.state,
        "sent_at": sent_at,
        "sent_by": plan["planned_by"],
        "day": proposed.day if proposed else plan["day"],
        "half_day": proposed.half_day if proposed else None,
        "slots": json.dumps([{"day": slot.day, "half_day": slot.half_day.value} for slot in times.slots]),
        "choose_by": day_number(_worked(scene, -1) if told.state is _S.LAPSED else times.choose_by),
        "chosen_day": plan["day"] if chosen else None,
        "chosen_half_day": plan["half_day"] if chosen else None,
        "chosen_at": sent_at + timedelta(hours=27) if chosen else None,
        "chosen_by": scene.city.accounts[scene.city.shop.id].id if chosen else None,
        "firm_note": told.note,
        "reason": told.reason,
        "ended_at": sent_at + timedelta(days=2, hours=3) if told.state is _S.WITHDRAWN else None,
        "replaces": None,
    }


def _moved(anew: dict[str, Any], reason: str) -> dict[str, Any]:
    """Return the notice in whose place another was sent."""
    sent_at = anew["sent_at"] - timedelta(days=3)
    return anew | {
        "id": seeded_id(sent_at, anew["day"] - 7),
        "state": _S.MOVED,
        "sent_at": sent_at,
        "day": anew["day"] - 7,
        "slots": "[]",
        "choose_by": day_number(day_of(sent_at)),
        "reason": reason,
        "ended_at": anew["sent_at"],
    }


def _leave_papers(scene: Scene, papers: Papers, told: _Told, rows: list[dict[str, Any]]) -> None:
    shop = scene.city.shop
    officer = scene.city.accounts[scene.city.agencies[told.agency].officers[OFFICER_SEAT].id]
    for row in rows:
        facts: dict[str, Canonical] = {"notice": str(row["id"]), "planned_visit": str(row["planned_visit_id"])}
        kinds = [(LedgerKind.NOTICE_SENT, row["sent_at"]), (LedgerKind.NOTICE_ANSWERED, row["chosen_at"])]
        for kind, moment in [*kinds, (LedgerKind.NOTICE_ENDED, row["ended_at"])]:
            if moment is not None:
                papers.drafts.append(_draft(kind, moment, shop.id, row["id"], {**facts, "day": row["day"]}))
        papers.trace(officer, "notice:sent", row["sent_at"], shop.facts.uscc, shop)
    last = rows[-1]
    key = "inbox-notice-withdrawn" if told.state is _S.WITHDRAWN else "inbox-notice-sent"
    said: dict[str, str | int] = {"from_day": _iso(last["day"]), "until": _iso(last["choose_by"])}
    papers.tell(inbox.to_enterprise(shop.id), key, last["ended_at"] or last["sent_at"], said, f"/notices/{last['id']}")


def _draft(kind: LedgerKind, moment: datetime, firm: UUID, subject: UUID, told: dict[str, Canonical]) -> LedgerDraft:
    return LedgerDraft(kind=kind, at=moment, enterprise_id=firm, subject=subject, facts={NOTICE: told})


def _iso(number: int) -> str:
    return date_of(number).isoformat()


def _worked(scene: Scene, count: int) -> date:
    """Return the working day so many after today, or before it where the number is negative."""
    if count >= 0:
        return working_days_after(scene.today, count, scene.calendar)
    day = scene.today
    while count:
        day -= timedelta(days=1)
        count += scene.calendar.is_working_day(day)
    return day
