"""Sending a file, before the step is finished that records it."""

from django.http import HttpResponse
from ninja import File, Router, Status
from ninja.files import UploadedFile

from tidtam.tracking.api.actions.files import KEPT_FOR, keep_file
from tidtam.tracking.api.calls import ClientToken, client_of, once
from tidtam.tracking.api.choices import Scope
from tidtam.tracking.api.door import ApiRequest
from tidtam.tracking.api.responses import changed
from tidtam.tracking.api.schemas.files import FileOut

router = Router(tags=["Files"])


@router.post(
    "",
    auth=ClientToken(Scope.ACT),
    response=changed(FileOut, status=201),
    url_name="files",
    operation_id="sendFile",
    summary="Send a file",
)
@once
def send_file(request: ApiRequest, response: HttpResponse, file: File[UploadedFile]) -> Status[FileOut]:
    """A PDF document, a JPEG or a PNG picture of at most 10 MB, as multipart/form-data, for a step that records one.

    It belongs to the client alone until a step is finished with it; unused, it is forgotten after a day.
    """
    kept = keep_file(request.actor, client_of(request), file)
    return Status(201, FileOut(id=kept.pk, name=kept.name, size=kept.size, kept_until=kept.stored_at + KEPT_FOR))
