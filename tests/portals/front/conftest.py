"""Fixtures of the front: ``front``, a browser at the root of the address, and ``issued``, a code of the small city."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from werkzeug.test import Client

from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.codes import SupervisionCode
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.web.front import create_front
from tests.factories.small_city import SmallCity


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCode:
    """The code of the small city's firm, and what its phone shows."""

    printed: str
    live: str


@pytest.fixture
def front(supervision: Supervision) -> Client:
    """A browser at the front."""
    return Client(create_front(supervision))


@pytest.fixture
def issued(supervision: Supervision, database: Database, city: SmallCity) -> IssuedCode:
    """The tokens of the firm's code."""
    list(supervision.codes.issue_missing())
    with database.read() as session:
        printed = session.scalars(
            select(SupervisionCode.token).where(SupervisionCode.enterprise_id == city.firm.id)
        ).one()
    live = supervision.codes.live_code(city.actor(Role.ENTERPRISE_MEMBER)).address
    return IssuedCode(printed=printed, live=live.rsplit("/", 1)[1])
