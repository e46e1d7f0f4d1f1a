"""Headers every answer carries, and the refusal of writes that come from another origin."""

from typing import Final

from flask import Request, Response

_WRITES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_STILL_OURS: Final = frozenset({"same-origin", "none"})
_NOT_CHOSEN: Final = frozenset({"", "no-cache"})
"""What Cache-Control says when no view decided about it: nothing, or what sending a file says by itself."""
_FOR_SIGN_IN: Final = ("publickey-credentials-create", "publickey-credentials-get")
_AT_THE_DOOR: Final = ("camera", "geolocation")
_DEVICE: Final = (
    "accelerometer",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
INERT_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""For a page that only tells something: it runs no script and sends nothing."""


def content_policy(*, camera: bool) -> str:
    """Return the content security policy: nothing but our own origin, nothing inline."""
    script = "script-src 'self' 'wasm-unsafe-eval'" if camera else "script-src 'self'"
    return (
        f"default-src 'none'; {script}; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; media-src 'self' blob:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def permissions_policy(*, camera: bool) -> str:
    """Return what pages may ask of the device: passkeys everywhere, camera and place at a door, nothing else."""
    allowed = {*_FOR_SIGN_IN, *(_AT_THE_DOOR if camera else ())}
    return ", ".join(f"{name}={'(self)' if name in allowed else '()'}" for name in _DEVICE)


def answer_headers(response: Response, *, camera: bool, https: bool, unchanging: bool) -> Response:
    """Set the security headers. What is not a built file is kept by no cache, unless its view says otherwise."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", content_policy(camera=camera))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Permissions-Policy", permissions_policy(camera=camera))
    if https:
        headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    if unchanging and response.status_code in {200, 206, 304}:
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif headers.get("Cache-Control", "") in _NOT_CHOSEN:
        headers["Cache-Control"] = "no-store"
    return response


def refuse_foreign_origin(request: Request) -> bool:
    """Say whether a write comes from another site, as the browser itself tells (``Sec-Fetch-Site``)."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.method in _WRITES and site not in _STILL_OURS


def holds_nul(request: Request) -> bool:
    """Say whether the request carries the one character that no database keeps in a text; no honest page sends it."""
    sent = (value for values in (request.args, request.form) for _, value in values.items(multi=True))
    return "\x00" in request.path or any("\x00" in value for value in sent)
