from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PersonKind(TextChoices):
    THAI = "thai", _("Thai national")
    FOREIGN = "foreign", _("Foreign national")


class IdentifierKind(TextChoices):
    NATIONAL_ID = "national_id", _("National ID number")
    PASSPORT = "passport", _("Passport number")


class AddressKind(TextChoices):
    EMAIL = "email", _("E-mail")
    MOBILE = "mobile", _("Mobile number")


class Precision(TextChoices):
    """How much of a birth date is known: some cards give the year only."""

    DAY = "day", _("day, month and year")
    MONTH = "month", _("month and year")
    YEAR = "year", _("year only")
