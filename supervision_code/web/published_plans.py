"""The page of published plans: what agencies mean to inspect this year, for everybody; no firm is named in it."""

from typing import Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from supervision_code.queries.inspection_plans import PlansAsked
from supervision_code.queries.paging import Cut
from supervision_code.web.access import public
from supervision_code.web.current import supervision
from supervision_code.web.htmx import render

published_plans = Blueprint("published_plans", __name__, url_prefix="/plans")
_PAGE: Final = 20
_MOST_DIGITS: Final = 4


@published_plans.get("/")
@public
def index() -> ResponseReturnValue:
    """List published plans, newest first."""
    year, words = request.args.get("year", ""), request.args.get("q", "").strip()[:80]
    known = year.isascii() and year.isdigit() and len(year) <= _MOST_DIGITS
    asked = PlansAsked(year=int(year) if known else 0, words=words)
    found = supervision().queries.published_plans.page(asked, Cut(at=request.args.get("at", ""), limit=_PAGE))
    return render("front/plans.html", found=found, asked=asked)
