"""Files that a program sends before it says what they belong to; what it never uses is forgotten after a day."""

from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.files.actions import erase_content, store_file
from tidtam.kernel.files.models import StoredFile
from tidtam.tracking.api.queries.files import OWNER_KIND, unused_files, unused_since

KEPT_FOR = timedelta(days=1)
MOST_UNUSED = 100


def keep_file(actor: Actor, client_id: UUID, upload: "UploadedFile[bytes]") -> StoredFile:
    """Judge the file and keep it for the client that sent it."""
    if unused_files(actor, client_id).count() >= MOST_UNUSED:
        raise Refused(
            _("%(most)s files of this client wait to be used. Use them, or wait until they are forgotten.")
            % {"most": MOST_UNUSED},
            code="too_many",
            field="file",
        )
    return store_file(
        actor,
        upload=upload,
        owner_kind=OWNER_KIND,
        owner_id=client_id,
        organization_path=actor.grants[0].organization_path,
    )


def clear_files(actor: Actor) -> None:
    for file in unused_since(actor, actor.now() - KEPT_FOR):
        erase_content(actor, file)
