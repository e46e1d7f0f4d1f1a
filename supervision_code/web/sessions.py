"""Server-side sessions for Flask: the cookie holds a random token and nothing else."""

import secrets
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from supervision_code.services.sessions import SessionService
from supervision_code.web.portal import Portal


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What a request sees of its session."""

    def __init__(self, content: dict[str, Any], token: str | None) -> None:
        super().__init__(content, lambda _self: setattr(self, "modified", True))
        self.token = token
        self.renew = False
        self.modified = False
        self.accessed = True
        self.new = token is None


class ServerSessions(SessionInterface):
    """Loads and stores sessions through the session service."""

    def __init__(self, service: SessionService, portal: Portal, *, https: bool) -> None:
        self._service = service
        self._portal = portal
        self._https = https
        self._cookie = f"__Host-sc_{portal.name}" if https else f"sc_{portal.name}"

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Return the session of the cookie, or an empty one."""
        token = request.cookies.get(self._cookie)
        content = self._service.load(token, self._portal.name, self._portal.limits) if token else None
        return ServerSession(dict(content), token) if content is not None else ServerSession({}, None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed; an emptied session ends; after signing in the token is a new one."""
        assert isinstance(session, ServerSession)
        if not session.modified and not session.renew:
            return
        if session.token and (session.renew or not session):
            self._service.end(session.token)
        if not session:
            response.delete_cookie(self._cookie, path="/", secure=self._https, httponly=True, samesite="Lax")
            return
        token = secrets.token_urlsafe(32) if session.renew or session.token is None else session.token
        self._service.save(token, self._portal.name, dict(session), self._portal.limits)
        response.set_cookie(self._cookie, token, path="/", secure=self._https, httponly=True, samesite="Lax")
        response.vary.add("Cookie")


def renew_session(session: SessionMixin) -> None:
    """Give the session a new token at the end of the request; to be called when somebody signs in."""
    assert isinstance(session, ServerSession)
    session.renew = True
