"""The supervision code's states, freshness, scanned texts and what strangers may see."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_code.domain import codes
from supervision_code.domain.codes import (
    Claims,
    CodeState,
    LicenceText,
    LiveClaims,
    OfficerClaims,
    Refusal,
    ScannedToken,
    StaticClaims,
    TokenKind,
    read_scanned_text,
)
from supervision_code.domain.errors import IllegalMove

NOW = datetime(2026, 11, 22, 6, 5, 0, 250_000, tzinfo=UTC)
HOSTS = frozenset({"jdm.example.cn", "127.0.0.1:5000"})
TOKEN = f"{'h' * 34}.{'p' * 30}.{'s' * 86}"
ONE, OTHER = "91350100M000100Y43", "92440300MA5F00001X"


def known(uscc: str) -> bool:
    return uscc in {ONE, OTHER}


def read(text: str) -> ScannedToken | LicenceText | Refusal:
    return read_scanned_text(text, HOSTS, known)


def live(expires_at: datetime) -> LiveClaims:
    return LiveClaims("A" * 14, expires_at)


def officer(expires_at: datetime) -> OfficerClaims:
    return OfficerClaims(officer_id=UUID(int=1), visit_id=UUID(int=2), expires_at=expires_at)


@pytest.mark.parametrize("wanted", [CodeState.SUPERSEDED, CodeState.REVOKED])
def test_an_active_code_can_be_superseded_or_revoked(wanted: CodeState) -> None:
    assert codes.move(CodeState.ACTIVE, wanted) is wanted


@pytest.mark.parametrize("state", [CodeState.SUPERSEDED, CodeState.REVOKED])
@pytest.mark.parametrize("wanted", list(CodeState))
def test_a_superseded_or_revoked_code_never_moves_again(state: CodeState, wanted: CodeState) -> None:
    with pytest.raises(IllegalMove) as refused:
        codes.move(state, wanted)
    assert refused.value.facts == {"state": state.value, "wanted": wanted.value}


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (CodeState.ACTIVE, None),
        (CodeState.SUPERSEDED, Refusal.SUPERSEDED),
        (CodeState.REVOKED, Refusal.REVOKED),
        (None, Refusal.UNKNOWN_CODE),
    ],
)
def test_only_an_active_code_is_good(state: CodeState | None, refusal: Refusal | None) -> None:
    assert codes.judge_state(state) is refusal


def test_strangers_cannot_tell_an_unknown_code_from_a_revoked_one() -> None:
    alike = {Refusal.UNKNOWN_CODE, Refusal.REVOKED, Refusal.SUPERSEDED, Refusal.UNKNOWN_KEY, Refusal.BAD_SIGNATURE}
    assert {codes.as_told_to_strangers(refusal) for refusal in alike} == {Refusal.UNKNOWN_CODE}
    assert all(codes.as_told_to_strangers(refusal) is refusal for refusal in set(Refusal) - alike)


def test_a_live_code_is_good_for_sixty_seconds_in_whole_seconds() -> None:
    assert codes.live_until(NOW) == datetime(2026, 11, 22, 6, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("claims_until", [live, officer])
@pytest.mark.parametrize(
    ("left", "refusal"),
    [
        (timedelta(seconds=60), None),
        (timedelta(0), None),
        (timedelta(seconds=-5), None),
        (timedelta(seconds=-6), Refusal.EXPIRED),
        (timedelta(seconds=65), None),
        (timedelta(seconds=66), Refusal.EXPIRED),
    ],
)
def test_a_code_with_an_expiry_is_good_inside_its_life_and_a_little_tolerance(
    claims_until: Callable[[datetime], Claims], left: timedelta, refusal: Refusal | None
) -> None:
    assert codes.judge_freshness(claims_until(NOW + left), NOW) is refusal


def test_a_printed_code_never_goes_stale() -> None:
    assert codes.judge_freshness(StaticClaims("A" * 14), NOW + timedelta(days=9999)) is None


def test_claims_say_what_they_are_for() -> None:
    kinds = [claims.kind for claims in (StaticClaims("A" * 14), live(NOW), officer(NOW))]
    assert kinds == [TokenKind.STATIC, TokenKind.LIVE, TokenKind.OFFICER]


@given(st.binary(min_size=10, max_size=10))
def test_every_eighty_bits_make_one_code_id_of_fourteen_characters(random: bytes) -> None:
    code_id = codes.code_id_of(random)
    assert len(code_id) == 14
    assert codes.is_code_id(code_id)


@pytest.mark.parametrize(
    "text", ["", "A" * 13, "A" * 15, "A" * 13 + "B", "A" * 13 + "é", "A" * 13 + "=", "A" * 14 + "\n"]
)
def test_a_code_id_has_one_spelling(text: str) -> None:
    assert not codes.is_code_id(text)


def test_a_code_id_takes_exactly_eighty_bits() -> None:
    with pytest.raises(ValueError, match="10 bytes, not 9"):
        codes.code_id_of(bytes(9))


def test_every_new_code_id_is_another() -> None:
    assert len({codes.new_code_id() for _ in range(100)}) == 100


@pytest.mark.parametrize("origin", ["https://jdm.example.cn", "https://jdm.example.cn/"])
def test_what_a_code_holds_is_read_back_as_its_token(origin: str) -> None:
    assert codes.code_address(origin, TOKEN) == f"https://jdm.example.cn/c/{TOKEN}"
    assert read(codes.code_address(origin, TOKEN)) == ScannedToken(TOKEN)
    assert read(codes.officer_address(origin, TOKEN)) == ScannedToken(TOKEN)


@pytest.mark.parametrize(
    "text",
    [
        f"  https://jdm.example.cn/c/{TOKEN}\n",
        f"HTTPS://JDM.EXAMPLE.CN/c/{TOKEN}",
        f"http://127.0.0.1:5000/c/{TOKEN}",
    ],
)
def test_scheme_and_host_are_read_without_regard_to_case_or_blanks(text: str) -> None:
    assert read(text) == ScannedToken(TOKEN)


@pytest.mark.parametrize(
    "text",
    [
        f"https://evil.example/c/{TOKEN}",
        f"https://jdm.example.cn.evil.example/c/{TOKEN}",
        f"https://jdm.example.cn@evil.example/c/{TOKEN}",
        f"https://jdm.example.cn:8443/c/{TOKEN}",
        f"https://evil.example\\@jdm.example.cn/c/{TOKEN}",
        f"https:///c/{TOKEN}",
        f"https://evil.example#@jdm.example.cn/c/{TOKEN}",
        f"https://evil.example?jdm.example.cn/c/{TOKEN}",
    ],
)
def test_an_address_elsewhere_is_foreign_however_it_is_dressed_up(text: str) -> None:
    assert read(text) is Refusal.FOREIGN_HOST


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/c/",
        f"/x/{TOKEN}",
        f"/c/{TOKEN}/",
        f"/c/{TOKEN}?a=1",
        f"/c/{TOKEN}#a",
        "/c/a.b",
        "/c/a.b.c.d",
        "/c/a.b.é",
    ],
)
def test_an_address_of_ours_with_another_shape_is_malformed(path: str) -> None:
    assert read(f"https://jdm.example.cn{path}") is Refusal.MALFORMED


def test_a_credit_code_does_not_save_a_malformed_address_of_ours() -> None:
    assert read(f"https://jdm.example.cn/?code={ONE}") is Refusal.MALFORMED


def test_the_length_is_looked_at_before_anything_else() -> None:
    assert read("https://evil.example/" + "a" * 600) is Refusal.TOO_LONG
    assert read(f"{ONE} " + "a" * 582) is Refusal.TOO_LONG
    assert read(f"{ONE} " + "a" * 581) == LicenceText(ONE)


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        ONE.lower(),
        f"统一社会信用代码{ONE}名称",
        f"https://licence.example/q?id={ONE}&v=2",
        f"https://licence.example/{ONE}?again={ONE}",
        f"https://hop.example/?to=https%3A%2F%2Flicence.example%2F%3Fid%3D{ONE}",
        f"https://hop.example/?to=https%253A%252F%252Flicence.example%252F%253Fid%253D{ONE}",
        f'{{"uniscid":"{ONE}"}}',
        "".join(chr(ord(character) + 0xFEE0) for character in ONE),
        f"{ONE} 91350100M000100Y4Z",
    ],
)
def test_any_text_with_exactly_one_valid_credit_code_is_a_licence(text: str) -> None:
    assert read(text) == LicenceText(ONE)


@pytest.mark.parametrize(
    "text", [f"{ONE} {OTHER}", f"https://x.example/?a={ONE}&b=%20{OTHER}", f"{ONE}/{OTHER.lower()}"]
)
def test_a_text_with_two_credit_codes_is_refused(text: str) -> None:
    assert read(text) is Refusal.SEVERAL_CREDIT_CODES


@pytest.mark.parametrize(
    "text", ["", "你好", "91350100M000100Y4Z", f"{ONE}0", f"X{ONE}", ONE[:17], "weixin://abc", TOKEN]
)
def test_a_text_with_no_credit_code_is_refused(text: str) -> None:
    assert read(text) is Refusal.NO_CREDIT_CODE


@given(st.text(alphabet=st.characters(), max_size=700) | st.from_regex(r"https?://jdm\.example\.cn/[co]/.{0,80}"))
def test_no_text_whatever_makes_the_reader_raise(text: str) -> None:
    assert isinstance(read(text), ScannedToken | LicenceText | Refusal)
