"""Headers every answer carries, and the refusal of writes that come from another origin."""

from flask import Request, Response

_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def content_policy(*, camera: bool) -> str:
    """Return the content security policy: nothing but our own origin, nothing inline."""
    script = "script-src 'self' 'wasm-unsafe-eval'" if camera else "script-src 'self'"
    return (
        f"default-src 'none'; {script}; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; media-src 'self' blob:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def answer_headers(response: Response, *, camera: bool, https: bool) -> Response:
    """Set the security headers; pages are never cached by others, built files always."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", content_policy(camera=camera))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault(
        "Permissions-Policy",
        "camera=(self), geolocation=(self), microphone=()" if camera else "camera=(), geolocation=(), microphone=()",
    )
    if https:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if response.mimetype in {"text/html", "application/json"}:
        headers.setdefault("Cache-Control", "no-store")
    return response


def refuse_foreign_origin(request: Request) -> bool:
    """Say whether a write comes from another site, as the browser itself tells (``Sec-Fetch-Site``)."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.method in _WRITES and site not in {"same-origin", "none"}
