"""Server-side sessions for Flask: the cookie holds a random token and nothing else.

Who is not signed in has no row in the database: the little that is kept for him (the language, the token of a form)
travels in a signed cookie, so that visiting the sign-in page, however often, stores nothing.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeSerializer

from supervision_code.services.sessions import HALF_SIGNED_IN, SIGNED_IN, NewSession, SessionService
from supervision_code.web.current import reader_forgotten
from supervision_code.web.portal import Portal

_ANONYMOUS: Final = "~"
"""What a signed cookie begins with; no token does."""


class ServerSession(SessionMixin):
    """What a request sees of its session; the database is asked when somebody looks, not before."""

    def __init__(self, offered: str | None, load: Callable[[str], Mapping[str, Any] | None]) -> None:
        self._offered = offered
        self._load = load
        self._content: dict[str, Any] | None = None
        self.token: str | None = None
        """The token of the row this session is stored in."""
        self.begin_anew = False
        self.move = False
        self.modified = False

    @property
    def had_cookie(self) -> bool:
        """Say whether the browser sent any cookie of ours."""
        return bool(self._offered)

    def _opened(self) -> dict[str, Any]:
        if self._content is None:
            found = self._load(self._offered) if self._offered else None
            stored = found is not None and not str(self._offered).startswith(_ANONYMOUS)
            self.token = self._offered if stored else None
            self._content = dict(found or {})
        return self._content

    def __getitem__(self, name: str) -> Any:
        return self._opened()[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._opened()[name] = value
        self.modified = True

    def __delitem__(self, name: str) -> None:
        del self._opened()[name]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._opened())

    def __len__(self) -> int:
        return len(self._opened())


class ServerSessions(SessionInterface):
    """Loads and stores sessions through the session service."""

    def __init__(self, service: SessionService, portal: Portal, *, https: bool) -> None:
        self._service = service
        self._portal = portal
        self._https = https
        self._cookie = f"__Host-sc_{portal.name}" if https else f"sc_{portal.name}"

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Return the session of the cookie, or an empty one."""
        return ServerSession(request.cookies.get(self._cookie), lambda offered: self._load(app, offered))

    def _load(self, app: Flask, offered: str) -> Mapping[str, Any] | None:
        if not offered.startswith(_ANONYMOUS):
            return self._service.load(offered, self._portal.name, self._portal.limits)
        try:
            content = self._signer(app).loads(offered.removeprefix(_ANONYMOUS))
        except BadSignature:
            return None
        return None if _account_in(content) else cast("Mapping[str, Any]", content)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed; an emptied session ends; after a step of signing in the token is a new one."""
        if not isinstance(session, ServerSession) or reader_forgotten():
            return
        if not (session.modified or session.begin_anew or session.move):
            return
        content = dict(session)
        known = bool(_account_in(content))
        if session.token and (session.begin_anew or not known):
            self._service.end(session.token)
        if content:
            kept = self._stored(session, content) if known else _ANONYMOUS + str(self._signer(app).dumps(content))
            response.set_cookie(self._cookie, kept, path="/", secure=self._https, httponly=True, samesite="Lax")
            response.vary.add("Cookie")
        elif session.had_cookie:
            response.delete_cookie(self._cookie, path="/", secure=self._https, httponly=True, samesite="Lax")

    def _stored(self, session: ServerSession, content: Mapping[str, Any]) -> str:
        token, new = session.token, secrets.token_urlsafe(32)
        if session.begin_anew or token is None:
            place = NewSession(
                portal=self._portal.name, limits=self._portal.limits, user_agent=request.user_agent.string
            )
            self._service.make(new, content, place)
            return new
        if session.move:
            self._service.move(token, new, content)
            return new
        self._service.save(token, content)
        return token

    def _signer(self, app: Flask) -> URLSafeSerializer:
        return URLSafeSerializer(str(app.secret_key), salt=f"not signed in: {self._portal.name}")


class NoSessions(SessionInterface):
    """For pages that know nobody: no cookie is read or set, and writing to the session is an error."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        """Return a session that is empty and stays so."""
        return self.make_null_session(app)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep nothing."""


def _account_in(content: Mapping[str, Any]) -> str:
    return str(content.get(SIGNED_IN) or content.get(HALF_SIGNED_IN) or "")


def begin_session(session: SessionMixin) -> None:
    """End the session and begin another one with what it holds now; to be called at each step of signing in."""
    if isinstance(session, ServerSession):
        session.begin_anew = True


def move_session(session: SessionMixin) -> None:
    """Give the session a new token at the end of the request; its age stays what it is."""
    if isinstance(session, ServerSession):
        session.move = True


def token_of(session: SessionMixin) -> str:
    """Return the token of a stored session, empty when it is not stored."""
    if not isinstance(session, ServerSession) or not len(session):
        return ""
    return session.token or ""
