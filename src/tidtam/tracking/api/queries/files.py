from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.policies import scope

OWNER_KIND = "api_client"


def unused_files(actor: Actor, client_id: UUID) -> QuerySet[StoredFile]:
    """What the client sent and has not used."""
    mine = StoredFile.objects.filter(owner_kind=OWNER_KIND, owner_id=client_id, ended_at=None)
    return scope(mine, actor)


def unused_file(actor: Actor, client_id: UUID, file_id: UUID) -> StoredFile:
    """One of them; another client's is answered like one that does not exist."""
    file = unused_files(actor, client_id).filter(pk=file_id).first()
    if file is None:
        raise Refused(
            _("There is no such file of this client, or it was used or forgotten. Send it, then use it within a day."),
            code="unknown",
            field="file",
        )
    return file


def unused_since(actor: Actor, moment: datetime) -> QuerySet[StoredFile]:
    """What was sent before this moment and never used; for the job that forgets it."""
    return scope(StoredFile.objects.filter(owner_kind=OWNER_KIND, stored_at__lt=moment, ended_at=None), actor)
