"""Photos of a visit: the same file is one photo, put on record once."""

from sqlalchemy import func, select

from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.adapters.papers import small_photo
from tests.factories.small_city import SmallCity
from tests.services.test_visits import kinds_on_ledger, opened


def test_the_same_file_sent_again_leaves_no_second_line(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    officer, visit = city.actor(Role.OFFICER), opened(supervision, city)
    sent = [supervision.photos.add(officer, city.firm.id, visit.visit_id, small_photo()) for _ in range(2)]
    assert sent[0] == sent[1]
    assert kinds_on_ledger(database).count(LedgerKind.PHOTO_ADDED) == 1
    with database.read() as session:
        lines = select(func.count()).where(TrailEntry.action == "photo:added")
        assert session.scalar(lines) == 1
