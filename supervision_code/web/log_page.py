"""The page that explains the log to everybody, and the program that checks receipts."""

from typing import Final

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from config.settings import ROOT
from supervision_code.web.access import public
from supervision_code.web.current import supervision
from supervision_code.web.htmx import render

log_page = Blueprint("log_page", __name__, url_prefix="/ledger")
_PROGRAM: Final = ROOT / "scripts" / "check_receipt.py"


@log_page.get("/")
@public
def index() -> ResponseReturnValue:
    """Say what the log shows, how large it is, who witnesses it, and how a receipt is checked."""
    queries = supervision().queries
    return render(
        "front/ledger.html",
        standing=queries.ledger.standing(),
        witnesses=queries.witnesses.all(),
        keys=queries.ledger.keys(),
    )


@log_page.get("/check_receipt.py")
@public
def program() -> ResponseReturnValue:
    """Hand out the program that checks receipts."""
    response = Response(_PROGRAM.read_bytes(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_PROGRAM.name}"'
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
