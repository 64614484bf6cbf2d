"""Taking an uploaded file in: in memory, never in clear on disk, and never more of it than is wanted."""

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from .actions import LARGEST

LONGEST_LISTENING = 100 * 1024 * 1024
"""A browser shows no answer while it is still sending: up to here we hear it out, keeping nothing, to answer kindly."""


class BoundedUploadHandler(FileUploadHandler):
    """Of a file over the limit nothing is kept but its size, for which `store_file` refuses it beside its field.

    It must not simply be left out: where a file is optional, the form would be taken as one without it.
    """

    def handle_raw_input(self, _data: Any, _meta: Any, content_length: int, *_more: Any) -> None:
        if content_length > LONGEST_LISTENING:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept: BytesIO | None = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> None:
        if self._kept is not None:
            self._kept.write(raw_data)
            if self._kept.tell() > LARGEST:
                self._kept = None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        content = self._kept or BytesIO()
        content.seek(0)
        return InMemoryUploadedFile(
            content, self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset
        )
