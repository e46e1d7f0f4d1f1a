"""A drawn signature: what counts as ink, what is refused, and how it is drawn again."""

import json

import pytest

from supervision_code.domain.errors import InvalidValue
from supervision_code.domain.signatures import MOST_POINTS, as_svg, canonical_strokes, is_ink, read_strokes
from tests.adapters.papers import ink

LINE = tuple((500 + 400 * step, 5000 + 300 * (step % 3)) for step in range(20))


def test_what_is_drawn_is_kept_as_it_is() -> None:
    assert read_strokes(canonical_strokes(ink())) == ink()


@pytest.mark.parametrize(
    ("strokes", "why"),
    [
        ((), "nothing"),
        ((((5000, 5000),),), "a tap"),
        ((tuple((5000 + at, 5000) for at in range(30)),), "a blot on one spot"),
        ((((1000, 1000), (9000, 9000)),), "two points are a slip"),
        ((tuple((1000 + 100 * at, 5000) for at in range(9)),), "a short dash"),
    ],
)
def test_what_is_no_signature_is_refused(strokes: tuple[tuple[tuple[int, int], ...], ...], why: str) -> None:
    assert not is_ink(strokes), why
    with pytest.raises(InvalidValue) as refused:
        read_strokes(canonical_strokes(strokes))
    assert refused.value.facts["expected"] == "expected-signature-ink"


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "{}",
        "[1]",
        "[[]]",
        "[[[1]]]",
        '[[["1", 2]]]',
        "[[[1.5, 2]]]",
        "[[[true, 2]]]",
        "[[[-1, 2]]]",
        "[[[10001, 2]]]",
        "[" * 5000,
    ],
)
def test_what_is_not_of_our_form_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_strokes(text)
    assert refused.value.facts["expected"] == "expected-signature-form"


@pytest.mark.parametrize("text", ["", "  ", "[]"])
def test_nothing_is_no_signature(text: str) -> None:
    with pytest.raises(InvalidValue, match="invalid-value"):
        read_strokes(text)


def test_too_much_ink_is_refused() -> None:
    many = [[[step % 10_000, (7 * step) % 10_000] for step in range(MOST_POINTS + 1)]]
    with pytest.raises(InvalidValue) as refused:
        read_strokes(json.dumps(many, separators=(",", ":")))
    assert refused.value.facts["expected"] == "expected-signature-points"


def test_the_drawing_is_made_of_numbers_and_of_escaped_words_alone() -> None:
    drawn = as_svg((LINE, ((9000, 1000),)), '签名：<script>"&')

    assert drawn.count("<path") == 2
    assert "<script>" not in drawn
    assert "M270.0 10.0L270.0 10.0" in drawn
