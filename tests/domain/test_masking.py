"""What strangers see of a firm."""

import pytest

from supervision_code.domain.masking import last_four, mask_certificate, mask_name


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("深圳市南山区好味来餐饮有限公司", "深圳市南***饮有限公司"),
        ("深圳好味有限公司", "深圳好***有限公司"),
        ("深圳市甲有限公司", "深圳市***有限公司"),
        ("深圳有限公司", "深圳***有限公司"),
        ("李记牛肉面馆", "李***馆"),
        ("张三", "张***"),
        ("甲", "***"),
        ("", "***"),
        ("广东省深圳市稻香农民专业合作社", "广东省深圳市稻***农民专业合作社"),
        ("深圳海川投资合伙企业\uff08有限合伙\uff09", "深圳海***资合伙企业\uff08有限合伙\uff09"),
    ],
)
def test_a_masked_name_keeps_place_and_form_and_hides_the_middle_and_its_length(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_strangers_see_the_last_four_of_a_credit_code() -> None:
    assert last_four("91350100M000100Y43") == "0Y43"


@pytest.mark.parametrize(("number", "shown"), [("44030400101", "***0101"), ("0101", "***"), ("", "***")])
def test_a_certificate_shows_its_last_four_in_a_list(number: str, shown: str) -> None:
    assert mask_certificate(number) == shown
