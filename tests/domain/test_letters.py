"""Letters to an agency: at once among many firms, else only when the firm agrees and a second person approves."""

from uuid import UUID

import pytest

from supervision_code.domain.errors import IllegalMove, SecondPersonMissing
from supervision_code.domain.letters import LetterState, first_state, move, require_second_person


def test_where_enough_firms_could_have_complained_a_letter_goes_at_once() -> None:
    assert first_state(10, 10) is LetterState.SENT
    assert first_state(9, 10) is LetterState.ASKED


def test_nothing_is_sent_before_the_firm_agreed() -> None:
    assert move(LetterState.ASKED, LetterState.AGREED) is LetterState.AGREED
    assert move(LetterState.AGREED, LetterState.SENT) is LetterState.SENT
    for state in (LetterState.ASKED, LetterState.REFUSED, LetterState.STOPPED, LetterState.SENT):
        with pytest.raises(IllegalMove):
            move(state, LetterState.SENT)


@pytest.mark.parametrize("state", [LetterState.REFUSED, LetterState.STOPPED, LetterState.SENT])
def test_what_is_decided_stays_so(state: LetterState) -> None:
    for wanted in LetterState:
        with pytest.raises(IllegalMove):
            move(state, wanted)


def test_who_wrote_a_letter_cannot_approve_it() -> None:
    require_second_person(UUID(int=1), UUID(int=2))
    with pytest.raises(SecondPersonMissing):
        require_second_person(UUID(int=1), UUID(int=1))
