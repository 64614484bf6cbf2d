from django.utils.translation import gettext_lazy as _
from pydantic import StrictBool

from tidtam.products.academic.rulebook.choices import Position

from .fields import Code, Piece, choice, code, day, files, group, line, many, text, yes_no
from .history import EarlierAppointment, Qualification


class Approach(Piece):
    """How an expert was approached, and what the answer was."""

    approached_on: str = day(_("Approached on"))
    approached_by: str = line(_("Approached by"))
    means: str = line(_("By letter, telephone or otherwise"))
    answer: str = line(_("Answer of the expert"))
    answered_on: str = day(_("Answered on"))
    files: tuple[Code, ...] = files(_("Record of the approach"))


class StatusChange(Piece):
    has_changed: StrictBool | None = yes_no(_("Changed the status to employee"))
    changed_on: str = day(_("Changed on"))
    files: tuple[Code, ...] = files(_("Evidence of the change"))


class Profile(Piece):
    expert: str = code(_("Expert in the list"), "experts")
    name: str = line(_("Name of the expert"))
    on_list: StrictBool | None = yes_no(_("On the list of experts"))
    status: str = code(_("Status"), "employment_kinds", _("Civil servant or employee."))
    institution: str = line(_("Institution of the expert"))
    position: Position | None = choice(_("Academic position"))
    field_name: str = line(_("Field of study appointed in"))
    expertise: str = text(_("Expertise"))
    education: tuple[Qualification, ...] = many(
        _("Educational qualifications"), _("Qualification no. %(number)s"), most=30
    )
    appointments: tuple[EarlierAppointment, ...] = many(
        _("Academic appointments"), _("Appointment no. %(number)s"), most=20
    )
    approach: Approach = group(Approach, _("Approach"))
    status_change: StatusChange = group(StatusChange, _("Change of status"))


class ExpertsApproval(Piece):
    """The request that experts be approved."""

    is_requested: StrictBool | None = yes_no(_("Approval of experts is requested"))
    reason_not_listed: str = text(_("Why no listed expert could be appointed"))
    reason_lower_position: str = text(_("Why an expert of a lower position than the one requested"))
    profiles: tuple[Profile, ...] = many(_("Experts proposed"), _("Expert no. %(number)s"), most=30)
    request_form: tuple[Code, ...] = files(_("Request form of the applicant"), _("Attach the request form."))
