from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Method, Position

from .fields import Piece, choice, code, day, line


class Request(Piece):
    position: Position | None = choice(_("Position requested"))
    method: Method | None = choice(_("Method"))
    employment_kind: str = code(
        _("Kind of employment"), "employment_kinds", _("Decides, with the institution, which rules hold.")
    )
    institution_kind: str = code(_("Kind of institution"), "institution_kinds")
    institution: str = line(_("Institution"))
    faculty: str = line(_("Faculty or department"))
    field_code: str = line(_("Code of the field of study"), _("Four figures."))
    field_name: str = line(_("Field of study"))
    subfield_name: str = line(_("Subfield"))
    begun_on: str = day(_("Day the dossier was begun"))
    received_on: str = day(_("Day the institution received the request"))
    elected_rules: str = code(_("Rules elected by the applicant"), "rule_sets", _("Only where a transition allows it."))
    elected_on: str = day(_("Day of the election"))
