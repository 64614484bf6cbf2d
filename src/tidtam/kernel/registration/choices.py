from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    MALE = "male", _("Male")
    FEMALE = "female", _("Female")
    NOT_STATED = "not_stated", _("Not stated")


class PersonnelKind(TextChoices):
    MINISTRY = "ministry", _("Personnel of the ministry")
    PUBLIC = "public", _("General public")
