"""Files that mean harm, made here. None is stored as it came unless it is harmless; every refusal says what to do."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tidtam.kernel.actor import Refused
from tidtam.kernel.files.inspection import inspect_content
from tidtam.kernel.files.tests.factories import PLAIN_OBJECTS, make_pdf, make_picture


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_claiming(width: int, height: int) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


def much_of(sign: bytes, millions: int) -> bytes:
    """So many millions of one sign, packed as tightly as can be; they never lie in memory together."""
    packer, million = zlib.compressobj(9), sign * 1_000_000
    return b"".join(packer.compress(million) for _ in range(millions)) + packer.flush()


def png_with_swollen_text() -> bytes:
    plain = make_picture("PNG")
    bomb = chunk(b"zTXt", b"Comment\x00\x00" + much_of(b"A", 200))
    return plain[:33] + bomb + plain[33:]


def zip_of(name: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml" if name == "office" else name, content)
    return out.getvalue()


def pdf_with_catalog(extra: bytes) -> bytes:
    return make_pdf({1: PLAIN_OBJECTS[1][:-2] + extra + b">>"})


def packed_pdf(catalog: bytes) -> bytes:
    """The catalog lies compressed in an object stream, where looking at the bytes does not find it."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    packed = zlib.compress(b"1 0 " + catalog)
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    places = {}
    for number, body in {2: PLAIN_OBJECTS[2], 3: PLAIN_OBJECTS[3], 4: stream}.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    rows = [(0, 0, 65535), (2, 4, 0), *((1, places[n], 0) for n in (2, 3, 4)), (1, table, 0)]
    cells = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    head = b"<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(cells)
    out.write(b"5 0 obj\n%sstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (head, cells, table))
    return out.getvalue()


def hidden_behind_a_stream() -> bytes:
    """A text that looks like the beginning of a stream, and a stream that looks like the end of one."""
    return make_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/Note(>>stream\n)/OpenAction 4 0 R>>",
            4: b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
            5: b"<</Length 20>>stream\n\nendstream (\nxxxxxx\nendstream",
        }
    )


def locked_pdf() -> bytes:
    encrypt = b"<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>" % (b"o" * 32, b"u" * 32)
    return make_pdf({4: encrypt}, trailer=b"/Encrypt 4 0 R/ID[(a)(a)]")


def swollen_pdf() -> bytes:
    packed = zlib.compress(much_of(b"\x00", 900), 9)
    body = b"<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream"
    out = packed_pdf(PLAIN_OBJECTS[1])
    start = out.index(b"4 0 obj\n") + len(b"4 0 obj\n")
    end = out.index(b"\nendobj", start)
    return out[:start] + body % (len(packed), packed) + out[end:]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SCRIPT = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
REFUSED: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty": (b"", "empty"),
    "text named pdf": (b"Dear sir, this is no PDF.", "unknown"),
    "null bytes": (b"\x00" * 4096, "unknown"),
    "svg with script": (SVG, "unknown"),
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", "unknown"),
    "shell script": (b"#!/bin/sh\nrm -rf /\n", "unknown"),
    "windows program": (b"MZ\x90\x00" + b"\x00" * 200, "unknown"),
    "linux program": (b"\x7fELF" + b"\x00" * 200, "unknown"),
    "zip": (zip_of("a.txt"), "archive"),
    "zip that climbs": (zip_of("../../etc/passwd"), "archive"),
    "word document": (zip_of("office"), "office"),
    "old word document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "office"),
    "heic": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "heic"),
    "webp": (make_picture("WEBP"), "other_picture"),
    "gif": (make_picture("GIF", mode="P"), "other_picture"),
    "tiff": (make_picture("TIFF"), "other_picture"),
    "pdf after html": (b"<script>alert(1)</script>" + make_pdf(), "pdf_start"),
    "pdf with a zip behind": (make_pdf() + zip_of("a.txt"), "pdf_end"),
    "pdf with html behind": (make_pdf() + b"<script>alert(1)</script>", "pdf_end"),
    "pdf cut off": (make_pdf()[:-40], "pdf_end"),
    "pdf of garbage": (b"%PDF-1.7\n" + b"garbage " * 50 + b"%%EOF\n", "pdf_broken"),
    "pdf without pages": (make_pdf({2: b"<</Type/Pages/Kids[]/Count 0>>"}), "pdf_broken"),
    "pdf locked": (locked_pdf(), "pdf_locked"),
    "pdf with script": (pdf_with_catalog(SCRIPT), "pdf_active"),
    "pdf with script in escaped letters": (pdf_with_catalog(b"/OpenAction<</S/Java#53cript/#4aS(x)>>"), "pdf_active"),
    "pdf with packed script": (packed_pdf(b"<</Type/Catalog/Pages 2 0 R" + SCRIPT + b">>"), "pdf_active"),
    "pdf with script behind a false stream": (hidden_behind_a_stream(), "pdf_active"),
    "pdf that starts programs": (pdf_with_catalog(b"/OpenAction<</S/Launch/F(calc.exe)>>"), "pdf_active"),
    "pdf that carries files": (pdf_with_catalog(b"/Names<</EmbeddedFiles<</Names[]>>>>"), "pdf_carries"),
    "pdf that swells": (swollen_pdf, "too_heavy"),
    "png that claims to be huge": (png_claiming(60_000, 60_000), "picture_pixels"),
    "png that is a long line": (png_claiming(1_000_000, 1), "picture_pixels"),
    "png with too little in it": (png_claiming(2_000, 2_000), "picture_broken"),
    "png that swells in a comment": (png_with_swollen_text, "picture_broken"),
    "png cut off": (make_picture("PNG", (300, 300))[:60], "picture_broken"),
    "jpeg cut off": (make_picture("JPEG", (300, 300))[:400], "picture_broken"),
    "jpeg of three bytes": (b"\xff\xd8\xff", "picture_broken"),
    "jpeg head before a program": (b"\xff\xd8\xff\xe0MZ\x90" + b"\x00" * 500, "picture_broken"),
}
"""What takes long to make is made by its own test only: this table is read by every process of the tests."""


