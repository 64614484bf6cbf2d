from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestKind(TextChoices):
    CORRECTION = "correction", _("Correction of data")
    DELETION = "deletion", _("Deletion of data")

    @property
    def process_key(self) -> str:
        return f"data_{self.value}"


class DownloadState(TextChoices):
    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    ENDED = "ended", _("no longer kept")


class Cause(TextChoices):
    """Why a person's data is erased."""

    REQUEST = "request", _("decided on a request")
    OWN = "own", _("ordered by the owner of a temporary account")
