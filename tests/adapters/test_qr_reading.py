"""Codes read from uploaded photos."""

import io
import random
from collections.abc import Callable
from typing import Final

import pytest
import zxingcpp
from PIL import Image

from supervision_code.adapters import qr_pictures
from supervision_code.adapters.pictures import PictureFault, PictureLimits, PictureRefused
from supervision_code.adapters.qr_reading import read_codes
from tests.adapters import cameras

ADDRESS: Final = "https://jdm.example.cn/c/" + "aB3-" * 38
LICENCE: Final = "统一社会信用代码 91350100M000100Y43"


def drawn(text: str) -> Image.Image:
    return cameras.rasterised(qr_pictures.svg(text, "code"), 8)


def photo(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("text", [ADDRESS, LICENCE])
def test_a_code_in_a_photo_is_read(kind: str, text: str) -> None:
    assert read_codes(photo(cameras.on_a_wall(drawn(text)), kind)) == (text,)


@pytest.mark.parametrize(
    "harm",
    [cameras.blurred, cameras.turned, cameras.from_aside, cameras.partly_covered, cameras.faint_and_small],
)
def test_a_code_in_a_bad_photo_is_read(harm: Callable[[Image.Image], Image.Image]) -> None:
    assert read_codes(photo(harm(cameras.on_a_wall(drawn(ADDRESS))), quality=60)) == (ADDRESS,)


def test_a_grainy_code_is_read_from_a_smaller_copy_of_the_photo() -> None:
    wall = cameras.on_a_wall(drawn(ADDRESS)).resize((2400, 2400))
    grain = Image.frombytes("L", wall.size, random.Random(1).randbytes(2400 * 2400))
    grainy = photo(Image.blend(wall, grain, 0.85), quality=90)
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(grainy))) == []
    assert read_codes(grainy) == (ADDRESS,)


def test_two_codes_in_a_photo_are_both_read_and_one_shown_twice_is_read_once() -> None:
    wide = Image.new("L", (1600, 800), 255)
    wide.paste(drawn(ADDRESS).resize((600, 600)), (100, 100))
    wide.paste(drawn(LICENCE).resize((600, 600)), (900, 100))
    assert set(read_codes(photo(wide))) == {ADDRESS, LICENCE}
    wide.paste(drawn(ADDRESS).resize((600, 600)), (900, 100))
    assert read_codes(photo(wide)) == (ADDRESS,)


def test_a_photo_taken_sideways_is_read() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert read_codes(photo(cameras.on_a_wall(drawn(ADDRESS)).rotate(90), exif=exif)) == (ADDRESS,)


def test_a_photo_without_a_code_gives_nothing() -> None:
    assert read_codes(photo(Image.new("RGB", (900, 900), "grey"))) == ()


def test_a_text_file_sent_as_a_photo_is_refused() -> None:
    with pytest.raises(PictureRefused) as refused:
        read_codes("监督码".encode())
    assert refused.value.fault is PictureFault.NO_PICTURE


def test_the_limits_are_the_callers_choice() -> None:
    with pytest.raises(PictureRefused) as refused:
        read_codes(photo(drawn(ADDRESS)), PictureLimits(most_pixels=10_000))
    assert refused.value.limit == 10_000
