"""The own data: everything that is kept about who is signed in, to read and to take away; the same in all portals."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Permission
from supervision_code.domain.retention import Verdict
from supervision_code.queries.personal_sections import PersonalField, Row, Value
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.filters import day, moment
from supervision_code.web.htmx import render
from supervision_code.web.messages import has_message, label, label_key, t

own_data = Blueprint("own_data", __name__, url_prefix="/account/data")
MOST_SHOWN: Final = 20
"""Of each part; the file holds all."""


@own_data.get("/")
@requires(Permission.ACCOUNT_SEE)
def index() -> ResponseReturnValue:
    """Show what is kept, part by part."""
    record = supervision().queries.personal_data.own(current_actor())
    times = [(label(verdict.part), time_of(verdict)) for verdict in record.verdicts if verdict.count]
    return render("shared/own_data.html", record=record, most=MOST_SHOWN, pairs=pairs, times=times)


@own_data.get("/file")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def file() -> ResponseReturnValue:
    """Send everything as a JSON file."""
    record = supervision().queries.personal_data.own(current_actor())
    return json_file("my-data", record.as_json(now()))


def json_file(name: str, content: Mapping[str, Any]) -> Response:
    """Return a JSON document as a download, readable as it is."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    response = Response(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


def time_of(verdict: Verdict) -> str:
    """Say what becomes of a part that is to be erased: at once, on a day, or when its matter is over."""
    if verdict.goes:
        return t("personal-data-goes")
    return t("personal-data-stays", day=day(day_of(verdict.until))) if verdict.until else t("personal-data-open")


def pairs(row: Row) -> list[tuple[str, str]]:
    """Return a row's values with the names of what they say."""
    return [(label(field), _said(field, value)) for field, value in row.items()]


def _said(field: PersonalField, value: Value) -> str:
    """Show one value; what is a word of the product's own is said in the reader's language."""
    key = _own_word(field, str(value).replace(":", "-").replace("_", "-").lower())
    return t(key) if key and has_message(key) else _shown(value)


def _own_word(field: PersonalField, word: str) -> str:
    if field is PersonalField.ACTION:
        return f"trail-{word}"
    if field is PersonalField.PORTAL:
        return f"personal-data-portal-{word}"
    return f"personal-data-language-{word}" if field is PersonalField.LANGUAGE else ""


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return t("personal-data-yes") if value else t("personal-data-no")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Enum):
        return label(value) if has_message(label_key(value)) else str(value.value)
    return value or ""
