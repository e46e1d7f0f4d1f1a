"""What the worker does and how often: each job a line that calls a service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from supervision_code.product import Supervision

_FIRMS_A_TURN: Final = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of scheduled work; ``work`` returns how much it did."""

    name: str
    every: timedelta
    work: Callable[[Supervision], int]


def fold(supervision: Supervision) -> int:
    """Fold everything that waits into the rollups."""
    return supervision.rollups.fold_all()


def seal(supervision: Supervision) -> int:
    """Append waiting ledger entries to the tree and have its state signed."""
    return supervision.sealing.seal()


def sweep(supervision: Supervision) -> int:
    """Forget expired sessions, used challenges and misses of long ago."""
    return supervision.sessions.sweep() + supervision.second_steps.sweep() + supervision.sign_ins.sweep()


def remind(supervision: Supervision) -> int:
    """Leave the day's reminders; the service itself sees to it that this happens once a day."""
    return supervision.reminders.remind()


def send_notices(supervision: Supervision) -> int:
    """Tell firms of planned visits that nobody has told them of, and let notices lapse."""
    return supervision.notices.send_due()


def try_policies(supervision: Supervision) -> int:
    """Try the draft of a policy that has waited longest for it."""
    return supervision.policy_trials.carry_out_next()


def merge(supervision: Supervision) -> int:
    """Bring waiting tasks together, some thousand firms at a time, so that no other job waits long."""
    return supervision.merging.merge_waiting(most_firms=_FIRMS_A_TURN)


def settle_passed_visits(supervision: Supervision) -> int:
    """Settle planned visits whose day has passed: their tasks do not wait in them for ever."""
    return supervision.passed_visits.settle()


def close_plans(supervision: Supervision) -> int:
    """Close plans whose period is over and that nobody closed."""
    return supervision.inspection_plans.close_ended()


def forget(supervision: Supervision) -> int:
    """Delete what was folded long ago."""
    return supervision.rollups.forget()


def seal_confidential(supervision: Supervision) -> int:
    """Send out a batch of confidential commitments at every beat; the service knows when that is."""
    return supervision.confidential_batches.seal_when_due()


def check_clock(supervision: Supervision) -> int:
    """Look whether the clock can be believed."""
    return supervision.upkeep.check_clock()


def erase(supervision: Supervision) -> int:
    """Erase whom the operator asked to be erased."""
    return supervision.personal_data.erase_waiting()


def end_by_rule(supervision: Supervision) -> int:
    """End personal data that has served its time, and make old positions coarse."""
    return supervision.retention.end_all()


def sweep_files(supervision: Supervision) -> int:
    """Take away stored files that no record names."""
    return supervision.stored_files.sweep()


def thin(supervision: Supervision) -> int:
    """Let old checkpoints go for which another of the same hour stands."""
    return supervision.thinning.thin()


def witness(supervision: Supervision) -> int:
    """Have the newest checkpoint cosigned by every witness."""
    return supervision.witnesses.submit()


def send_mail(supervision: Supervision) -> int:
    """Send the mails that are due."""
    return supervision.mails.send_due()


JOBS: Final = (
    Job(name="fold", every=timedelta(seconds=1), work=fold),
    Job(name="seal", every=timedelta(seconds=1), work=seal),
    Job(name="clock", every=timedelta(seconds=30), work=check_clock),
    Job(name="sweep", every=timedelta(minutes=1), work=sweep),
    Job(name="remind", every=timedelta(minutes=10), work=remind),
    Job(name="notices", every=timedelta(seconds=30), work=send_notices),
    Job(name="batch", every=timedelta(minutes=2), work=seal_confidential),
    Job(name="trial", every=timedelta(seconds=2), work=try_policies),
    Job(name="erase", every=timedelta(seconds=10), work=erase),
    Job(name="retention", every=timedelta(hours=6), work=end_by_rule),
    Job(name="files", every=timedelta(hours=6), work=sweep_files),
    Job(name="thin", every=timedelta(hours=1), work=thin),
    Job(name="merge", every=timedelta(seconds=20), work=merge),
    Job(name="passed", every=timedelta(hours=1), work=settle_passed_visits),
    Job(name="plans", every=timedelta(hours=1), work=close_plans),
    Job(name="forget", every=timedelta(hours=12), work=forget),
)
BESIDE: Final = (
    Job(name="witness", every=timedelta(seconds=5), work=witness),
    Job(name="mail", every=timedelta(seconds=5), work=send_mail),
)
"""What waits for others: each done beside the jobs and beside each other, so that none of them waits with it."""
