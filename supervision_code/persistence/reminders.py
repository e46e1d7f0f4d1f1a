"""Gives reminders: each occasion once, into the inbox, and by mail to who asked for it."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Role
from supervision_code.domain.reminders import Reminder, ReminderTopic, topics_from
from supervision_code.persistence import inbox
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.mail import AccountAddress, GivenReminder, OutgoingMail

MOST: Final = 5000
"""Reminders of one kind in one run; the rest follows in the next."""
_AT_ONCE: Final = 500


def give(session: Session, reminders: Iterable[Reminder], now: datetime, most: int = MOST) -> int:
    """Give those reminders that were not given yet, so many at most, and return how many; the rest follows later."""
    given, left = 0, iter(reminders)
    while given < most and (some := list(islice(left, _AT_ONCE))):
        for reminder in _not_given(session, list({one.occasion: one for one in some}.values())):
            if given < most and _claim(session, reminder.occasion, now):
                given += 1
                inbox.put(session, reminder.recipient, reminder.key, now, facts=reminder.facts, link=reminder.link)
                mail(session, reminder, now)
    return given


def mail(session: Session, reminder: Reminder, now: datetime) -> int:
    """Leave a mail for everybody behind an inbox who wants reminders of this kind by mail; return how many."""
    wanted = (
        select(AccountAddress.account_id, AccountAddress.address, AccountAddress.topics)
        .join(Account, Account.id == AccountAddress.account_id)
        .where(Account.active, AccountAddress.confirmed_at.is_not(None), _behind(reminder.recipient))
        .order_by(AccountAddress.account_id)
    )
    rows = [
        mail_row(account, address, reminder.key, {**reminder.facts, "topic": reminder.topic}, reminder.link, now)
        for account, address, topics in session.execute(wanted)
        if reminder.topic in topics_from(topics)
    ]
    insert_rows(session, OutgoingMail.__table__, rows)
    return len(rows)


def mail_row(
    account_id: UUID, address: str, key: str, facts: dict[str, str | int], link: str, now: datetime
) -> dict[str, object]:
    """Return a mail that is due at once, as a row."""
    return {
        "id": new_id(now),
        "account_id": account_id,
        "address": address,
        "key": key,
        "facts": json.dumps(facts, ensure_ascii=False),
        "link": link,
        "made_at": now,
        "next_try_at": now,
        "tries": 0,
        "sending_since": None,
        "sent_at": None,
        "gave_up_at": None,
        "last_problem": "",
    }


def _not_given(session: Session, reminders: Sequence[Reminder]) -> list[Reminder]:
    occasions = [reminder.occasion for reminder in reminders]
    given = set(session.scalars(select(GivenReminder.occasion).where(GivenReminder.occasion.in_(occasions))))
    return [reminder for reminder in reminders if reminder.occasion not in given]


def _claim(session: Session, occasion: str, now: datetime) -> bool:
    """Say whether the occasion is ours: of two workers at once only one gives the reminder."""
    kind = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = kind.insert(GivenReminder).values(occasion=occasion, at=now).on_conflict_do_nothing()
    return session.scalar(statement.returning(GivenReminder.occasion)) is not None


def _behind(recipient: str) -> ColumnElement[bool]:
    """Return the condition of the accounts that read an inbox and are reminded of what comes there."""
    kind, _, name = recipient.partition(":")
    if kind == "officer":
        return Account.officer_id == UUID(name)
    if kind == "enterprise":
        return Account.enterprise_id == UUID(name)
    if kind == "agency":
        return (Account.agency == name) & (Account.role == Role.AGENCY_MANAGER)
    whole = name == inbox.WHOLE_CITY
    here = Account.district.is_(None) if whole else Account.district == name
    return here & (Account.role == Role.SUPERVISOR)


def oversight(recipient: str, key: str, facts: dict[str, str | int], link: str) -> Reminder:
    """Return a reminder that the day's claim keeps from being given twice; it is mailed only."""
    return Reminder(occasion="", recipient=recipient, topic=ReminderTopic.OVERSIGHT, key=key, facts=facts, link=link)
