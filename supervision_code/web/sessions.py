"""Server-side sessions for Flask: the cookie holds a random token and nothing else."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin

from supervision_code.services.sessions import SessionService
from supervision_code.web.current import reader_forgotten
from supervision_code.web.portal import Portal


class ServerSession(SessionMixin):
    """What a request sees of its session; the database is asked when somebody looks, not before."""

    def __init__(self, token: str | None, load: Callable[[str], Mapping[str, Any] | None]) -> None:
        self._offered = token
        self._load = load
        self._content: dict[str, Any] | None = None
        self.token: str | None = None
        self.renew = False
        self.modified = False

    def _opened(self) -> dict[str, Any]:
        if self._content is None:
            found = self._load(self._offered) if self._offered else None
            self.token = self._offered if found is not None else None
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
        return ServerSession(
            request.cookies.get(self._cookie),
            lambda token: self._service.load(token, self._portal.name, self._portal.limits),
        )

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed; an emptied session ends; after signing in the token is a new one."""
        if not isinstance(session, ServerSession) or reader_forgotten() or not (session.modified or session.renew):
            return
        content = dict(session)
        if session.token and (session.renew or not content):
            self._service.end(session.token)
        if content:
            self._store(session, content, response)
        elif session.token:
            response.delete_cookie(self._cookie, path="/", secure=self._https, httponly=True, samesite="Lax")

    def _store(self, session: ServerSession, content: Mapping[str, Any], response: Response) -> None:
        token = session.token
        if session.renew or token is None:
            token = secrets.token_urlsafe(32)
            self._service.make(token, self._portal.name, content, self._portal.limits)
        else:
            self._service.save(token, content)
        response.set_cookie(self._cookie, token, path="/", secure=self._https, httponly=True, samesite="Lax")
        response.vary.add("Cookie")


class NoSessions(SessionInterface):
    """For pages that know nobody: no cookie is read or set, and writing to the session is an error."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        """Return a session that is empty and stays so."""
        return self.make_null_session(app)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep nothing."""


def renew_session(session: SessionMixin) -> None:
    """Give the session a new token at the end of the request; to be called when somebody signs in."""
    if isinstance(session, ServerSession):
        session.renew = True
