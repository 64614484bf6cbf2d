import tracemalloc
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tidtam.kernel.actor import SYSTEM, Refused, acting_as, new_id
from tidtam.kernel.files.actions import LARGEST, store_file
from tidtam.kernel.files.tests.factories import make_pdf, upload


class CountingBody(BytesIO):
    """Says how much of the request was read."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        part = super().read(size)
        self.taken += len(part)
        return part


def posted(content: bytes, name: str = "a.pdf", claimed_size: int = 0) -> tuple[HttpRequest, CountingBody]:
    body = encode_multipart(BOUNDARY, {"token": "kept", "file": upload(content, name)})
    counting = CountingBody(body)
    environ: dict[str, Any] = {
        "wsgi.input": counting,
        "CONTENT_LENGTH": str(claimed_size or len(body)),
        "CONTENT_TYPE": MULTIPART_CONTENT,
    }
    request = RequestFactory().generic("POST", "/", **environ)
    return request, counting


def taken(request: HttpRequest) -> InMemoryUploadedFile:
    file = request.FILES["file"]
    assert isinstance(file, InMemoryUploadedFile)
    return file


def refusal_of(request: HttpRequest) -> str:
    """What storing the file that came with the request is refused for."""
    belonging: dict[str, Any] = {"owner_kind": "case", "owner_id": new_id(), "organization_path": "mhesi"}
    with acting_as(SYSTEM), pytest.raises(Refused) as refusal:
        store_file(SYSTEM, upload=taken(request), **belonging)
    assert refusal.value.field == "file"
    return refusal.value.code


@pytest.mark.django_db
@pytest.mark.requirement("QLT-04")
def test_of_fifty_megabytes_nothing_is_kept_and_the_rest_of_the_form_is() -> None:
    request, _ = posted(b"x" * 50 * 1024 * 1024)
    tracemalloc.start()
    assert taken(request).size == 50 * 1024 * 1024
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert request.POST["token"] == "kept"
    assert refusal_of(request) == "file_large"
    assert most < 3 * LARGEST, "what was read in vain is let go at once"


def test_far_beyond_that_nothing_is_read() -> None:
    request, body = posted(b"x", claimed_size=10**9)
    with pytest.raises(RequestDataTooBig):
        _ = request.FILES
    assert body.taken == 0


@pytest.mark.django_db
def test_a_file_a_little_too_large_is_refused_too() -> None:
    request, _ = posted(b"x" * (LARGEST + 1))
    assert refusal_of(request) == "file_large"


def test_a_file_of_the_right_size_stays_in_memory() -> None:
    request, _ = posted(make_pdf())
    assert taken(request).read() == make_pdf()
