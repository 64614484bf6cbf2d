"""Sending a file so that no browser runs it, guesses at it or keeps it."""

from urllib.parse import quote

from django.http import StreamingHttpResponse

from .choices import FileKind
from .queries import OpenedFile


def download(opened: OpenedFile) -> StreamingHttpResponse:
    file = opened.file
    response = StreamingHttpResponse(opened.pieces, content_type=file.content_type)
    response["Content-Length"] = str(file.size)
    # RFC 6266: a plain name for old clients, the Thai one beside it.
    plain = f"file{FileKind(file.kind).extension}"
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
