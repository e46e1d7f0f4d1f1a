"""How far a complaint has come, as steps done, under way and to come, each with its day."""

from collections.abc import Mapping
from datetime import date
from typing import Final, TypedDict

from supervision_code.domain.complaints import ComplaintStatus, ComplaintStepKind
from supervision_code.queries.complaints import OwnComplaintPage, OwnComplaintStep
from supervision_code.web.filters import day, moment
from supervision_code.web.messages import label, t

_WAY: Final = (
    ComplaintStepKind.FILED,
    ComplaintStepKind.ACCEPTED,
    ComplaintStepKind.CONCLUDED,
    ComplaintStepKind.REPLIED,
)
_REACHED: Final[Mapping[ComplaintStatus, int]] = {
    ComplaintStatus.FILED: 1,
    ComplaintStatus.ACCEPTED: 2,
    ComplaintStatus.CONCLUDED: 3,
    ComplaintStatus.REPLIED: 4,
}


_NEXT: Final[Mapping[ComplaintStatus, str]] = {
    ComplaintStatus.FILED: "enterprise-complaint-next-filed",
    ComplaintStatus.ACCEPTED: "enterprise-complaint-next-accepted",
    ComplaintStatus.CONCLUDED: "enterprise-complaint-next-concluded",
    ComplaintStatus.REPLIED: "enterprise-complaint-next-replied",
    ComplaintStatus.DECLINED: "enterprise-complaint-next-declined",
    ComplaintStatus.TRANSFERRED: "enterprise-complaint-next-transferred",
}


class ShownStep(TypedDict):
    """One step of the ``steps`` macro."""

    title: str
    note: str
    state: str


def progress_of(page: OwnComplaintPage) -> list[ShownStep]:
    """Return what was done, and on the usual way what comes and by when; an ended complaint has no more to come."""
    done = [_done(page, step) for step in page.steps]
    if page.row.status not in _REACHED:
        return done
    coming = _WAY[_REACHED[page.row.status] :]
    return [*done, *(_coming(page, kind, first=index == 0) for index, kind in enumerate(coming))]


def next_of(page: OwnComplaintPage, today: date) -> str:
    """Return what comes next and by when, or what the firm can still do."""
    if page.row.due is not None and page.row.due < today:
        return t("enterprise-complaint-next-overdue")
    return t(_NEXT[page.row.status], day=day(page.row.due))


def _done(page: OwnComplaintPage, step: OwnComplaintStep) -> ShownStep:
    kind, note = step.kind, moment(step.at)
    if kind is ComplaintStepKind.CONCLUDED and page.row.conclusion is not None:
        note = f"{note} · {label(page.row.conclusion)}"
    if kind in {ComplaintStepKind.DECLINED, ComplaintStepKind.TRANSFERRED, ComplaintStepKind.EXTENDED} and step.text:
        note = f"{note} · {step.text}"
    return ShownStep(title=label(kind), note=note, state="done")


def _coming(page: OwnComplaintPage, kind: ComplaintStepKind, *, first: bool) -> ShownStep:
    until = page.row.due if first else None
    return ShownStep(
        title=label(kind),
        note=t("enterprise-complaint-by", day=day(until)) if until else "",
        state="current" if first else "todo",
    )
