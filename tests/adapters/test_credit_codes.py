"""Unified social credit codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_code.adapters import credit_codes

VALID = "91350100M000100Y43"


@pytest.mark.parametrize("code", [VALID, "91110000600037341L"])
def test_a_code_with_its_check_character_is_valid(code: str) -> None:
    assert credit_codes.is_valid(code)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y4Z",
        "91350100M000100Y44",
        "91350100M000100Y4",
        "91350100M000100Y433",
        "91350100m000100y43",
        " 91350100M000100Y43",
        "91350100-M000100Y4",
        "9135010OM000100Y43",
        "",
        "一二三四五六七八九十一二三四五六七八",
        "\uff19" + VALID[1:],
    ],
)
def test_anything_else_is_not(code: str) -> None:
    assert not credit_codes.is_valid(code)


@pytest.mark.parametrize(
    "typed",
    [" 91350100m000100y43\n", "9135 0100 M000 100Y 43", "\u3000" + "".join(chr(ord(c) + 0xFEE0) for c in VALID), VALID],
)
def test_typed_codes_are_brought_into_the_form_that_is_kept(typed: str) -> None:
    assert credit_codes.normalise(typed) == VALID


def test_the_check_character_is_that_of_the_standard() -> None:
    assert credit_codes.check_digit("91350100M000100Y4") == "3"


@given(st.from_regex(r"9[1-3]4403[0-9]{2}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True))
def test_a_code_made_with_its_check_character_is_valid(first_seventeen: str) -> None:
    assert credit_codes.is_valid(first_seventeen + credit_codes.check_digit(first_seventeen))


@pytest.mark.parametrize("text", ["", "91350100M000100Y43", "91350100M000100Yé", "91350100M000100YO"])
def test_no_check_character_is_made_for_what_is_no_code(text: str) -> None:
    with pytest.raises(ValueError, match=r"seventeen|not found"):
        credit_codes.check_digit(text)


@given(st.text(max_size=30))
def test_no_text_makes_the_check_raise(text: str) -> None:
    assert credit_codes.is_valid(credit_codes.normalise(text)) in {True, False}
