"""Ids that ascend in time, ids derived from credit codes, and what people read of them."""

from datetime import UTC, datetime, timedelta

from supervision_code.domain.identifiers import enterprise_id_of, new_id, seeded_id, short_code

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


def test_ids_are_version_7_and_carry_the_millisecond() -> None:
    made = new_id(NOW)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(NOW.timestamp() * 1000)


def test_ids_of_one_millisecond_ascend_in_the_order_they_were_made() -> None:
    made = [new_id(NOW) for _ in range(2000)]
    assert made == sorted(made)
    assert len(set(made)) == 2000


def test_ids_of_a_later_moment_come_after_all_earlier_ones() -> None:
    earlier = [new_id(NOW) for _ in range(50)]
    assert all(new_id(NOW + timedelta(milliseconds=1)) > before for before in earlier)


def test_short_codes_of_one_millisecond_differ() -> None:
    assert len({short_code(new_id(NOW)) for _ in range(300)}) == 300


def test_a_seeded_id_is_the_same_each_time() -> None:
    assert seeded_id(NOW, 5) == seeded_id(NOW, 5) != seeded_id(NOW, 6)


def test_a_firm_has_one_id_everywhere() -> None:
    assert str(enterprise_id_of("91350100M000100Y43")) == str(enterprise_id_of("91350100M000100Y43"))
    assert enterprise_id_of("91350100M000100Y43").version == 5
