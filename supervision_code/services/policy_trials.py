"""Trying a draft over the last twelve months: at once when the log is short, by the worker when it is long."""

from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_number_of
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy_drafts import DraftState, TrialState, move
from supervision_code.domain.policy_trials import Trial, last_months
from supervision_code.persistence import policy_trials
from supervision_code.persistence.models.policies import PolicyDraft
from supervision_code.persistence.policies import parsed
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.policy_drafts import get_draft, require_city, sha256_of
from supervision_code.persistence.session import Database

SHORT_LOG: Final = 20_000
"""So many participations are judged twice within about a second."""


class PolicyTrialService:
    """Tries drafts. The log and what is on record of it are only read; the outcome is kept with the draft."""

    def __init__(self, database: Database, clock: Clock, book: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._book = book

    def order(self, actor: Actor, draft_id: UUID, at_once: int = SHORT_LOG) -> TrialState:
        """Try a draft, or leave it to the worker when the log has more than ``at_once`` participations.

        Raises NotPermitted, NoSuchRecord, IllegalMove.
        """
        require_city(actor)
        with self._database.begin() as session:
            draft = get_draft(session, draft_id, locked=True)
            move(draft.state, DraftState.OPEN)
            draft.trial_state, draft.trial_at, draft.trial = TrialState.WAITING, self._clock.now(), ""
            draft.trial_done = draft.trial_whole = 0
            long = policy_trials.log_is_longer_than(session, at_once)
        if not long:
            self._carry_out(draft_id)
        return TrialState.WAITING if long else TrialState.DONE

    def carry_out_next(self) -> int:
        """Try the draft that has waited longest; return how many were tried. For the worker."""
        waiting = select(PolicyDraft.id).where(
            PolicyDraft.trial_state == TrialState.WAITING, PolicyDraft.state == DraftState.OPEN
        )
        with self._database.read() as session:
            draft_id = session.scalar(waiting.order_by(PolicyDraft.trial_at, PolicyDraft.id).limit(1))
        if draft_id is None:
            return 0
        self._carry_out(draft_id)
        return 1

    def _carry_out(self, draft_id: UUID) -> None:
        first_day, last_day = last_months(day_number_of(self._clock.now()))
        with self._database.read() as session:
            text = get_draft(session, draft_id).text
            present = self._book.now(session).policy
            trial = Trial(present=present, draft=parsed(text), first_day=first_day, last_day=last_day)
            found = policy_trials.evaluate(session, trial, lambda done, whole: self._tell(draft_id, done, whole))
        with self._database.begin() as session:
            draft = get_draft(session, draft_id, locked=True)
            if draft.trial_state is TrialState.WAITING and sha256_of(draft.text) == sha256_of(text):
                draft.trial_state, draft.trial = TrialState.DONE, policy_trials.as_text(found, trial)
                draft.trial_done = draft.trial_whole = found.firms

    def _tell(self, draft_id: UUID, done: int, whole: int) -> None:
        with self._database.begin() as session:
            session.execute(
                update(PolicyDraft).where(PolicyDraft.id == draft_id).values(trial_done=done, trial_whole=whole)
            )
