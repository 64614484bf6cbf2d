"""Runs alone: `python -I worker.py document`, content on standard input, one line of JSON and the content on output.

Parsers of pictures and PDFs meet hostile bytes here: in a process without settings, keys or database, with its memory,
time and open files limited. It imports nothing of the product.
"""

import io
import json
import re
import resource
import sys
import zipfile
from contextlib import suppress
from typing import Any

MEMORY_FOR_PDF = 288 * 1024 * 1024
MEMORY_FOR_PICTURE = 416 * 1024 * 1024
"""Of address space, libraries included; what is really used stays under 300 MB."""
SECONDS = 10
MOST_PIXELS = 30_000_000
"""An A4 page scanned at 500 dots per inch has 24 million."""
LONGEST_SIDE = 20_000
MOST_PAGES = 2_000
MOST_UNPACKED = 512 * 1024 * 1024
MOST_MEMBERS = 2_000
_ACTIVE = {b"/JavaScript", b"/JS", b"/Launch", b"/RichMedia", b"/XFA", b"/ImportData", b"/SubmitForm"}
_CARRIED = {b"/EmbeddedFile", b"/EmbeddedFiles", b"/FileAttachment"}
_TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|/[^\s()<>\[\]{}/%]*|\bstream\b", re.DOTALL)
_EXIF_ORIENTATION, _EXIF_ACROSS, _EXIF_DOWN, _EXIF_UNIT = 0x0112, 0x011A, 0x011B, 0x0128


_NO_TABLES = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


class Unfit(Exception):
    """The content is refused; the code says why."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def judge(data: bytes) -> tuple[dict[str, Any], bytes]:
    if not data:
        raise Unfit("empty")
    if data.startswith(b"%PDF-"):
        return _judge_pdf(data), data
    if data.startswith(b"\xff\xd8\xff"):
        return _encode_anew(data, "JPEG")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _encode_anew(data, "PNG")
    raise Unfit(_what_else(data))


def judge_table(data: bytes) -> tuple[dict[str, Any], bytes]:
    """A workbook by its packing only, a CSV by its letters: neither is read any further here."""
    if not data.strip(b"\xef\xbb\xbf\r\n\t ,;\x00"):
        raise Unfit("empty")
    if data.startswith(b"PK\x03\x04"):
        return _judge_workbook(data), data
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # The old packing also wraps workbooks that are protected with a password.
        raise Unfit("table_locked" if "EncryptedPackage".encode("utf-16-le") in data else "table_old")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return {"kind": "csv"}, data
    if b"\x00" in data or data.startswith(_NO_TABLES):
        raise Unfit("table_other")
    for encoding in ("utf-8", "cp874"):
        with suppress(UnicodeDecodeError):
            data.decode(encoding)
            return {"kind": "csv"}, data
    raise Unfit("table_letters")


def _judge_workbook(data: bytes) -> dict[str, Any]:
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise Unfit("table_broken") from None
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise Unfit("table_other")
    if "xl/vbaProject.bin" in names:
        raise Unfit("table_macros")
    if any(member.flag_bits & 1 for member in members):
        raise Unfit("table_locked")
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unfit("table_heavy")
    return {"kind": "xlsx"}


def _what_else(data: bytes) -> str:
    """What people most often attach instead, so that the refusal can say how to mend it."""
    start = data[:2048]
    if start.startswith(b"\xd0\xcf\x11\xe0") or (start.startswith(b"PK") and b"[Content_Types].xml" in start):
        return "office"
    if start.startswith((b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "archive"
    if start[4:8] == b"ftyp" and start[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"avif"}:
        return "heic"
    is_webp = start.startswith(b"RIFF") and start[8:12] == b"WEBP"
    if is_webp or start.startswith((b"GIF8", b"II*\x00", b"MM\x00*", b"BM")):
        return "other_picture"
    if b"%PDF-" in start[:1024]:
        return "pdf_start"
    return "unknown"


def _judge_pdf(data: bytes) -> dict[str, Any]:
    import pypdfium2

    _, marker, tail = data.rpartition(b"%%EOF")
    if not marker or tail.strip(b"\r\n\t \x00"):
        raise Unfit("pdf_end")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = {pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY}
        raise Unfit("pdf_locked" if error.err_code in locked else "pdf_broken") from None
    if pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise Unfit("pdf_locked")
    pages = len(document)
    if not 1 <= pages <= MOST_PAGES:
        raise Unfit("pdf_pages", most=MOST_PAGES, found=pages)
    plain = io.BytesIO()
    document.save(plain)
    names = _names_in(plain.getvalue())
    if names & _ACTIVE:
        raise Unfit("pdf_active")
    if names & _CARRIED or zipfile.is_zipfile(io.BytesIO(data)):
        raise Unfit("pdf_carries")
    return {"kind": "pdf", "pages": pages}


def _names_in(plain: bytes) -> set[bytes]:
    """All names in the objects of a document that pdfium wrote: nothing is packed there and no letter escaped.

    Each object is read from where the document's own table says it stands, up to its stream, so that neither a text
    nor a stream can play at being another object.
    """
    starts = sorted(_object_starts(plain))
    names = set()
    for start, end in zip(starts, [*starts[1:], len(plain)], strict=True):
        for token in _TOKEN.finditer(plain, start, end):
            if token[0] == b"stream":
                break
            names.add(token[0])
    return names


def _object_starts(plain: bytes) -> list[int]:
    place = int(plain.rpartition(b"startxref")[2].split()[0])
    starts = []
    lines = iter(plain[place:].split(b"\r\n")[1:])
    for heading in lines:
        if heading.startswith(b"trailer"):
            break
        for _ in range(int(heading.split()[1])):
            offset, _generation, state = next(lines).split()
            if state == b"n":
                starts.append(int(offset))
    # What follows the table (the trailer) may name something too.
    return [*starts, place]


def _encode_anew(data: bytes, form: str) -> tuple[dict[str, Any], bytes]:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        picture = Image.open(io.BytesIO(data), formats=(form,))
        if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
            raise Unfit("picture_pixels", most=MOST_PIXELS // 1_000_000)
        resolution = _said_resolution(picture)
        how: dict[str, Any] = _as_it_was_packed(picture) if form == "JPEG" else {"compress_level": 4}
        turned = _turned(picture)
        picture = _in_plain_colours(picture)
        picture = _upright(picture, turned)
        picture.info.clear()
        target = io.BytesIO()
        if resolution:
            how["dpi"] = resolution
        picture.save(target, form, **how)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit("picture_pixels", most=MOST_PIXELS // 1_000_000) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, EOFError):
        raise Unfit("picture_broken") from None
    found: dict[str, Any] = {"kind": form.lower(), "width": picture.width, "height": picture.height}
    if resolution:
        found |= {"dpi_x": resolution[0], "dpi_y": resolution[1]}
    return found, target.getvalue()


def _said_resolution(picture: Any) -> tuple[float, float] | None:
    """What the picture says of its dots per inch; Pillow's own guess of 72 for a silent one would be a lie."""
    said = picture.info.get("dpi")
    if picture.format != "PNG" and picture.info.get("jfif_unit") not in {1, 2}:
        said = None
        with suppress(Exception):
            exif = picture.getexif()
            scale = {2: 1.0, 3: 2.54}[exif[_EXIF_UNIT]]
            said = (float(exif[_EXIF_ACROSS]) * scale, float(exif[_EXIF_DOWN]) * scale)
    try:
        across, down = (round(float(value), 2) for value in said)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if 1 < across < 100_000 and 1 < down < 100_000 else None


