from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Carried(TextChoices):
    """What a person may take along from an account that is joined to another one."""

    USERNAME = "username", _("User name")
    EMAIL = "email", _("E-mail")
    MOBILE = "mobile", _("Mobile number")
