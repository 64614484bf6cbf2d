"""The product's side: starts the worker, bounds it from outside too, and puts its refusals into words."""

import json
import subprocess  # nosec B404
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused
from tidtam.kernel.files.choices import FileKind

_WORKER = Path(__file__).with_name("worker.py")
_SECONDS = 15
_AT_ONCE = BoundedSemaphore(2)
"""A page that is sent many large pictures must not take the machine's memory."""

_REASONS = {
    "empty": _("The file is empty. Choose the file again, or save it anew."),
    "office": _("This is an office document, not a PDF. Save it as PDF and attach the PDF."),
    "archive": _("This is an archive with files inside. Take the document out and attach it as PDF, JPEG or PNG."),
    "heic": _("This is a phone picture of the kind HEIC. Save or send it as JPEG and attach that."),
    "other_picture": _("This kind of picture is not accepted. Save it as JPEG or PNG and attach that."),
    "unknown": _("This file is neither PDF nor JPEG nor PNG inside, whatever its name says. Save it as one of them."),
    "pdf_start": _("Something stands before the beginning of this PDF. Print it to a new PDF and attach that one."),
    "pdf_end": _("This PDF is cut off, or has something behind its end. Print it to a new PDF and attach that one."),
    "pdf_locked": _("This PDF is protected with a password or restrictions. Save it without them."),
    "pdf_broken": _("This PDF is damaged and cannot be opened. Print it to a new PDF and attach that one."),
    "pdf_pages": _("This PDF has %(found)s pages; 1 to %(most)s are accepted. Divide it."),
    "pdf_active": _("This PDF contains scripts or commands. Print it to a new PDF and attach that one."),
    "pdf_carries": _("This PDF carries other files inside. Print it to a new PDF and attach that one."),
    "picture_pixels": _("This picture has more than %(most)s million pixels. Scan it coarser, or save it smaller."),
    "picture_broken": _("This picture is damaged and cannot be opened. Take or save it again."),
    "table_old": _("This workbook is of an old kind. Save it as “Excel workbook (.xlsx)” and choose that one."),
    "table_locked": _("This workbook is protected with a password. Save it without one."),
    "table_macros": _("This workbook carries programs (macros). Save it as “Excel workbook (.xlsx)” without them."),
    "table_broken": _("This workbook is damaged and cannot be opened. Save it anew, or save the sheet as CSV UTF-8."),
    "table_heavy": _(
        "Unpacked, this workbook is too large. Leave only the sheet with the rows, or save it as CSV UTF-8."
    ),
    "table_letters": _("The letters of this file cannot be read. Save the sheet anew as CSV UTF-8."),
    "table_other": _(
        "This file is neither CSV nor an Excel workbook inside, whatever its name says. Save it as CSV UTF-8."
    ),
    "too_heavy": _("This file takes too much to open. Print it to a new PDF, or save the picture smaller."),
}


@dataclass(frozen=True)
class Inspected:
    kind: FileKind
    content: bytes
    width: int | None = None
    height: int | None = None
    dpi_x: float | None = None
    dpi_y: float | None = None
    pages: int | None = None


def inspect_content(data: bytes, *, as_table: bool = False) -> Inspected:
    """What the content is, ready to be stored (pictures encoded anew), or a refusal in words a person can act on."""
    found, content = _run_worker(data, "table" if as_table else "document")
    if "refused" in found:
        raise _refusal(found["refused"], found["facts"])
    return Inspected(kind=FileKind(found.pop("kind")), content=content, **found)


def _run_worker(data: bytes, wanted: str) -> tuple[dict[str, Any], bytes]:
    command = [sys.executable, "-I", "-B", str(_WORKER), wanted]
    with _AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603 - nothing of the command comes from outside
                command, input=data, capture_output=True, timeout=_SECONDS, env={"LANG": "C.UTF-8"}, check=False
            )  # nosec B603
        except subprocess.TimeoutExpired:
            raise _refusal("too_heavy", {}) from None
    head, newline, content = done.stdout.partition(b"\n")
    if done.returncode != 0 or not newline:
        raise _refusal("too_heavy", {})
    return json.loads(head), content


def _refusal(code: str, facts: dict[str, object]) -> Refused:
    text = _REASONS[code]
    return Refused(text % facts if facts else text, code=f"file_{code}", field="file")