def _as_it_was_packed(picture: Any) -> dict[str, Any]:
    """The picture's own tables, so that encoding it anew neither blurs nor bloats it."""
    from PIL import JpegImagePlugin

    sampling = JpegImagePlugin.get_sampling(picture)
    tables = picture.quantization
    usable = tables and all(0 < value < 256 for table in tables.values() for value in table)
    if picture.mode not in {"L", "RGB"} or sampling == -1 or not usable:
        return {"quality": 90}
    return {"qtables": tables, "subsampling": sampling}


def _turned(picture: Any) -> int:
    with suppress(Exception):
        return int(picture.getexif().get(_EXIF_ORIENTATION, 1))
    return 1


def _upright(picture: Any, orientation: int) -> Any:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def _in_plain_colours(picture: Any) -> Any:
    """Grey, or sRGB with or without transparency: what every viewer shows alike once the profile is gone."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    transparent = picture.mode in {"LA", "PA", "RGBA"} or "transparency" in picture.info
    picture.load()
    if picture.mode.startswith("I"):
        return picture.point(lambda level: level / 256).convert("L")
    if profile and picture.mode in {"RGB", "CMYK"}:
        with suppress(ImageCms.PyCMSError, OSError):
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    if transparent and picture.mode != "RGBA":
        return picture.convert("RGBA")
    if picture.mode not in {"1", "L", "RGB", "RGBA"}:
        return picture.convert("RGB")
    return picture


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    memory = MEMORY_FOR_PDF if data.startswith(b"%PDF-") else MEMORY_FOR_PICTURE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    judged = judge_table if sys.argv[1:] == ["table"] else judge
    try:
        found, content = judged(data)
    except Unfit as unfit:
        found, content = {"refused": unfit.code, "facts": unfit.facts}, b""
    except MemoryError:
        found, content = {"refused": "too_heavy", "facts": {}}, b""
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
