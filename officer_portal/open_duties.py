"""The scan that an officer owes, in sight on every page until it is made."""

from collections.abc import Sequence

from flask import Flask

from supervision_code.queries.duties import OpenDuty
from supervision_code.web.current import find_actor, supervision


def install_duties(app: Flask) -> None:
    """Let every page ask what the reader owes."""
    app.context_processor(lambda: {"scans_due": scans_due})


def scans_due() -> Sequence[OpenDuty]:
    """Return the emergencies of the reader that wait for their scan; nobody signed in owes any."""
    actor = find_actor()
    if actor is None or actor.officer_id is None:
        return ()
    return supervision().queries.duties.scans_due(actor)
