"""Small files of each kind, made here: valid ones to begin with."""

import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tidtam.kernel.actor import SYSTEM, Actor, acting_as, new_id
from tidtam.kernel.files.actions import store_file
from tidtam.kernel.files.models import StoredFile

PLAIN_OBJECTS = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
}


def make_pdf(changed: Mapping[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    objects = {**PLAIN_OBJECTS, **(changed or {})}
    out = io.BytesIO(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    out.seek(0, io.SEEK_END)
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for number in sorted(objects):
        out.write(b"%010d 00000 n \n" % places[number])
    out.write(b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table))
    return out.getvalue()


def make_picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, form, **options)
    return out.getvalue()


def upload(content: bytes, name: str = "file.pdf") -> SimpleUploadedFile:
    file = SimpleUploadedFile("x", content)
    file._name = name  # type: ignore[attr-defined]  # as a hostile client sends it; the constructor would tame it
    return file


def make_file(
    *,
    content: bytes | None = None,
    name: str = "file.pdf",
    actor: Actor = SYSTEM,
    person_id: UUID | None = None,
    organization_path: str = "mhesi/psu",
) -> StoredFile:
    with acting_as(actor):
        return store_file(
            actor,
            upload=upload(content or make_pdf(), name),
            owner_kind="case",
            owner_id=new_id(),
            organization_path=organization_path,
            person_id=person_id,
        )
