"""The request that experts be approved. Nobody is asked where none is made."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage
from tidtam.products.academic.rulebook.structure import ExpertsApproval, Profile

from .findings import Day, Said, cannot_tell, fails
from .look import Look, exact_day, is_empty, numbered
from .registry import rule
from .wanting import Wanted, empty_fields, no_exact_day

_PROFILES = "/experts_approval/profiles"
EMPLOYEE = "employee"
"""Mark of a kind of employment."""


def _is_requested(look: Look) -> bool:
    """Whoever enters an expert to be approved asks for it, unless the opposite is said."""
    approval = look.dossier.experts_approval
    return approval.is_requested or (approval.is_requested is None and approval != ExpertsApproval())


def _profiles(look: Look) -> Iterator[tuple[str, Profile]]:
    return numbered(_PROFILES, look.dossier.experts_approval.profiles)


def _nobody_proposed(look: Look) -> Iterator[Said]:
    if not look.dossier.experts_approval.profiles:
        yield cannot_tell(_PROFILES, _("No expert is proposed, so this cannot be told."))


@rule(
    "DOC-701",
    _("Reasons for the experts proposed"),
    part=Part.EXPERTS,
    stage=Stage.SUPERVISOR,
    applies=_is_requested,
)
def reasons_given(look: Look) -> Iterator[Said]:
    approval, wanted = look.dossier.experts_approval, look.dossier.request.position
    yield from _nobody_proposed(look)
    not_listed = lower = False
    for place, profile in _profiles(look):
        if profile.on_list is None:
            yield cannot_tell(f"{place}/on_list", _("It is not said whether the expert is on the list."))
        if profile.position is None or wanted is None:
            missing = f"{place}/position" if profile.position is None else "/request/position"
            yield cannot_tell(missing, _("Without both positions nobody can tell which is the lower one."))
        not_listed |= profile.on_list is False
        lower |= bool(wanted and profile.position in wanted.below)
    if not_listed and is_empty(approval.reason_not_listed):
        yield fails(
            "/experts_approval/reason_not_listed",
            _("An expert who is not on the list is proposed, but the reason is missing."),
            _("Write why no listed expert could be appointed."),
        )
    if lower and is_empty(approval.reason_lower_position):
        yield fails(
            "/experts_approval/reason_lower_position",
            _("An expert of a lower position than the one requested is proposed, but the reason is missing."),
            _("Write why no expert of the same or a higher position could be appointed."),
        )


_OF_A_PROFILE: tuple[Wanted, ...] = (
    ("name", _("The name of the expert is missing."), _("Write the name of the expert.")),
    ("field_name", _("The field in which the expert was appointed is missing."), _("Write the field of study.")),
    ("expertise", _("The expertise is missing."), _("Write what the expert is expert in.")),
)
_OF_A_DEGREE: tuple[Wanted, ...] = (
    ("degree", _("The name of the degree is missing."), _("Write the name of the degree in full.")),
    ("field_name", _("The field of the degree is missing."), _("Write the field in which the degree was taken.")),
)


@rule(
    "DOC-702",
    _("Profile of each expert"),
    part=Part.EXPERTS,
    stage=Stage.SUPERVISOR,
    needs=("employment_kinds",),
    applies=_is_requested,
)
def profiles_complete(look: Look) -> Iterator[Said]:
    if not look.dossier.experts_approval.profiles:
        yield fails(_PROFILES, _("No expert is proposed."), _("Enter every expert with a complete profile."))
    for place, profile in _profiles(look):
        yield from empty_fields(place, profile, _OF_A_PROFILE)
        if not profile.education:
            yield fails(f"{place}/education", _("The education of the expert is missing."), _("Enter every degree."))
        for inner, degree in numbered(f"{place}/education", profile.education):
            yield from empty_fields(inner, degree, _OF_A_DEGREE)
        yield from _levels(place, profile)
    for place, profile in _profiles(look):
        if not look.listed("employment_kinds", profile.status):
            yield fails(
                f"{place}/status",
                _("The status of the expert is missing or is not one of those of these rules."),
                _("Choose whether the expert is a civil servant or an employee."),
            )


def _levels(place: str, profile: Profile) -> Iterator[Said]:
    """Every academic position that the expert was appointed to, with its day."""
    if profile.position is None:
        yield fails(
            f"{place}/position", _("The academic position of the expert is missing."), _("Choose the position.")
        )
    elif profile.position not in {appointment.position for appointment in profile.appointments}:
        yield fails(
            f"{place}/appointments",
            _("The appointment as %(position)s is missing."),
            _("Enter the appointment to each position, with its date."),
            position=profile.position.label,
        )
    for inner, appointment in numbered(f"{place}/appointments", profile.appointments):
        if appointment.position is None:
            yield fails(
                f"{inner}/position", _("The academic position is missing."), _("Choose the position appointed to.")
            )
        message = _("The date of the appointment is missing.")
        yield from no_exact_day(f"{inner}/appointed_on", appointment.appointed_on, message)


_OF_AN_APPROACH: tuple[Wanted, ...] = (
    ("approached_by", _("It is not said who approached the expert."), _("Write the name of the person.")),
    ("means", _("It is not said how the expert was approached."), _("Write by letter, telephone or otherwise.")),
    ("answer", _("The answer of the expert is missing."), _("Write what the expert answered.")),
)


@rule(
    "DOC-703",
    _("Record of approaching each expert"),
    part=Part.EXPERTS,
    stage=Stage.SUPERVISOR,
    applies=_is_requested,
)
def approaches_recorded(look: Look) -> Iterator[Said]:
    yield from _nobody_proposed(look)
    for place, profile in _profiles(look):
        approach, inner = profile.approach, f"{place}/approach"
        yield from empty_fields(inner, approach, _OF_AN_APPROACH)
        message = _("It is not said when the expert was approached.")
        yield from no_exact_day(f"{inner}/approached_on", approach.approached_on, message)
        message = _("It is not said when the expert answered.")
        yield from no_exact_day(f"{inner}/answered_on", approach.answered_on, message)
        approached, answered = exact_day(approach.approached_on), exact_day(approach.answered_on)
        if approached and answered and answered < approached:
            yield fails(
                f"{inner}/answered_on",
                _("The expert answered on %(answered)s, but was approached only on %(approached)s."),
                _("Check both dates."),
                answered=Day(answered),
                approached=Day(approached),
            )


@rule(
    "DOC-704",
    _("Experts who became employees"),
    part=Part.EXPERTS,
    stage=Stage.SUPERVISOR,
    needs=("employment_kinds",),
    applies=_is_requested,
)
def change_of_status_proven(look: Look) -> Iterator[Said]:
    yield from _nobody_proposed(look)
    for place, profile in _profiles(look):
        status = look.listed("employment_kinds", profile.status)
        change, inner = profile.status_change, f"{place}/status_change"
        if status is None:
            yield cannot_tell(f"{place}/status", _("The status of the expert is not known, so this cannot be told."))
        elif change.has_changed and EMPLOYEE not in status.marks:
            yield fails(
                f"{place}/status",
                _("The expert is said to have become an employee, but the status is: %(status)s."),
                _("Correct the status of the expert, or the change."),
                status=status.name,
            )
        elif change.has_changed is None and EMPLOYEE in status.marks:
            yield cannot_tell(
                f"{inner}/has_changed",
                _("It is not said whether the expert was a civil servant before."),
                _("Say whether the expert changed the status to employee."),
            )
        if change.has_changed:
            message = _("The date on which the status changed is missing.")
            yield from no_exact_day(f"{inner}/changed_on", change.changed_on, message)
            if not change.files:
                yield fails(
                    f"{inner}/files",
                    _("The evidence of the change of status is not attached."),
                    _("Attach the document that proves the change."),
                )


@rule(
    "DOC-705",
    _("Request form of the applicant"),
    part=Part.EXPERTS,
    stage=Stage.SUPERVISOR,
    applies=_is_requested,
)
def request_form_attached(look: Look) -> Iterator[Said]:
    if not look.dossier.experts_approval.request_form:
        yield fails(
            "/experts_approval/request_form",
            _("The request form of the applicant is not attached."),
            _("Attach the request form for the academic position."),
        )
