"""How the witnesses stand to the log: public, for nothing about it is personal."""

from dataclasses import dataclass
from datetime import datetime

from supervision_code.domain.clock import Clock
from supervision_code.domain.witnesses import Witness, WitnessBook, WitnessProblem, WitnessState, judge_witness
from supervision_code.persistence import witnesses
from supervision_code.persistence.models.witnesses import WitnessStanding
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessRow:
    """A witness, the size of the tree it knows, and when it last cosigned; None: not yet."""

    title: str
    name: str
    state: WitnessState
    size: int
    seen_at: datetime | None
    problem: WitnessProblem | None
    is_here: bool
    """It runs on this machine: a demonstration, no outsider."""


class WitnessQueries:
    """Looks at the witnesses."""

    def __init__(self, database: Database, clock: Clock, book: WitnessBook, base: str) -> None:
        self._database = database
        self._clock = clock
        self._book = book
        self._base = base

    def all(self) -> tuple[WitnessRow, ...]:
        """Return every witness in the order of the configuration."""
        with self._database.read() as session:
            found = {row.witness: row for row in witnesses.standings(session, self._base)}
        return tuple(self._row(one, found.get(one.name)) for one in self._book.witnesses)

    def _row(self, witness: Witness, found: WitnessStanding | None) -> WitnessRow:
        if found is None:
            return _row(witness, WitnessState.WAITING)
        # Judged anew: a worker that stands still notices no silence.
        state = judge_witness(
            since=found.since,
            seen_at=found.seen_at,
            problem=found.problem,
            before=found.state,
            silent_after=self._book.silent_after,
            now=self._clock.now(),
        )
        return _row(witness, state, found.size, found.seen_at, found.problem)


def _row(
    witness: Witness,
    state: WitnessState,
    size: int = 0,
    seen_at: datetime | None = None,
    problem: WitnessProblem | None = None,
) -> WitnessRow:
    return WitnessRow(
        title=witness.title,
        name=witness.name,
        state=state,
        size=size,
        seen_at=seen_at,
        problem=problem,
        is_here=witness.is_here,
    )
