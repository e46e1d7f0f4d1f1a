"""The words of the overview: its five figures, the lines of the work list, the steps of the trend."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import url_for

from supervision_code.queries.overview import Overview, TrendStep
from supervision_code.queries.work_list import WorkItem, WorkKind
from supervision_code.web.filters import day, relative
from supervision_code.web.messages import label, t


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """One line of the work list as it is read."""

    title: str
    note: str
    href: str
    icon: str
    end: str
    state: str


def overview_figures(seen: Overview, days: int) -> list[dict[str, Any]]:
    """Return the figures, at most five, each with the list it counts."""
    figures: list[dict[str, Any]] = [
        {
            "label": t("supervisor-figure-visits"),
            "number": f"{seen.counted.visits:,}",
            "unit": t("supervisor-unit-times"),
            "note": _compared(seen.counted.visits, seen.before.visits),
            "href": url_for("visits.index", days=days),
        },
        {
            "label": t("supervisor-figure-agencies"),
            "number": len(seen.agencies),
            "unit": t("supervisor-unit-agencies"),
            "href": url_for("agencies.index", days=days),
        },
        _scan_figure(seen, days),
        {
            "label": t("supervisor-figure-findings"),
            "number": f"{seen.counted.findings:,}",
            "unit": t("supervisor-unit-findings"),
            "note": t("supervisor-figure-unfinished", number=sum(seen.unfinished.values())),
            "href": url_for("findings.index", days=days),
        },
    ]
    if seen.complaints is not None:
        late = seen.complaints.overdue
        figures.append(
            {
                "label": t("supervisor-figure-complaints"),
                "number": seen.complaints.number,
                "unit": t("supervisor-unit-cases"),
                "note": t("supervisor-figure-overdue", number=late) if late else "",
                "late": late > 0,
                "href": url_for("complaints.index"),
            }
        )
    return figures


def _scan_figure(seen: Overview, days: int) -> dict[str, Any]:
    percent, strong = seen.counted.scan_percent, seen.counted.strong_percent
    return {
        "label": t("supervisor-figure-scan"),
        "number": "—" if percent is None else percent,
        "unit": "" if percent is None else "%",
        "note": "" if strong is None else t("supervisor-figure-strong", percent=strong),
        "href": url_for("agencies.index", days=days, sort="scan"),
    }


def _compared(now: int, before: int) -> str:
    if not before:
        return ""
    change = round(100 * (now - before) / before)
    if change == 0:
        return t("supervisor-figure-same")
    return t("supervisor-figure-more", percent=change) if change > 0 else t("supervisor-figure-less", percent=-change)


def work_line(item: WorkItem) -> WorkLine:
    """Return the line of one thing to act on."""
    return _LINES[item.kind](item)


def _alert_line(item: WorkItem) -> WorkLine:
    rule = label(item.rule) if item.rule else ""
    state = label(item.state) if item.state else ""
    if item.kind is WorkKind.ANSWER_HERE:
        state = t("supervisor-work-answered")
    elif item.kind is WorkKind.ANSWER_OVERDUE:
        state = t("supervisor-work-answer-overdue")
    return WorkLine(
        title=item.firm,
        note=" · ".join(part for part in (rule, item.agency) if part),
        href=url_for("alerts.show", enterprise_id=item.enterprise_id, alert_id=item.id),
        icon="bell",
        end=day(item.day),
        state=state,
    )


def _complaint_line(item: WorkItem) -> WorkLine:
    return WorkLine(
        title=t("supervisor-work-complaint", reference=item.reference),
        note=" · ".join(part for part in (label(item.ground) if item.ground else "", item.agency) if part),
        href=url_for("complaints.show", complaint_id=item.id),
        icon="message-report",
        end=day(item.day),
        state=t("supervisor-overdue") if item.overdue else _due(item),
    )


def _due(item: WorkItem) -> str:
    """Return how far ahead a deadline lies."""
    return t("supervisor-due", when=relative(item.day)) if isinstance(item.day, date) else ""


def _dispute_line(item: WorkItem) -> WorkLine:
    return WorkLine(
        title=item.firm,
        note=" · ".join(part for part in (label(item.ground) if item.ground else "", item.agency) if part),
        href=url_for("visits.show", enterprise_id=item.enterprise_id, visit_id=item.visit_id),
        icon="hand-stop",
        end=day(item.day),
        state=t("supervisor-work-dispute"),
    )


_LINES: Final[Mapping[WorkKind, Callable[[WorkItem], WorkLine]]] = {
    WorkKind.ALERT: _alert_line,
    WorkKind.ANSWER_OVERDUE: _alert_line,
    WorkKind.ANSWER_HERE: _alert_line,
    WorkKind.COMPLAINT: _complaint_line,
    WorkKind.COMPLAINT_NEW: _complaint_line,
    WorkKind.DISPUTE: _dispute_line,
}


def trend_label(step: TrendStep) -> str:
    """Return the short name of a day or a week on the axis of a chart."""
    first = f"{step.first.month}/{step.first.day}"
    return first if step.first == step.last else f"{first}–{step.last.month}/{step.last.day}"
