from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """Ways to reach a person besides the list of notices."""

    EMAIL = "email", _("E-mail")
    PUSH = "push", _("Notice on a device")
    SMS = "sms", _("Text message (SMS)")
    LINE = "line", _("LINE")


BY_DEFAULT = frozenset({Channel.EMAIL, Channel.PUSH, Channel.LINE})
"""Ways that bring everything until the person chooses otherwise; the others bring only what was chosen."""
LINKED = frozenset({Channel.PUSH, Channel.LINE})
"""Ways that reach a place the person linked themself: a device, a chat."""


class DeliveryState(TextChoices):
    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    DECLINED = "declined", _("Not wanted by the person")
    UNREACHABLE = "unreachable", _("No address is known")
    REFUSED = "refused", _("The address does not exist")
    GIVEN_UP = "given_up", _("Could not be sent")


class SecretState(TextChoices):
    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    EXPIRED = "expired", _("Too late to be sent")
    REFUSED = "refused", _("The address does not exist")
    GIVEN_UP = "given_up", _("Could not be sent")
