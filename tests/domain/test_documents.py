"""Documents: their life, who signs which, what a refusal needs, and what must be filled in."""

from uuid import UUID

import pytest

from supervision_code.domain.document_fields import SPECS, FieldShape, clean, require_filled
from supervision_code.domain.documents import (
    WITNESS_SEAT,
    DocumentKind,
    DocumentState,
    Seat,
    SigningManner,
    SigningPart,
    missing_seats,
    move,
    seats_of,
)
from supervision_code.domain.errors import IllegalMove, InvalidValue

FIRST, SECOND = UUID(int=1), UUID(int=2)
DRAWN, REFUSED = SigningManner.DRAWN, SigningManner.REFUSED
LEGAL = {
    (DocumentState.DRAFT, DocumentState.FOR_SIGNATURE),
    (DocumentState.DRAFT, DocumentState.DROPPED),
    (DocumentState.FOR_SIGNATURE, DocumentState.DRAFT),
    (DocumentState.FOR_SIGNATURE, DocumentState.FINAL),
    (DocumentState.FOR_SIGNATURE, DocumentState.DROPPED),
    (DocumentState.FINAL, DocumentState.REPLACED),
}


@pytest.mark.parametrize("before", DocumentState)
@pytest.mark.parametrize("after", DocumentState)
def test_only_the_listed_moves_are_legal(before: DocumentState, after: DocumentState) -> None:
    if (before, after) in LEGAL:
        assert move(before, after) is after
    else:
        with pytest.raises(IllegalMove):
            move(before, after)


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_officer_signs_and_the_firm_whatever_is_handed_to_it(kind: DocumentKind) -> None:
    parts = [seat.part for seat in seats_of(kind, (FIRST, SECOND), firm_present=True)]

    last = SigningPart.APPROVER if kind is DocumentKind.APPROVAL else SigningPart.FIRM
    assert parts == [SigningPart.OFFICER, SigningPart.OFFICER, last]


def test_before_the_visit_nobody_of_the_firm_signs() -> None:
    assert seats_of(DocumentKind.NOTICE, (FIRST,), firm_present=False) == (Seat(SigningPart.OFFICER, FIRST),)


def test_all_must_answer() -> None:
    seats = seats_of(DocumentKind.RECORD, (FIRST, SECOND), firm_present=True)
    given = {seats[0].key: DRAWN, "firm": DRAWN}

    assert missing_seats(seats, given) == (seats[1],)
    assert missing_seats(seats, {**given, seats[1].key: DRAWN}) == ()


def test_two_officers_can_state_a_refusal() -> None:
    seats = seats_of(DocumentKind.RECORD, (FIRST, SECOND), firm_present=True)

    assert missing_seats(seats, {seats[0].key: DRAWN, seats[1].key: DRAWN, "firm": REFUSED}) == ()


@pytest.mark.parametrize("officers", [(), (FIRST,)])
def test_a_refusal_before_fewer_needs_a_witness(officers: tuple[UUID, ...]) -> None:
    seats = seats_of(DocumentKind.RECORD, officers, firm_present=True)
    given = {**{seat.key: DRAWN for seat in seats}, "firm": REFUSED}

    assert missing_seats(seats, given) == (WITNESS_SEAT,)
    assert missing_seats(seats, {**given, WITNESS_SEAT.key: DRAWN}) == ()


@pytest.mark.parametrize("kind", DocumentKind)
def test_what_is_sent_is_cut_to_the_form(kind: DocumentKind) -> None:
    sent = {spec.name: " x \r\n y" for spec in SPECS[kind]} | {"unknown": "z"}
    kept = clean(kind, sent)

    assert set(kept) == {spec.name for spec in SPECS[kind]}
    assert all(value in ("x \n y", []) for value in kept.values())


def test_empty_rows_of_a_list_are_left_out() -> None:
    rows = [{"question": "几点开门", "answer": ""}, {"question": " ", "answer": ""}, {"more": "x"}]

    assert clean(DocumentKind.INQUIRY, {"answers": rows})["answers"] == [{"question": "几点开门", "answer": ""}]


@pytest.mark.parametrize("kind", DocumentKind)
def test_what_the_law_asks_for_must_not_be_empty(kind: DocumentKind) -> None:
    whole = {
        spec.name: [dict.fromkeys(spec.columns, "x")] if spec.shape is FieldShape.ROWS else "x" for spec in SPECS[kind]
    }
    require_filled(kind, clean(kind, whole))
    for spec in SPECS[kind]:
        lacking = clean(kind, {**whole, spec.name: ""})
        if spec.required:
            with pytest.raises(InvalidValue) as refused:
                require_filled(kind, lacking)
            assert refused.value.facts["field"] == spec.name
        else:
            require_filled(kind, lacking)
