"""The royal appointment of a professor: history, decorations and documents."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Position, Stage
from tidtam.products.academic.rulebook.structure import EarlierAppointment
from tidtam.thai.numerals import to_arabic

from .findings import Day, Said, cannot_tell, fails
from .history import earlier_positions
from .look import Look, exact_day, is_empty, numbered, wanting_day
from .registry import rule
from .wanting import Wanted, missing_files, no_exact_day
from .works import title_key

_HISTORY, _DECORATIONS, _DOCUMENTS = "/royal/history", "/royal/decorations", "/royal/documents"
CIVIL_SERVANT = "civil_servant"
"""Mark of a kind of employment."""


def is_professor(look: Look) -> bool:
    """Or may be one: nobody has said yet which position is requested."""
    return look.dossier.request.position in (None, Position.PROFESSOR)


def _is_no_civil_servant(look: Look) -> bool:
    kind = look.rule_set.listed("employment_kinds", look.dossier.request.employment_kind, look.as_of)
    return is_professor(look) and not (kind and CIVIL_SERVANT in kind.marks)


@rule(
    "DOC-801",
    _("History agrees with the request form"),
    part=Part.ROYAL,
    stage=Stage.ROYAL,
    applies=is_professor,
)
def history_agrees(look: Look) -> Iterator[Said]:
    history, request = look.dossier.royal.history, look.dossier.request
    yield from _same_field(f"{_HISTORY}/field_name", history.field_name, request.field_name)
    yield from _same_code(f"{_HISTORY}/field_code", history.field_code, request.field_code)
    on_form = {one.position: one for one in look.dossier.history.appointments if one.position}
    named = set()
    for place, appointment in numbered(f"{_HISTORY}/appointments", history.appointments):
        if appointment.position is None:
            yield fails(
                f"{place}/position", _("The academic position is missing."), _("Choose the position appointed to.")
            )
            continue
        named.add(appointment.position)
        if appointment.position in on_form:
            yield from _same_appointment(place, appointment, on_form[appointment.position])
        else:
            yield fails(
                f"{place}/position",
                _("The history names an appointment as %(position)s, the request form does not."),
                _("Enter the same appointments in both."),
                position=appointment.position.label,
            )
    for position in earlier_positions(look):
        if position not in on_form:
            message = _("The request form does not name the appointment as %(position)s.")
            yield cannot_tell("/history/appointments", message, position=position.label)
    for position in [position for position in on_form if position not in named]:
        yield fails(
            f"{_HISTORY}/appointments",
            _("The request form names an appointment as %(position)s, the history does not."),
            _("Enter the same appointments in both."),
            position=position.label,
        )


_SAME = _("Correct whichever is wrong; both must say the same.")


def _same_field(place: str, typed: str, on_form: str) -> Iterator[Said]:
    if is_empty(typed):
        yield fails(place, _("The field of study is missing in the history."), _("Write the field of study."))
    elif is_empty(on_form):
        yield cannot_tell(place, _("The field of study is missing on the request form."))
    elif title_key(typed) != title_key(on_form):
        yield _differing(place, typed, on_form)


def _same_code(place: str, typed: str, on_form: str) -> Iterator[Said]:
    if is_empty(typed):
        yield fails(place, _("The code of the field of study is missing in the history."), _SAME)
    elif len(code := to_arabic(on_form.strip())) != 4:
        yield cannot_tell(place, _("The request form does not give the code of four figures."))
    elif to_arabic(typed.strip()) != code:
        yield _differing(place, typed, on_form)


def _same_appointment(place: str, appointment: EarlierAppointment, on_form: EarlierAppointment) -> Iterator[Said]:
    yield from _same_field(f"{place}/field_name", appointment.field_name, on_form.field_name)
    day, form_day = exact_day(appointment.appointed_on), exact_day(on_form.appointed_on)
    if is_empty(appointment.appointed_on):
        yield fails(f"{place}/appointed_on", _("The date of the appointment is missing."), _SAME)
    elif day is None:
        yield wanting_day(f"{place}/appointed_on", appointment.appointed_on)
    elif form_day is None:
        yield cannot_tell(f"{place}/appointed_on", _("The request form does not give this date in full."))
    elif day != form_day:
        yield _differing(f"{place}/appointed_on", Day(day), Day(form_day))


def _differing(place: str, typed: str | Day, on_form: str | Day) -> Said:
    message = _("The history says “%(typed)s”, the request form says “%(form)s”.")
    return fails(place, message, _SAME, typed=typed, form=on_form)


@rule(
    "DOC-802",
    _("Highest decoration and the next below"),
    part=Part.ROYAL,
    stage=Stage.ROYAL,
    needs=("decorations",),
    applies=is_professor,
)
def decorations_in_order(look: Look) -> Iterator[Said]:
    royal = look.dossier.royal
    given = royal.decorations
    if royal.has_no_decoration and given:
        yield fails(
            "/royal/has_no_decoration",
            _("Decorations are given, but it is also said that none was received."),
            _("Correct whichever is wrong."),
        )
    if royal.has_no_decoration:
        return
    if not given:
        yield fails(
            _DECORATIONS,
            _("The decorations are missing."),
            _("Enter the highest decoration and the next below, or say that none was received."),
        )
        return
    if len(given) == 1 and not royal.has_one_decoration:
        yield fails(
            _DECORATIONS,
            _("The decoration next below the highest is missing."),
            _("Enter it, or say that only one decoration was received."),
        )
    for place, decoration in numbered(_DECORATIONS, given):
        if is_empty(decoration.decoration) and is_empty(decoration.name):
            yield fails(
                f"{place}/decoration", _("It is not said which decoration this is."), _("Choose the decoration.")
            )
        message = _("The date on which the decoration was conferred is missing.")
        yield from no_exact_day(f"{place}/received_on", decoration.received_on, message)
    yield from _out_of_order(look)


def _out_of_order(look: Look) -> Iterator[Said]:
    """The highest comes first; each one after it is lower."""
    order = look.entries("decorations")
    ranks = {entry.code: rank for rank, entry in enumerate(order)}
    above = -1
    for place, decoration in numbered(_DECORATIONS, look.dossier.royal.decorations):
        rank = ranks.get(decoration.decoration)
        if rank is not None and rank <= above:
            yield fails(
                f"{place}/decoration",
                _("“%(decoration)s” is not below “%(above)s”, which stands before it."),
                _("Give the highest decoration first and then the next below, each once."),
                decoration=order[rank].name,
                above=order[above].name,
            )
        elif rank is not None:
            above = rank
        elif not (is_empty(decoration.decoration) and is_empty(decoration.name)):
            yield cannot_tell(
                f"{place}/decoration",
                _("This decoration is not in the list, so its place in the order of precedence is not known."),
                _("Choose it from the list; an administrator adds what the list lacks."),
            )


_RESTS_ON = _("Attach a copy of what the appointment of professors rests on.")
_OF_EMPLOYEES: tuple[Wanted, ...] = (
    ("act", _("The Act of the institution is not attached."), _RESTS_ON),
    ("regulations", _("The regulations of the institution are not attached."), _RESTS_ON),
    ("announcements", _("The announcements of the institution are not attached."), _RESTS_ON),
)


@rule(
    "DOC-804",
    _("Act, regulations and announcements for employees"),
    part=Part.ROYAL,
    stage=Stage.ROYAL,
    needs=("employment_kinds",),
    applies=_is_no_civil_servant,
)
def own_law_attached(look: Look) -> Iterator[Said]:
    if look.listed("employment_kinds", look.dossier.request.employment_kind):
        yield from missing_files(_DOCUMENTS, look.dossier.royal.documents, _OF_EMPLOYEES)
    else:
        yield cannot_tell("/request/employment_kind", _("The kind of employment is not known."))


@rule("DOC-805", _("Background-check form"), part=Part.ROYAL, stage=Stage.ROYAL, applies=is_professor)
def background_check_attached(look: Look) -> Iterator[Said]:
    if not look.dossier.royal.documents.background_check:
        yield fails(
            f"{_DOCUMENTS}/background_check",
            _("The background-check form is not attached."),
            _("Attach the form, filled in, that the letter of 19 July B.E. 2565 on background checks asks for."),
        )
