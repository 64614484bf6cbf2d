"""A scope of ThaiD is a claim."""

from django.utils.translation import gettext_lazy as _

# The text is what the phone shows when it asks for consent.
SCOPES = {
    "openid": _("Confirmation of who you are"),
    "pid": _("National ID number"),
    "title": _("Title"),
    "title_en": _("Title (English)"),
    "name": _("Full name"),
    "given_name": _("First name"),
    "middle_name": _("Middle name"),
    "family_name": _("Last name"),
    "name_en": _("Full name (English)"),
    "given_name_en": _("First name (English)"),
    "middle_name_en": _("Middle name (English)"),
    "family_name_en": _("Last name (English)"),
    "birthdate": _("Date of birth"),
    "gender": _("Gender"),
    "address": _("Address in the house register"),
    "ial": _("Level of identity proofing"),
    "smartcard_code": _("Number of the card itself"),
    "date_of_issuance": _("Date of issue of the card"),
    "date_of_expiry": _("Date of expiry of the card"),
}
