"""Views that take more than a usual form: they say how much, and only they get it."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, request

from supervision_code.web.current import find_actor

_MARK: Final = "upload_limit"
_MEGABYTE: Final = 1024 * 1024
_V = TypeVar("_V", bound=Callable[..., Any])


def takes_uploads(megabytes: int) -> Callable[[_V], _V]:
    """Let a view take a request of so many megabytes; put it below ``@requires``."""

    def mark(view: _V) -> _V:
        setattr(view, _MARK, megabytes * _MEGABYTE)
        return view

    return mark


def widen_for_uploads(app: Flask) -> None:
    """Let the request be as large as its view allows; to be called before anybody reads the form.

    Who is not signed in sends no more than a usual form: the form is read before anybody asks who it is.
    """
    limit = getattr(app.view_functions.get(request.endpoint or ""), _MARK, None)
    if limit is not None and find_actor() is not None:
        request.max_content_length = limit
