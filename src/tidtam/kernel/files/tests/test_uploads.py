import tracemalloc
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tidtam.kernel.actor import Refused
from tidtam.kernel.files.actions import LARGEST
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.files.uploads import take_upload


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


@pytest.mark.requirement("QLT-04")
def test_of_fifty_megabytes_nothing_is_kept_and_the_rest_of_the_form_is() -> None:
    request, _ = posted(b"x" * 50 * 1024 * 1024)
    tracemalloc.start()
    with pytest.raises(Refused) as refusal:
        take_upload(request)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert request.POST["token"] == "kept"
    assert refusal.value.code == "file_large"
    assert "10" in str(refusal.value.message)
    assert most < 3 * LARGEST, "what was read in vain is let go at once"


def test_far_beyond_that_nothing_more_is_read() -> None:
    request, body = posted(b"x", claimed_size=10**9)
    with pytest.raises(Refused) as refusal:
        take_upload(request)
    assert refusal.value.code == "file_large"
    assert body.taken < 1024 * 1024


def test_a_file_a_little_too_large_is_refused_too() -> None:
    request, _ = posted(b"x" * (LARGEST + 1))
    with pytest.raises(Refused) as refusal:
        take_upload(request)
    assert refusal.value.code == "file_large"


def test_a_file_of_the_right_size_stays_in_memory() -> None:
    request, _ = posted(make_pdf())
    file = take_upload(request)
    assert isinstance(file, InMemoryUploadedFile)
    assert file.read() == make_pdf()


def test_no_file_at_all_is_refused_kindly() -> None:
    request = RequestFactory().post("/", {"token": "kept"})
    with pytest.raises(Refused) as refusal:
        take_upload(request)
    assert refusal.value.code == "required"
