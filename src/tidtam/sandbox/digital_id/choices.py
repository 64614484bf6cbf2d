from django.db import models
from django.utils.translation import gettext_lazy as _


class Proofing(models.TextChoices):
    """How somebody proves who they are. The first is done here; the other is explained and happens elsewhere."""

    CARD_CODE = "card_code", _("With the code on the back of the national ID card")
    SERVICE_POINT = "service_point", _("In person at a service point")


class SignInStatus(models.TextChoices):
    OPEN = "open"
    KNOWN = "known"  # user name and password were right; consent is asked for
    ANSWERED = "answered"
