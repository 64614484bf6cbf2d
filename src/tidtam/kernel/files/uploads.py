"""Taking an uploaded file in: in memory, never in clear on disk, and never more of it than is wanted."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused

from .actions import LARGEST

LONGEST_LISTENING = 100 * 1024 * 1024
"""A browser shows no answer while it is still sending: up to here we hear it out, keeping nothing, to answer kindly."""
_TOO_LARGE = "tidtam.files.too_large"


class BoundedUploadHandler(FileUploadHandler):
    """Of a file over the limit nothing is kept; of a request far over it nothing more is even read.

    The view learns of it from `take_upload` and answers with the form, as for any other mistake.
    """

    def handle_raw_input(self, _data: Any, _meta: Any, content_length: int, *_more: Any) -> None:
        self._stop = content_length > LONGEST_LISTENING

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept: BytesIO | None = BytesIO()
        if self._stop:
            self._let_go()
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> None:
        if self._kept is not None:
            self._kept.write(raw_data)
            if self._kept.tell() > LARGEST:
                self._let_go()
                raise SkipFile

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        if self._kept is None:
            return None
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset
        )

    def _let_go(self) -> None:
        self._kept = None
        if self.request is not None:
            self.request.META.setdefault(_TOO_LARGE, set()).add(self.field_name)


def take_upload(request: HttpRequest, field: str = "file") -> "UploadedFile[bytes]":
    """The file that came in this field, or a refusal that says what to do."""
    file = request.FILES.get(field)
    if field in request.META.get(_TOO_LARGE, ()):
        text = _("The file is larger than %(most)s MB. Attach a smaller one, for example scanned at 200 dots per inch.")
        raise Refused(text % {"most": LARGEST // (1024 * 1024)}, code="file_large", field=field)
    if file is None:
        raise Refused(_("Choose a file to attach."), code="required", field=field)
    return file
