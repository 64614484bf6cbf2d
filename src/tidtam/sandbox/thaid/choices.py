from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Gender(models.TextChoices):
    MALE = "male", pgettext_lazy("gender", "Male")
    FEMALE = "female", pgettext_lazy("gender", "Female")


class SignInStatus(models.TextChoices):
    """What is stored. That a code has expired is never stored: the clock says so."""

    WAITING = "waiting"
    SCANNED = "scanned"
    APPROVED = "approved"
    REFUSED = "refused"  # by the person, on the phone
    FAILED = "failed"  # too many wrong PINs
    CANCELLED = "cancelled"  # on the desktop
    FINISHED = "finished"  # the service has been given its answer


class Stage(models.TextChoices):
    """What the desktop shows: the status seen through the clock."""

    WAITING = "waiting", _("Open the ThaiD app and scan this QR code")
    SCANNED = "scanned", _("Scanned. Waiting for confirmation on the phone")
    WRONG_PIN = "wrong_pin", _("A wrong PIN was entered on the phone. Waiting for another try")
    APPROVED = "approved", _("Confirmed. Returning to the service")
    REFUSED = "refused", _("The request was refused on the phone")
    FAILED = "failed", _("A wrong PIN was entered too many times")
    CANCELLED = "cancelled", _("The sign-in was cancelled")
    EXPIRED = "expired", _("The QR code has expired")
    OVER = "over", _("This sign-in has ended")


class TokenKind(models.TextChoices):
    ACCESS = "access"
    REFRESH = "refresh"


class PictureKind(models.TextChoices):
    FRONT = "front", _("Front of the card")
    BACK = "back", _("Back of the card")
    FACE = "face", _("Face")


class NoticeKind(models.TextChoices):
    SIGNED_IN = "signed_in", _("You signed in to this service")
    REFUSED = "refused", _("You refused a request of this service")
    WRONG_PIN = "wrong_pin", _("A wrong PIN was entered for this service")
    PIN_CHANGED = "pin_changed", _("Your PIN was changed")
    REGISTERED = "registered", _("Your digital ID was registered")
