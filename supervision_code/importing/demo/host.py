"""The running product, as far as the demonstration city needs it."""

from collections.abc import Iterator
from typing import Protocol

from config.settings import Settings
from supervision_code.adapters.secret_box import SecretBox
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.persistence.session import Database


class Codes(Protocol):
    """Issues codes."""

    def publish_keys(self) -> int:
        """Put the public keys on record."""
        ...

    def issue_missing(self) -> Iterator[int]:
        """Issue the first code to firms without one, in chunks."""
        ...


class Policies(Protocol):
    """Keeps policy versions."""

    def publish(self, in_force: PolicyInForce) -> bool:
        """Put a version on record."""
        ...


class Host(Protocol):
    """What is handed in to load the city."""

    @property
    def settings(self) -> Settings:
        """Return where things lie."""
        ...

    @property
    def database(self) -> Database:
        """Return the database."""
        ...

    @property
    def clock(self) -> Clock:
        """Return the clock."""
        ...

    @property
    def box(self) -> SecretBox:
        """Return what keeps secrets."""
        ...

    @property
    def calendar(self) -> WorkCalendar:
        """Return the working days."""
        ...

    @property
    def in_force(self) -> PolicyInForce:
        """Return the policy in force."""
        ...

    @property
    def codes(self) -> Codes:
        """Return who issues codes."""
        ...

    @property
    def policies(self) -> Policies:
        """Return who keeps policy versions."""
        ...
