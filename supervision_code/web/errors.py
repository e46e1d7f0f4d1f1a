"""Where errors meet HTTP: one table from refusal to status, and pages that say what to do next."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Final

import structlog
from flask import Flask, Response, current_app, g, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from supervision_code.domain import errors, errors_of_working_day, faults
from supervision_code.domain.inspection_plan_objects import ObjectsRefused
from supervision_code.domain.policy_parsing import PolicyError
from supervision_code.persistence import faults as saves
from supervision_code.web.current import current_portal, forget_reader
from supervision_code.web.htmx import go_to, page_address, render
from supervision_code.web.messages import has_message, t

STATUS: Mapping[type[errors.DomainError], int] = MappingProxyType(
    {
        errors.NotPermitted: 403,
        errors.NotSignedIn: 401,
        errors.NoSuchRecord: 404,
        errors.ScanGone: 404,
        errors.IllegalMove: 409,
        errors.InvalidValue: 422,
        errors.AlreadyRecorded: 409,
        errors.SignInRefused: 401,
        errors.SignInLocked: 429,
        errors.SecondFactorRefused: 401,
        errors.SecondFactorLocked: 429,
        errors.LastSecondFactor: 409,
        errors.WeakPassword: 422,
        errors.UserNameTaken: 409,
        errors.AccountInUse: 409,
        errors.TooFewOfficers: 422,
        errors_of_working_day.OfficerElsewhere: 409,
        errors_of_working_day.MailOff: 409,
        errors_of_working_day.AskedTooOften: 429,
        errors.CertificateInvalid: 422,
        errors.ItemNotPublished: 422,
        errors.ItemMissing: 422,
        errors.ReasonMissing: 422,
        errors.ScanExpired: 409,
        errors_of_working_day.JoiningOver: 409,
        errors_of_working_day.NamingOver: 409,
        errors_of_working_day.NotNamed: 409,
        errors.SecondPersonMissing: 409,
        errors.TooLate: 409,
        errors.PolicyUnchanged: 409,
        errors.PolicyOutdated: 409,
        errors_of_working_day.PlanIncomplete: 409,
        errors_of_working_day.PlanChanged: 409,
        errors_of_working_day.ChangedMeanwhile: 409,
        ObjectsRefused: 422,
        errors.CodeRefused: 422,
        errors.SignerRefused: 409,
        errors_of_working_day.PhotoRefused: 422,
        errors_of_working_day.SeatTaken: 409,
        errors.TokenRefused: 401,
        errors.ScopeMissing: 403,
        errors.HoldFull: 429,
        PolicyError: 422,
    }
)
_FAULTS: Mapping[type[faults.Fault], int] = MappingProxyType(
    {
        faults.DatabaseAway: 503,
        faults.DatabaseBusy: 503,
        faults.StorageFull: 507,
        faults.StorageReadOnly: 503,
        faults.FileUnreadable: 503,
        faults.OutcomeUnknown: 503,
    }
)
_TRY_AGAIN_AFTER = "10"
_LONGEST_FACT: Final = 200
_LOG = structlog.get_logger("web")


def sentence_of(refusal: errors.DomainError) -> str:
    """Return the refusal as a sentence that says what is and what to do."""
    key, facts = f"error-{refusal.code}", {name: _short(fact) for name, fact in refusal.facts.items()}
    for detail in ("refusal", "expected", "state", "field"):
        narrower = f"{key}-{str(refusal.facts.get(detail, '')).replace('_', '-')}"
        if detail in refusal.facts and has_message(narrower):
            return t(narrower, **facts)
    return t(key, **facts)


def _short(fact: Any) -> Any:
    """Return a fact as a sentence can hold it: what somebody sent may be a book."""
    return f"{fact[:_LONGEST_FACT]}…" if isinstance(fact, str) and len(fact) > _LONGEST_FACT else fact


def install_errors(app: Flask) -> None:
    """Answer every error of this app."""
    app.register_error_handler(errors.DomainError, _refused)
    app.register_error_handler(faults.Fault, _failed)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _refused(refusal: errors.DomainError) -> ResponseReturnValue:
    if isinstance(refusal, errors.NotSignedIn) and "sign_in.form" in _endpoints():
        return go_to(url_for("sign_in.form", next=page_address()))
    status = STATUS[type(refusal)]
    above = _page_above() if status == HTTPStatus.CONFLICT and request.method == "POST" else None
    return _page(status, sentence_of(refusal), [(above, t("error-way-above"))] if above else [])


def status_of_fault(fault: faults.Fault) -> int:
    """Return the status of an answer that the machine, not the person, is to blame for."""
    return _FAULTS[type(fault)]


def _failed(fault: faults.Fault) -> ResponseReturnValue:
    forget_reader()
    told = faults.OutcomeUnknown() if saves.something_was_saved() and request.method == "POST" else fault
    _LOG.error("fault", path=request.path, fault=fault.code, told=told.code, why=str(fault))
    page = _page(status_of_fault(told), t(f"error-{told.code}"))
    page.headers["Retry-After"] = _TRY_AGAIN_AFTER
    return page


def _http(error: HTTPException) -> ResponseReturnValue:
    if isinstance(fault := getattr(error, "original_exception", None), faults.Fault):
        return _failed(fault)
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _note(getattr(error, "original_exception", None) or error)
    above = _page_above() if error.code == HTTPStatus.METHOD_NOT_ALLOWED and request.method in {"GET", "HEAD"} else None
    if above is not None:
        return go_to(above)
    key = f"error-http-{error.code}"
    page = _page(error.code, t(key if has_message(key) else "error-http-other"))
    for name, value in error.get_headers():
        page.headers.setdefault(name, value)
    return page


def _page_above() -> str | None:
    """Return the nearest page above an address that only takes forms: where a form was refused, nothing is to be read.

    Whoever loads such an answer again, or comes back to it by a bookmark, is led to the page the form stands on.
    """
    adapter, path = current_app.create_url_adapter(request), request.path.rstrip("/")
    while adapter is not None and path.count("/") > 1:
        path = path.rpartition("/")[0]
        for page in (path, f"{path}/"):
            with suppress(NotFound, MethodNotAllowed, RequestRedirect):
                adapter.match(page, method="GET")
                return f"{request.script_root}{page}"
    return None


def _unexpected(error: Exception) -> ResponseReturnValue:
    _note(error)
    return _page(500, t("error-http-500"))


def _note(error: BaseException) -> None:
    """Keep the error in the log, under the request's number; the reader, who gets nothing of it, is forgotten first."""
    forget_reader()
    _LOG.error("unexpected", path=request.path, exc_info=error)


def _page(status: int, sentence: str, ways: Sequence[tuple[str, str]] = ()) -> Response:
    heading = f"error-heading-{status}"
    home = current_portal().home
    return render(
        "shared/error.html",
        status=status,
        heading=t(heading if has_message(heading) else "error-heading-other"),
        text=sentence,
        reference=g.get("request_id", "")[:12] if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "",
        ways=[*ways, *([(url_for(home), t("error-way-home"))] if home in _endpoints() else [])],
    )


def _endpoints() -> Mapping[str, object]:
    return current_app.view_functions
