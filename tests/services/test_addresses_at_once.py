"""The same address offered by several requests at the same moment: the last one stands, and all are counted."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.errors_of_working_day import AskedTooOften
from supervision_code.domain.mails import ASKED_A_DAY
from supervision_code.domain.permissions import Role
from supervision_code.domain.reminders import ReminderTopic
from supervision_code.persistence.models.mail import AccountAddress, OutgoingMail
from supervision_code.persistence.session import Database
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import build_small_city
from tests.support.clock import StoppedClock
from tests.support.mail import RecordingMail, with_mail

_REQUESTS = ASKED_A_DAY + 3


def test_many_offers_at_once_are_taken_one_after_the_other(postgresql_own: Database, settings: Settings) -> None:
    actor = build_small_city(postgresql_own).actor(Role.OFFICER)
    product = bootstrap(
        with_mail(settings), clock=StoppedClock(), database=postgresql_own, passwords=PASSWORDS, sender=RecordingMail()
    )

    def offer(number: int) -> bool:
        try:
            product.addresses.offer(actor, f"wang{number}@example.cn", {ReminderTopic.VISITS})
        except AskedTooOften:
            return False
        return True

    with ThreadPoolExecutor(_REQUESTS) as pool:
        assert sum(pool.map(offer, range(_REQUESTS))) == ASKED_A_DAY
    with product.database.read() as session:
        assert len(session.scalars(select(AccountAddress)).all()) == 1
        assert len(session.scalars(select(OutgoingMail)).all()) == ASKED_A_DAY
