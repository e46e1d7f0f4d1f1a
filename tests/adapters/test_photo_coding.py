"""Photos coded anew: what the camera noted is gone, bombs and what is no photo are refused with a reason."""

import io
import struct
import zlib

import pytest
from PIL import Image

from supervision_code.adapters.photo_coding import code_photo
from supervision_code.domain.errors_of_working_day import PhotoRefused
from supervision_code.domain.photos import LONGEST_SIDE, MOST_BYTES, SMALL_SIDE


def jpeg(width: int = 800, height: int = 600, **how: object) -> bytes:
    """A photo of one colour."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), "#6a8caf").save(written, "JPEG", **how)
    return written.getvalue()


def with_notes() -> bytes:
    """A photo that notes place, device and a comment, lying on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Secret Phone"
    exif.get_ifd(0x8825)[2] = (22.0, 33.0, 0.0)
    return jpeg(800, 400, exif=exif.tobytes(), comment=b"made by me")


def png_bomb(side: int = 10_000) -> bytes:
    """A hundred megapixels in some hundred kilobytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    row = b"\0" * (side // 8 + 1)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * side, 9)) + chunk(b"IEND", b"")
    )


def told_as(content: bytes, mark: bytes, gap: int, size: bytes) -> bytes:
    """A file whose head tells another size, behind a mark."""
    place = content.index(mark) + len(mark) + gap
    return content[:place] + size + content[place + len(size) :]


def jpeg_bomb() -> bytes:
    """A hundred megapixels, as the head says."""
    return told_as(jpeg(), b"\xff\xc0", 3, struct.pack(">HH", 10_000, 10_000))


def webp_bomb() -> bytes:
    """A hundred megapixels, as the head says."""
    written = io.BytesIO()
    Image.new("RGB", (80, 60), "#6a8caf").save(written, "WEBP")
    return told_as(written.getvalue(), b"\x9d\x01\x2a", 0, struct.pack("<HH", 10_000, 10_000))


def moving_gif() -> bytes:
    """Many frames."""
    written = io.BytesIO()
    frames = [Image.new("P", (64, 64), step) for step in range(50)]
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    return written.getvalue()


def moving_webp() -> bytes:
    """Frames in a format that is taken: the first one counts."""
    written = io.BytesIO()
    frames = [Image.new("RGB", (64, 64), (step * 20, 0, 0)) for step in range(6)]
    frames[0].save(written, "WEBP", save_all=True, append_images=frames[1:])
    return written.getvalue()


def test_what_the_camera_notes_is_not_kept_and_the_photo_stands_upright() -> None:
    coded = code_photo(with_notes())

    assert (coded.width, coded.height) == (400, 800)
    for kept in (coded.content, coded.small):
        with Image.open(io.BytesIO(kept)) as picture:
            assert picture.format == "JPEG"
            assert not picture.getexif()
            assert "comment" not in picture.info
        assert b"Secret" not in kept
        assert b"made by me" not in kept


def test_a_large_photo_is_made_smaller() -> None:
    coded = code_photo(jpeg(4000, 1000))

    assert (coded.width, coded.height) == (LONGEST_SIDE, 640)
    with Image.open(io.BytesIO(coded.small)) as small:
        assert max(small.size) == SMALL_SIDE


def test_what_hangs_on_a_photo_goes() -> None:
    coded = code_photo(jpeg() + b"<script>alert(1)</script>PK\x03\x04")

    for kept in (coded.content, coded.small):
        assert kept.endswith(b"\xff\xd9")
        assert b"script" not in kept


def test_a_photo_as_wide_as_a_line_is_taken() -> None:
    assert code_photo(jpeg(6000, 1)).height == 1


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    assert code_photo(moving_webp()).width == 64


@pytest.mark.parametrize(
    ("content", "refusal", "kind"),
    [
        (b"", "empty", None),
        (b"x" * (MOST_BYTES + 1), "too_many_bytes", None),
        ("这是一封信，不是照片。".encode(), "no_picture", "text"),
        (b"%PDF-1.7 nothing", "no_picture", "PDF"),
        (moving_gif(), "no_picture", "GIF"),
        (bytes(range(256)) * 4, "no_picture", "unknown"),
        (jpeg()[:600], "damaged", "JPEG"),
        (b"\xff\xd8\xff\xe0 broken", "damaged", "JPEG"),
        (png_bomb(), "too_many_pixels", "PNG"),
        (jpeg_bomb(), "too_many_pixels", "JPEG"),
        (webp_bomb(), "too_many_pixels", "WebP"),
        (b"<html>" + jpeg(), "no_picture", "unknown"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "no_picture", "text"),
    ],
)
def test_what_is_no_photo_is_refused_with_what_it_is(content: bytes, refusal: str, kind: str | None) -> None:
    with pytest.raises(PhotoRefused) as refused:
        code_photo(content)

    assert refused.value.facts["refusal"] == refusal
    assert refused.value.facts.get("kind") == kind
