"""Districts as filters: what a supervisor of the whole city can narrow a list to."""

from sqlalchemy import select

from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import DistrictLevel
from supervision_code.persistence.models.registry import District
from supervision_code.persistence.session import Database


class DistrictQueries:
    """Looks at districts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def choices(self, actor: Actor) -> list[tuple[str, str]]:
        """Return code and name of each district the actor may choose between; none for who has one only."""
        actor.require(Permission.REGISTER_SEE)
        if actor.district is not None:
            return []
        query = select(District.code, District.name).where(District.level == DistrictLevel.DISTRICT)
        with self._database.read() as session:
            return [(code, name) for code, name in session.execute(query.order_by(District.code))]
