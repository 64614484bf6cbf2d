from django.utils.translation import gettext_lazy as _
from pydantic import StrictBool

from .fields import Piece, code, group, line, many, number, text, work, yes_no
from .signature import Signature


class Expert(Piece):
    expert: str = code(_("Expert in the list"), "experts")
    name: str = line(_("Name of the expert"))
    position: str = line(_("Position of the expert"))
    institution: str = line(_("Institution of the expert"))
    is_chair: StrictBool | None = yes_no(_("Chairs the committee"))
    in_field: StrictBool | None = yes_no(_("Of the field of study requested"))
    on_list: StrictBool | None = yes_no(_("On the list of experts"))


class Assessment(Piece):
    """What the committee found of one work."""

    work: str = work(_("Work"))
    quality: str = code(_("Level of quality"), "qualities")
    meets: StrictBool | None = yes_no(_("Meets the required quality"))
    share: str = number(_("Share of the applicant in percent"))
    role: str = code(_("Role of the applicant"), "roles")
    report_considered: StrictBool | None = yes_no(_("Full report was considered"))
    publication_considered: StrictBool | None = yes_no(_("Published version was considered"))
    remark: str = text(_("Opinion of the committee"))


class Committee(Piece):
    members: tuple[Expert, ...] = many(_("Members of the expert committee"), _("Expert no. %(number)s"), most=30)
    assessments: tuple[Assessment, ...] = many(_("Assessment of the works"), _("Assessment no. %(number)s"), most=200)
    works_total: str = number(_("Works in all"))
    works_meeting: str = number(_("Works that meet the required quality"))
    expertise: str = text(_("Summary of the applicant's expertise"))
    signature: Signature = group(Signature, _("Signature of the chair"))