@pytest.mark.requirement("IDN-15", "QLT-04")
@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_words(name: str) -> None:
    made, code = REFUSED[name]
    content = made if isinstance(made, bytes) else made()
    with pytest.raises(Refused) as refusal:
        inspect_content(content)
    assert refusal.value.code == f"file_{code}"
    assert refusal.value.field == "file"
    assert len(str(refusal.value.message)) > 30


def jpeg_with_place_and_turn() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (13.0, 45.0, 0.0)
    return make_picture("JPEG", (40, 30), exif=exif.tobytes(), comment=b"secret comment", dpi=(300, 300))


@pytest.mark.requirement("IDN-15")
def test_a_picture_loses_place_camera_and_comment_and_stands_upright() -> None:
    content = jpeg_with_place_and_turn()
    assert b"Secret Camera" in content
    found = inspect_content(content)
    for secret in (b"Secret Camera", b"secret comment", b"Exif"):
        assert secret not in found.content
    stored = Image.open(io.BytesIO(found.content))
    assert not stored.getexif()
    assert stored.size == (found.width, found.height) == (30, 40)
    assert (found.dpi_x, found.dpi_y) == (300, 300)


@pytest.mark.requirement("IDN-15")
@pytest.mark.parametrize("behind", [make_pdf(), zip_of("a.exe"), SVG, b"<?php system($_GET[0]); ?>"])
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_what_hangs_behind_a_picture_is_gone(form: str, behind: bytes) -> None:
    found = inspect_content(make_picture(form) + behind)
    assert behind not in found.content
    assert found.kind == form.lower()


def test_what_hides_in_a_pictures_comment_is_gone() -> None:
    text = PngInfo()
    text.add_text("Comment", "<script>alert(1)</script>")
    text.add_itxt("XML:com.adobe.xmp", "<x>secret</x>")
    found = inspect_content(make_picture("PNG", pnginfo=text))
    assert b"script" not in found.content
    assert b"secret" not in found.content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_usual_png_survives(mode: str) -> None:
    assert inspect_content(make_picture("PNG", mode=mode)).width == 40


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_usual_jpeg_survives(mode: str) -> None:
    assert inspect_content(make_picture("JPEG", mode=mode)).height == 30


@pytest.mark.parametrize(("form", "options"), [("JPEG", {}), ("PNG", {}), ("JPEG", {"exif": b"Exif\x00\x00junk"})])
def test_a_picture_that_says_no_resolution_is_not_given_one(form: str, options: dict[str, Any]) -> None:
    found = inspect_content(make_picture(form, **options))
    assert (found.dpi_x, found.dpi_y) == (None, None)


def test_a_plain_pdf_is_stored_as_it_came() -> None:
    content = make_pdf()
    found = inspect_content(content)
    assert (found.kind, found.pages, found.content) == ("pdf", 1, content)


def test_a_pdf_that_only_speaks_of_scripts_is_harmless() -> None:
    assert inspect_content(pdf_with_catalog(b"/Note(how /JavaScript and /JS work)")).pages == 1
