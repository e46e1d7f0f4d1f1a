"""The network's faults: answers that are lost after the commit, and the same event from twelve senders at once."""

from uuid import uuid4

from drills import door
from drills.auditing import audit
from drills.installation import Installation
from drills.load import Journal, at_once, under_load
from drills.processes import wait_until
from drills.proxy import losing_answers
from drills.row import Row

_SENDERS = 12
_LOST_OF_TEN = 6


def answers_lost(installation: Installation, losses: int) -> Row:
    """Lose six of ten answers after the product has committed; the sender sends the same again."""
    row = Row(fault="answer lost after the commit", database=installation.kind)
    with losing_answers(installation.port, _LOST_OF_TEN) as proxy:
        with under_load(installation.city, proxy.port) as load:
            wait_until(lambda: proxy.lost >= losses, 60, f"{losses} answers are lost")
        row.runs = proxy.lost
    repeated = load.journal.answers["200"]
    row.require(repeated > 0, f"{repeated} repetitions were answered with what the first one got")
    return row.judge(audit(installation, load.journal), load.journal)


def twelve_senders(installation: Installation, times: int) -> Row:
    """Let twelve senders send one event at the same moment."""
    row = Row(fault="12 senders of one id at once", database=installation.kind, runs=times)
    whole = Journal()
    for turn in range(times):
        event = door.opening(installation.city.firms[turn], uuid4())
        journal, answers = at_once(installation.city, installation.port, event, _SENDERS)
        row.require(len(answers) == _SENDERS and journal.answers["201"] == 1, _told(journal))
        row.require(len({ack.entry for ack in journal.acknowledged}) == 1, "all were given the same entry")
        whole.acknowledged += journal.acknowledged
        whole.answers.update(journal.answers)
    row.remarks = sorted(set(row.remarks))
    return row.judge(audit(installation, whole), whole)


def _told(journal: Journal) -> str:
    return "one was answered 201, the others 200" if set(journal.answers) == {"200", "201"} else str(journal.answers)
