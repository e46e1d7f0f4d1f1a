"""Mails: an address is confirmed once, a letter goes out once, and what the server refuses waits or ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from supervision_code.bootstrap import bootstrap
from supervision_code.domain.errors import InvalidValue, NoSuchRecord
from supervision_code.domain.errors_of_working_day import AskedTooOften, MailOff
from supervision_code.domain.mails import CONFIRM, Letter, MailRefused
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.reminders import Reminder, ReminderTopic
from supervision_code.persistence import reminders
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.mail import AccountAddress, OutgoingMail
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.accounts import PASSWORDS
from tests.factories.complaints import build_complaint
from tests.factories.small_city import SmallCity
from tests.support.clock import StoppedClock
from tests.support.mail import RecordingMail, with_mail

ADDRESS = "wang@example.cn"
EVERYTHING = frozenset(ReminderTopic)
ONE_ENGINE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def token_in(letter: Letter) -> str:
    return letter.text.partition("?token=")[2].split()[0]


def confirmed(mailing: Supervision, actor: Actor, outbox: RecordingMail, address: str = ADDRESS) -> None:
    mailing.addresses.offer(actor, address, EVERYTHING)
    assert mailing.mails.send_due() == 1
    assert mailing.addresses.confirm(actor, token_in(outbox.letters.pop()))


def remind(mailing: Supervision, city: SmallCity, occasion: str = "visit:1") -> int:
    reminder = Reminder(
        occasion=occasion,
        recipient=f"officer:{city.officers[0].id}",
        topic=ReminderTopic.VISITS,
        key="inbox-visit-tomorrow",
        facts={"firm": city.firm.name},
        link="/planned-visits",
    )
    with mailing.database.begin() as session:
        return reminders.give(session, [reminder], mailing.clock.now())


def waiting(mailing: Supervision) -> list[OutgoingMail]:
    with mailing.database.read() as session:
        return list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def test_an_address_is_confirmed_by_the_link_in_its_mail_and_only_once(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail
) -> None:
    officer = city.actor(Role.OFFICER)
    mailing.addresses.offer(officer, ADDRESS, EVERYTHING)
    assert mailing.queries.mails.own(officer).confirmed_at is None
    mailing.mails.send_due()
    letter = outbox.letters[0]

    assert letter.to == ADDRESS
    assert letter.subject == "请确认您的邮箱"
    assert f"http://127.0.0.1:8000/officer/account/mail/confirm?token={token_in(letter)}" in letter.text
    assert not mailing.addresses.confirm(city.other_actor(Role.OFFICER), token_in(letter))
    assert not mailing.addresses.confirm(officer, "0" * 64)
    assert mailing.addresses.confirm(officer, token_in(letter))
    assert not mailing.addresses.confirm(officer, token_in(letter))
    own = mailing.queries.mails.own(officer)
    assert own.confirmed_at is not None
    assert own.asked_until is None
    assert ReminderTopic.TASKS not in own.topics


@ONE_ENGINE
def test_the_token_is_stored_nowhere(mailing: Supervision, city: SmallCity, outbox: RecordingMail) -> None:
    mailing.addresses.offer(city.actor(Role.OFFICER), ADDRESS, EVERYTHING)
    mailing.mails.send_due()
    token = token_in(outbox.letters[0])
    with mailing.database.read() as session:
        own = session.scalars(select(AccountAddress)).one()
        assert token not in {own.token_digest, own.address}
    assert all(token not in f"{row.facts}{row.link}" for row in waiting(mailing))


@ONE_ENGINE
def test_a_link_ends_after_a_day(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail, clock: StoppedClock
) -> None:
    officer = city.actor(Role.OFFICER)
    mailing.addresses.offer(officer, ADDRESS, EVERYTHING)
    mailing.mails.send_due()
    clock.pass_by(hours=24)
    assert not mailing.addresses.confirm(officer, token_in(outbox.letters[0]))


@ONE_ENGINE
def test_a_later_address_ends_the_link_of_the_earlier(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail
) -> None:
    officer = city.actor(Role.OFFICER)
    confirmed(mailing, officer, outbox)
    mailing.addresses.offer(officer, "new@example.cn", EVERYTHING)
    mailing.mails.send_due()
    first = outbox.letters.pop()
    mailing.addresses.offer(officer, "newest@example.cn", EVERYTHING)

    assert not mailing.addresses.confirm(officer, token_in(first))
    remind(mailing, city)
    mailing.mails.send_due()
    assert [letter.to for letter in outbox.letters] == ["newest@example.cn"]


@ONE_ENGINE
def test_nobody_can_have_mails_sent_without_end(
    mailing: Supervision, city: SmallCity, clock: StoppedClock, outbox: RecordingMail
) -> None:
    officer = city.actor(Role.OFFICER)
    for number in range(5):
        mailing.addresses.offer(officer, f"a{number}@example.cn", EVERYTHING)
        mailing.mails.send_due()
    mailing.addresses.remove(officer)
    with pytest.raises(AskedTooOften):
        mailing.addresses.offer(officer, ADDRESS, EVERYTHING)
    mailing.addresses.offer(city.other_actor(Role.OFFICER), ADDRESS, EVERYTHING)
    clock.pass_by(days=1, seconds=1)
    mailing.addresses.offer(officer, ADDRESS, EVERYTHING)


@ONE_ENGINE
def test_what_is_no_address_is_refused_and_without_a_server_all_are(
    mailing: Supervision, supervision: Supervision, city: SmallCity
) -> None:
    officer = city.actor(Role.OFFICER)
    with pytest.raises(InvalidValue):
        mailing.addresses.offer(officer, "a@b.cn\r\nBcc: c@d.cn", EVERYTHING)
    with pytest.raises(MailOff):
        supervision.addresses.offer(officer, ADDRESS, EVERYTHING)
    with pytest.raises(NoSuchRecord):
        mailing.addresses.choose(officer, EVERYTHING)
    assert not supervision.mails.is_on
    assert supervision.mails.send_due() == 0


def test_a_reminder_goes_to_who_wants_it_and_to_a_confirmed_address_only(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail
) -> None:
    officer = city.actor(Role.OFFICER)
    remind(mailing, city, "visit:none")
    mailing.addresses.offer(officer, ADDRESS, EVERYTHING)
    remind(mailing, city, "visit:unconfirmed")
    mailing.mails.send_due()
    assert mailing.addresses.confirm(officer, token_in(outbox.letters.pop()))

    remind(mailing, city, "visit:wanted")
    mailing.addresses.choose(officer, {ReminderTopic.CERTIFICATES})
    remind(mailing, city, "visit:not-wanted")

    assert mailing.mails.send_due() == 1
    letter = outbox.letters[0]
    assert letter.subject == "监督码提醒：检查安排"
    assert f"明天去{city.firm.name}检查" in letter.text
    assert "/officer/planned-visits\n" in letter.text
    assert letter.settings_url.endswith("/officer/account/mail")


def test_a_reminder_is_given_once_however_often_it_is_asked_for(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail
) -> None:
    confirmed(mailing, city.actor(Role.OFFICER), outbox)
    assert [remind(mailing, city) for _ in range(3)] == [1, 0, 0]
    assert [mailing.mails.send_due() for _ in range(3)] == [1, 0, 0]
    assert len(outbox.letters) == 1


@ONE_ENGINE
def test_a_refusal_is_tried_again_later_and_given_up_in_the_end(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail, clock: StoppedClock
) -> None:
    confirmed(mailing, city.actor(Role.OFFICER), outbox)
    remind(mailing, city)
    outbox.refusal = MailRefused("SMTPConnectError: 421", for_good=False)
    tried = []
    for minutes in (0, 1, 5, 15, 60, 240, 999):
        clock.pass_by(minutes=minutes)
        mailing.mails.send_due()
        tried.append(max(row.tries for row in waiting(mailing)))
    standing = mailing.queries.mails.standing(city.actor(Role.OPERATOR))

    assert tried == [1, 2, 3, 4, 5, 6, 6]
    assert (standing.waiting, standing.given_up) == (0, 1)
    assert standing.problems == (("SMTPConnectError: 421", 1),)


@ONE_ENGINE
def test_after_a_failure_the_same_letter_goes_out(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail, clock: StoppedClock
) -> None:
    confirmed(mailing, city.actor(Role.OFFICER), outbox)
    remind(mailing, city)
    outbox.refusal = MailRefused("TimeoutError", for_good=False)
    assert mailing.mails.send_due() == 0
    assert mailing.queries.mails.standing(city.actor(Role.OPERATOR)).trying == 1
    outbox.refusal = None
    assert mailing.mails.send_due() == 0
    clock.pass_by(minutes=1)
    assert mailing.mails.send_due() == 1
    assert mailing.queries.mails.standing(city.actor(Role.OPERATOR)).problems == ()


def test_who_dies_while_sending_leaves_it_to_the_next_under_the_same_id(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail, clock: StoppedClock
) -> None:
    confirmed(mailing, city.actor(Role.OFFICER), outbox)
    remind(mailing, city)

    class Dies(RecordingMail):
        def send(self, letter: Letter) -> None:
            super().send(letter)
            raise KeyboardInterrupt

    dying = Dies()
    first = bootstrap(
        with_mail(mailing.settings), clock=clock, database=mailing.database, passwords=PASSWORDS, sender=dying
    )
    with pytest.raises(KeyboardInterrupt):
        first.mails.send_due()
    assert mailing.mails.send_due() == 0
    clock.pass_by(minutes=5)
    assert mailing.mails.send_due() == 1
    assert [letter.id for letter in outbox.letters] == [letter.id for letter in dying.letters]


@ONE_ENGINE
def test_a_refusal_for_good_ends_it_at_once(mailing: Supervision, city: SmallCity, outbox: RecordingMail) -> None:
    confirmed(mailing, city.actor(Role.OFFICER), outbox)
    remind(mailing, city)
    outbox.refusal = MailRefused("recipient refused: [550]", for_good=True)
    mailing.mails.send_due()
    assert [row.tries for row in waiting(mailing) if row.key != CONFIRM] == [1]
    assert mailing.queries.mails.standing(city.actor(Role.OPERATOR)).given_up == 1


@ONE_ENGINE
def test_removing_the_address_or_the_account_ends_what_was_to_be_sent(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail
) -> None:
    officer, manager = city.actor(Role.OFFICER), city.actor(Role.AGENCY_MANAGER)
    confirmed(mailing, officer, outbox)
    remind(mailing, city)
    mailing.addresses.remove(officer)
    assert mailing.mails.send_due() == 0
    assert mailing.queries.mails.own(officer).address == ""

    mailing.addresses.offer(manager, "boss@example.cn", EVERYTHING)
    with mailing.database.begin() as session:
        session.get_one(Account, manager.account_id).active = False
    assert mailing.mails.send_due() == 0
    assert outbox.letters == []


@ONE_ENGINE
def test_the_days_overdue_matters_go_by_mail_to_the_supervisors_of_the_area(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail
) -> None:
    confirmed(mailing, city.actor(Role.SUPERVISOR), outbox)
    confirmed(mailing, city.other_actor(Role.SUPERVISOR), outbox, "lin@example.cn")
    late = (mailing.clock.now() - timedelta(days=7)).date()
    given(mailing.database, build_complaint(city.firm, text="后厨有人索要好处。", accept_by=late))
    mailing.reminders.remind()
    mailing.mails.send_due()

    (letter,) = outbox.letters
    assert letter.to == ADDRESS
    assert "/supervisor/complaints/?due=overdue" in letter.text
    assert "索要" not in letter.text
    assert city.firm.name not in letter.text


@ONE_ENGINE
@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ('{"topic": "visits", "firm": "南园小厨", "until": "someday"}', "ValueError"),
        ('{"firm": "南园小厨"}', "KeyError"),
        ("[]", "AttributeError"),
        ("{", "JSONDecodeError"),
    ],
)
def test_a_mail_that_cannot_be_written_is_given_up_at_once_and_keeps_nobody_waiting(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail, facts: str, why: str
) -> None:
    confirmed(mailing, city.actor(Role.OFFICER), outbox)
    remind(mailing, city, "visit:1")
    with mailing.database.begin() as session:
        session.execute(update(OutgoingMail).where(OutgoingMail.sent_at.is_(None)).values(facts=facts))
    remind(mailing, city, "visit:2")

    assert mailing.mails.send_due() == 1
    standing = mailing.queries.mails.standing(city.actor(Role.OPERATOR))

    assert (standing.waiting, standing.given_up) == (0, 1)
    assert standing.problems == ((f"cannot be written: {why}", 1),)


@ONE_ENGINE
def test_a_mail_of_which_no_try_ends_is_given_up_too(
    mailing: Supervision, city: SmallCity, outbox: RecordingMail, clock: StoppedClock
) -> None:
    confirmed(mailing, city.actor(Role.OFFICER), outbox)
    remind(mailing, city)

    class Breaks(RecordingMail):
        def send(self, letter: Letter) -> None:
            super().send(letter)
            raise RuntimeError

    breaking = Breaks()
    worker = bootstrap(
        with_mail(mailing.settings), clock=clock, database=mailing.database, passwords=PASSWORDS, sender=breaking
    )
    for _ in range(6):
        with pytest.raises(RuntimeError):
            worker.mails.send_due()
        clock.pass_by(minutes=5)
    assert worker.mails.send_due() == 0
    clock.pass_by(days=1)
    assert worker.mails.send_due() == 0

    standing = mailing.queries.mails.standing(city.actor(Role.OPERATOR))
    assert len(breaking.letters) == 6
    assert (standing.waiting, standing.given_up) == (0, 1)
    assert standing.problems == (("no try came to an end", 1),)
