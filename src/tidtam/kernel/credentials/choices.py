from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

DIRECTORY_NAME_LENGTH = 254


class LossReason(TextChoices):
    """Why somebody cannot use their second factor any more; what they told is not written down."""

    LOST = "lost", _("Phone and recovery codes are lost or stolen")
    BROKEN = "broken", _("The phone is broken, and no recovery code is left")
    CHANGED = "changed", _("The phone was changed, and the app was not moved")
