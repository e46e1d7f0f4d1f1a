"""Photos and documents as answers: never run, never framed, kept by no cache; documents always as downloads."""

from typing import Final

from flask import Response

_NOTHING_ELSE: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"


def picture_answer(content: bytes) -> Response:
    """Return a JPEG of ours, to be shown in a page of ours."""
    return _strict(Response(content, content_type="image/jpeg"), "inline; filename=photo.jpg")


def pdf_answer(content: bytes, name: str) -> Response:
    """Return a PDF of ours as a download; ``name`` is ASCII."""
    return _strict(Response(content, content_type="application/pdf"), f'attachment; filename="{name}"')


def _strict(response: Response, disposition: str) -> Response:
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = _NOTHING_ELSE
    response.headers["Cache-Control"] = "private, no-store"
    return response
