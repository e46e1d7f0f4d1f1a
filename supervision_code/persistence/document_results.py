"""What a form prints of the visit itself: its course, what was found, and its photos."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.checklists import CheckAnswer
from supervision_code.domain.days import SHANGHAI
from supervision_code.domain.document_words import PaperWords
from supervision_code.domain.documents import DocumentKind
from supervision_code.persistence.models.documents import Document, VisitPhoto
from supervision_code.persistence.models.results import VisitResult
from supervision_code.persistence.models.visits import Visit

Values: TypeAlias = dict[str, Any]
_ANSWERS: Final[Mapping[str, str]] = {
    CheckAnswer.CONFORMS.value: "paper-check-conforms",
    CheckAnswer.DOES_NOT.value: "paper-check-does-not",
    CheckAnswer.NOT_APPLICABLE.value: "paper-check-not-applicable",
}
_WITH_PHOTOS: Final = frozenset({DocumentKind.RECORD, DocumentKind.SAMPLING, DocumentKind.SURVEY, DocumentKind.RESULT})


def photos_of(session: Session, document: Document, visit: Visit | None) -> list[Mapping[str, str]]:
    """Return the photos that are printed beside a form of this kind, withdrawn ones left out."""
    if visit is None or document.kind not in _WITH_PHOTOS:
        return []
    query = (
        select(VisitPhoto)
        .where(
            VisitPhoto.enterprise_id == visit.enterprise_id,
            VisitPhoto.visit_id == visit.id,
            VisitPhoto.agency == document.agency,
            VisitPhoto.withdrawn_at.is_(None),
            VisitPhoto.kept.is_(True),
        )
        .order_by(VisitPhoto.received_at, VisitPhoto.id)
    )
    return [
        {
            "file": f"{photo.small_sha256}.jpg",
            "caption": photo.caption,
            "taken": moment_in_words(photo.taken_at or photo.received_at),
            "original": photo.original_sha256,
        }
        for photo in session.scalars(query)
    ]


def course_of(visit: Visit | None, said: PaperWords) -> Values:
    """Return number, times, evidence and exception of the visit; texts are empty where there is none yet."""
    if visit is None:
        return {"visit-number": "", "arrived": "", "left": "", "evidence": "", "exception": ""}
    return {
        "visit-number": visit.number,
        "arrived": moment_in_words(visit.started_at),
        "left": moment_in_words(visit.ended_at),
        "evidence": said.label(visit.evidence),
        "exception": "：".join(filter(None, (said.label(visit.exception), visit.exception_reason))),
    }


def result_of(session: Session, document: Document, visit: Visit | None, said: PaperWords) -> Values:
    """Return checklist, findings and outcome: the agency's newest version, else what the visit itself says."""
    newest = _newest_result(session, document, visit)
    outcome: Enum | None = newest.outcome if newest else visit.outcome if visit else None
    due = newest.rectify_by if newest else visit.rectify_by if visit else None
    lines = newest.findings if newest else ""
    return {
        "checks": [_check(one, said) for one in json.loads(newest.checks or "[]")] if newest else [],
        "findings": [line for line in lines.split("\n") if line.strip()],
        "outcome": said.label(outcome),
        "result": newest.text if newest else visit.result if visit else "",
        "rectify-by": day_in_words(due) if due else "",
    }


def _newest_result(session: Session, document: Document, visit: Visit | None) -> VisitResult | None:
    if visit is None:
        return None
    query = select(VisitResult).where(
        VisitResult.enterprise_id == visit.enterprise_id,
        VisitResult.visit_id == visit.id,
        VisitResult.agency == document.agency,
    )
    return session.scalar(query.order_by(VisitResult.version.desc()).limit(1))


def _check(one: Mapping[str, Any], said: PaperWords) -> Mapping[str, str]:
    answer = one.get("answer")
    return {
        "text": str(one.get("text") or ""),
        "basis": str(one.get("basis") or ""),
        "answer": said.words.get(_ANSWERS.get(str(answer), ""), str(answer or "")),
        "note": "；".join(str(one[name]) for name in ("value", "note") if one.get(name)),
    }


def day_in_words(value: date) -> str:
    """Return a day as Chinese documents write it."""
    return f"{value:%Y年%-m月%-d日}"


def moment_in_words(value: datetime | None) -> str:
    """Return a moment in Shenzhen as Chinese documents write it; none is an empty text."""
    return f"{value.astimezone(SHANGHAI):%Y年%-m月%-d日 %H:%M}" if value else ""
