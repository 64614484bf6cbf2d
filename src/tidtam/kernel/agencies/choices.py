from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

TOKEN_LIVES = timedelta(days=30)
"""Unless whoever issues it says otherwise."""
LIVES_DAYS = (7, 14, 30, 60, 90)


class TokenState(TextChoices):
    OPEN = "open", _("Waiting to be used")
    SPENT = "spent", _("Used")
    REVOKED = "revoked", _("Revoked")


class Answer(TextChoices):
    ISSUED = "issued", _("A new token was issued")
    REFUSED = "refused", _("Not granted")
