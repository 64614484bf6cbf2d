from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import IdentityKind

from .fields import Piece, choice, day, group, line
from .signature import Signature


class Applicant(Piece):
    """Who asks. The number of the card or passport is kept apart, sealed, and never part of the dossier."""

    prefix: str = line(_("Title before the name"), _("One of the three civil titles; nothing else."))
    academic_title: str = line(_("Academic title held"))
    rank: str = line(_("Military or police rank"))
    doctorate_title: str = line(_("Title of a doctorate"))
    given_name: str = line(_("First name"))
    middle_name: str = line(_("Middle name"))
    family_name: str = line(_("Family name"))
    given_name_en: str = line(_("First name in English"))
    middle_name_en: str = line(_("Middle name in English"))
    family_name_en: str = line(_("Family name in English"))
    identity_kind: IdentityKind | None = choice(_("Identity document"))
    nationality: str = line(_("Nationality"))
    birth_date: str = day(_("Birth date"))
    signature: Signature = group(Signature, _("Signature of the applicant"))
