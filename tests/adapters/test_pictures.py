"""Uploaded pictures: what is opened, and how the rest is refused."""

import io
import struct
import zlib
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from supervision_code.adapters.pictures import PictureFault, PictureLimits, PictureRefused, open_picture

RED, BLUE = (220, 20, 20), (20, 20, 220)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def two_halves(mode: str = "RGB") -> Image.Image:
    picture = Image.new("RGB", (64, 32), RED)
    picture.paste(BLUE, (32, 0, 64, 32))
    return picture.convert(mode)


def is_red(colour: object) -> bool:
    return isinstance(colour, tuple) and colour[0] > 180 and colour[2] < 80


def refusal_of(content: bytes, limits: PictureLimits | None = None) -> PictureRefused:
    with pytest.raises(PictureRefused) as refused:
        open_picture(content, limits or PictureLimits())
    return refused.value


SAMPLES: Final = {
    "JPEG": saved(two_halves(), "JPEG", comment=b"hello"),
    "PNG": saved(two_halves(), "PNG"),
    "WEBP": saved(two_halves(), "WEBP"),
}


def png_of(width: int, height: int) -> bytes:
    """Return a PNG file that claims this size and holds a few bytes only."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", SAMPLES)
def test_photos_of_the_three_kinds_are_opened_as_plain_pixels(kind: str) -> None:
    picture = open_picture(SAMPLES[kind])
    assert (picture.mode, picture.size, picture.info, picture.format) == ("RGB", (64, 32), {}, None)
    assert is_red(picture.getpixel((5, 5)))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_way_of_storing_colours_is_understood(mode: str) -> None:
    picture = two_halves("L").convert("I;16") if mode == "I;16" else two_halves(mode)
    assert open_picture(saved(picture, "PNG")).mode == "RGB"


def test_print_colours_are_understood() -> None:
    assert is_red(open_picture(saved(two_halves("CMYK"), "JPEG")).getpixel((5, 5)))


def test_transparent_parts_become_white() -> None:
    assert open_picture(saved(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG")).getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_camera_was_held(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = saved(two_halves(), "PNG", exif=exif)
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    assert open_picture(content).tobytes() == expected.tobytes()
    assert open_picture(content).size == expected.size


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_note_of_the_camera_that_cannot_be_read_spoils_no_photo() -> None:
    assert open_picture(saved(two_halves(), "PNG", exif=b"Exif\x00\x00MM\x00\x2a\xff\xff")).size == (64, 32)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", PictureFault.EMPTY),
        ("这不是照片,而是一份文字。".encode(), PictureFault.NO_PICTURE),
        (b"<html><script>alert(1)</script></html>", PictureFault.NO_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureFault.NO_PICTURE),
        (b"%PDF-1.7", PictureFault.NO_PICTURE),
        (saved(two_halves("P"), "GIF"), PictureFault.NO_PICTURE),
        (saved(two_halves(), "BMP"), PictureFault.NO_PICTURE),
        (saved(two_halves(), "TIFF"), PictureFault.NO_PICTURE),
        (SAMPLES["JPEG"][: len(SAMPLES["JPEG"]) // 2], PictureFault.DAMAGED),
        (SAMPLES["PNG"][:-30], PictureFault.DAMAGED),
    ],
)
def test_what_is_no_whole_photo_is_refused_with_its_reason(content: bytes, fault: PictureFault) -> None:
    refused = refusal_of(content)
    assert (refused.fault, refused.code, refused.limit) == (fault, "picture-refused", 0)


def test_a_file_of_too_many_bytes_is_refused_with_the_limit() -> None:
    refused = refusal_of(SAMPLES["PNG"], PictureLimits(most_bytes=50))
    assert (refused.fault, refused.limit) == (PictureFault.TOO_MANY_BYTES, 50)
    assert str(refused) == "too_many_bytes (limit 50)"


@pytest.mark.parametrize("side", [6_400, 12_000, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_before_one_is_decoded(side: int) -> None:
    refused = refusal_of(png_of(side, side))
    assert (refused.fault, refused.limit) == (PictureFault.TOO_MANY_PIXELS, 40_000_000)


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=200)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 10_000), st.binary(max_size=6), st.integers(0, 40))
def test_a_file_with_changed_bytes_is_opened_or_refused_and_nothing_else(
    kind: str, place: int, piece: bytes, dropped: int
) -> None:
    content = SAMPLES[kind]
    place %= len(content)
    try:
        picture = open_picture(content[:place] + piece + content[place + dropped :])
    except PictureRefused:
        return
    assert picture.mode == "RGB"
