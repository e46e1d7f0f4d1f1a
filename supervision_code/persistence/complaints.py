"""Writes what every step of a complaint leaves: the step, the trail, the firm's message; and finds one sent twice.

No ledger entry of its own: its time would betray who complained; what enters is a commitment in a batch. No word to
agencies.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from supervision_code.domain.complaints import ComplaintStatus, ComplaintStepKind
from supervision_code.domain.confidential import ConfidentialKind
from supervision_code.domain.days import day_of, start_of_day
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor
from supervision_code.persistence import confidential, inbox, trail
from supervision_code.persistence.models.complaints import Complaint, ComplaintStep

LONGEST_TEXT: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """One step to be stored; ``text`` is what the firm reads, ``internal_note`` is not."""

    kind: ComplaintStepKind
    text: str = ""
    internal_note: str = ""


def put_on_record(session: Session, actor: Actor | None, complaint: Complaint, step: StepRecord, now: datetime) -> None:
    """Write the step, the trail and a commitment for the next batch; the trail does not name the firm by its id."""
    session.flush()
    confidential.enter(
        session,
        confidential.ConfidentialDraft(
            enterprise_id=complaint.enterprise_id,
            complaint_id=complaint.id,
            kind=ConfidentialKind.COMPLAINT_STEP,
            at=now,
            facts=step_facts(complaint, step),
        ),
    )
    session.execute(
        insert(ComplaintStep).values(
            enterprise_id=complaint.enterprise_id,
            id=new_id(now),
            complaint_id=complaint.id,
            kind=step.kind,
            at=now,
            account_id=actor.account_id if actor else None,
            account_name=actor.name if actor else "",
            text=step.text,
            internal_note=step.internal_note.strip()[:LONGEST_TEXT],
        )
    )
    trail.append(
        session,
        actor,
        f"complaint:{step.kind.value}",
        now,
        subject=complaint.reference,
        district=complaint.district,
    )


def step_facts(complaint: Complaint, step: StepRecord) -> dict[str, str]:
    """Return what a step's commitment says: the step, and digests of what was complained of and of what was said."""
    content = "\n".join(
        str(part) for part in (complaint.ground, complaint.agency, complaint.happened_on, complaint.text)
    )
    said = f"{step.text}\n{step.internal_note.strip()[:LONGEST_TEXT]}"
    return {"step": step.kind.value, "content": _digest(content), "said": _digest(said)}


def tell_firm(session: Session, complaint: Complaint, key: str, now: datetime, until: date | None = None) -> None:
    """Leave the firm a message about its complaint."""
    inbox.put(
        session,
        inbox.to_enterprise(complaint.enterprise_id),
        key,
        now,
        facts={"reference": complaint.reference, "until": until.isoformat() if until else ""},
        link=f"/complaints/{complaint.reference}",
    )


def tell_supervisors(session: Session, complaint: Complaint, now: datetime) -> None:
    """Tell the supervisors of the district and of the city that a complaint waits; not whose. No agency hears of it."""
    for area in dict.fromkeys([complaint.district, inbox.WHOLE_CITY]):
        inbox.put(
            session,
            inbox.to_district(area),
            "inbox-complaint-filed",
            now,
            facts={"reference": complaint.reference, "until": complaint.accept_by.isoformat()},
            link=f"/complaints/{complaint.id}",
        )


def sent_before(session: Session, complaint: Complaint) -> Complaint | None:
    """Return the same complaint filed on the same day, when an impatient tap sent it twice."""
    same = session.scalars(
        select(Complaint)
        .where(
            Complaint.enterprise_id == complaint.enterprise_id,
            Complaint.filed_at >= start_of_day(day_of(complaint.filed_at)),
            Complaint.ground == complaint.ground,
            Complaint.status == ComplaintStatus.FILED,
        )
        .order_by(Complaint.id)
    )
    return next((one for one in same if _content(one) == _content(complaint)), None)


def _content(complaint: Complaint) -> tuple[object, ...]:
    return complaint.text, complaint.agency, complaint.visit_id, complaint.happened_on


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
