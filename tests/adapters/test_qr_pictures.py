"""Codes as drawn: small, right to the module, and readable by a decoder that is not ours."""

import base64
import hashlib
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from supervision_code.adapters import qr_pictures, signing_keys
from supervision_code.adapters.token_signing import TokenSigner
from supervision_code.domain.codes import (
    LiveClaims,
    OfficerClaims,
    StaticClaims,
    code_address,
    officer_address,
)
from tests.adapters import cameras

ORIGIN: Final = "https://jdm.sf.example.cn"
UNTIL: Final = datetime(2026, 11, 22, 6, 6, tzinfo=UTC)
SIGNER: Final = TokenSigner(signing_keys.generate_private_pem(), "a")
SPREAD: Final = base64.urlsafe_b64encode(hashlib.shake_256(b"a token").digest(112)).decode()
"""As many characters of a token, always the same ones, so that bad pictures are equally bad each time."""
SAMPLE: Final = code_address(ORIGIN, f"{SPREAD[:34]}.{SPREAD[34:64]}.{SPREAD[64:]}")[:180]
KINDS: Final = {
    "static": code_address(ORIGIN, SIGNER.sign(StaticClaims("ABCDEFGHIJKLMA"))),
    "live": code_address(ORIGIN, SIGNER.sign(LiveClaims("ABCDEFGHIJKLMA", UNTIL))),
    "officer": officer_address(
        ORIGIN, SIGNER.sign(OfficerClaims(officer_id=UUID(int=7), visit_id=UUID(int=9), expires_at=UNTIL))
    ),
}


def decoded(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def version(text: str) -> int:
    return (len(qr_pictures.matrix(text)) - 17) // 4


@pytest.mark.parametrize("kind", KINDS)
def test_an_svg_of_every_kind_of_code_is_read_back(kind: str) -> None:
    assert decoded(cameras.rasterised(qr_pictures.svg(KINDS[kind], "code"), 6)) == [KINDS[kind]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pixels", [240, 1024])
def test_a_png_of_every_kind_of_code_is_read_back(kind: str, pixels: int) -> None:
    picture = Image.open(io.BytesIO(qr_pictures.png(KINDS[kind], pixels)))
    assert picture.size == (pixels, pixels)
    assert decoded(picture) == [KINDS[kind]]


@pytest.mark.parametrize(
    "harm",
    [
        cameras.blurred,
        cameras.turned,
        cameras.upside_down,
        cameras.from_aside,
        cameras.partly_covered,
        cameras.faint_and_small,
        lambda picture: cameras.blurred(cameras.turned(cameras.partly_covered(picture))),
        lambda picture: cameras.faint_and_small(cameras.from_aside(picture)),
    ],
)
def test_a_code_photographed_badly_is_read_back(harm: Callable[[Image.Image], Image.Image]) -> None:
    wall = cameras.on_a_wall(cameras.rasterised(qr_pictures.svg(SAMPLE, "code"), 8))
    assert decoded(harm(wall)) == [SAMPLE]


def test_the_codes_of_firms_stay_small_enough_to_be_read_from_a_wall() -> None:
    assert version(SAMPLE) == 9
    assert version(KINDS["static"]) <= 10
    assert version(KINDS["live"]) <= 10
    assert version(KINDS["officer"]) <= 12


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
@settings(max_examples=25)
def test_the_outline_covers_exactly_the_dark_modules(text: str) -> None:
    modules = qr_pictures.matrix(text)
    picture = cameras.rasterised(qr_pictures.svg(text, "code"), 1)
    zone = qr_pictures.QUIET_ZONE
    assert picture.size == (len(modules) + 2 * zone, len(modules) + 2 * zone)
    inner = picture.crop((zone, zone, zone + len(modules), zone + len(modules)))
    assert inner.tobytes() == bytes(0 if dark else 255 for row in modules for dark in row)
    assert picture.histogram()[0] == inner.histogram()[0]


def test_the_svg_is_small_scales_with_its_box_and_says_what_it_is() -> None:
    drawing = qr_pictures.svg(SAMPLE, 'Code of "A & B" <Ltd>')
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    assert len(SAMPLE) == 180
    assert len(drawing) < 10_000
    assert root.get("viewBox") == "0 0 61 61"
    assert root.get("width") is root.get("style") is None
    assert root.get("role") == "img"
    assert root.findtext("{*}title") == 'Code of "A & B" <Ltd>'


def test_the_same_picture_is_drawn_once() -> None:
    assert qr_pictures.svg(SAMPLE, "code") is qr_pictures.svg(SAMPLE, "code")
    assert qr_pictures.png(SAMPLE, 300) is qr_pictures.png(SAMPLE, 300)


def test_a_picture_too_small_for_its_modules_is_refused() -> None:
    with pytest.raises(ValueError, match="60 pixels are too few for 53 modules"):
        qr_pictures.png(SAMPLE, 60)
