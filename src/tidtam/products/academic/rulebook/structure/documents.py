from django.utils.translation import gettext_lazy as _
from pydantic import StrictBool

from .fields import Code, Piece, code, day, files, group, line, many, number, text, work, yes_no
from .signature import Signature


class SummaryStep(Piece):
    name: str = line(_("Step"))
    done_on: str = day(_("Done on"))
    remark: str = line(_("Remark"))


class Summary(Piece):
    """The summary of data and steps."""

    steps: tuple[SummaryStep, ...] = many(_("Steps of the request"), _("Step no. %(number)s"), most=60)
    files: tuple[Code, ...] = files(_("Summary of data and steps"), _("Attach the summary form."))


class Minutes(Piece):
    kpw: tuple[Code, ...] = files(_("Minutes of the academic position committee"))
    has_academic_council: StrictBool | None = yes_no(_("The academic council dealt with the request"))
    academic_council: tuple[Code, ...] = files(_("Minutes of the academic council"))
    council: tuple[Code, ...] = files(_("Minutes of the institution council"))


class Participant(Piece):
    name: str = line(_("Name of the author"))
    is_applicant: StrictBool | None = yes_no(_("This author is the applicant"))
    role: str = code(_("Role in the work"), "roles")
    share: str = number(_("Share in percent"))
    duties: str = text(_("Role and duties in detail"))
    signed: StrictBool | None = yes_no(_("Signed"))
    signed_on: str = day(_("Date of signature"))


class Participation(Piece):
    """The evidence of participation in one work."""

    work: str = work(_("Work"))
    participants: tuple[Participant, ...] = many(_("Participants"), _("Participant no. %(number)s"), most=2_000)
    files: tuple[Code, ...] = files(_("Evidence of participation"))


class OutsideField(Piece):
    expert: str = line(_("Name of the expert"))
    reason: str = text(_("Reason of the academic position committee"))


class NotListed(Piece):
    expert: str = line(_("Name of the expert"))
    approved_by: str = line(_("Approval by the commission, letter or meeting"))
    approved_on: str = day(_("Date of the approval"))
    files: tuple[Code, ...] = files(_("Evidence of the approval"))


class ExpertsOrder(Piece):
    """The order that appoints the expert committee."""

    number: str = line(_("Number of the order"))
    dated: str = day(_("Date of the order"))
    meeting: str = line(_("Meeting that resolved the appointment"))
    met_on: str = day(_("Day of that meeting"))
    signature: Signature = group(Signature, _("Signature of the chair"))
    files: tuple[Code, ...] = files(_("Order of appointment of the experts"))


class LetterItem(Piece):
    """One document that a circular asks for."""

    item: str = code(_("Document asked for"), "letter_items")
    files: tuple[Code, ...] = files(_("Document"))
    not_needed: str = line(_("Why it does not apply"))


class Documents(Piece):
    summary: Summary = group(Summary, _("Summary of data and steps"))
    minutes: Minutes = group(Minutes, _("Minutes"))
    participation: tuple[Participation, ...] = many(
        _("Evidence of participation"), _("Evidence of participation no. %(number)s"), most=200
    )
    experts_outside_field: tuple[OutsideField, ...] = many(
        _("Experts outside the field"), _("Reason no. %(number)s"), most=30
    )
    experts_not_listed: tuple[NotListed, ...] = many(
        _("Experts not on the list"), _("Approval no. %(number)s"), most=30
    )
    experts_order: ExpertsOrder = group(ExpertsOrder, _("Order of appointment of the experts"))
    letter: tuple[LetterItem, ...] = many(
        _("Documents asked for by circular letter"), _("Document no. %(number)s"), most=200
    )
