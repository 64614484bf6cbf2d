"""What was answered, in the words of the page."""

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tidtam.kernel.people.choices import PersonKind
from tidtam.kernel.people.models import Person
from tidtam.thai.dates import PartialDate, format_partial
from tidtam.thai.mobile import display

from .choices import PersonnelKind, Sex
from .steps import Way

Row = tuple[object, ...]


def summary_rows(way: Way) -> list[Row]:
    """Everything that will be stored, each with the way back to where it was asked."""
    stated, language = way.stated(), get_language() or "th"
    born = PartialDate(stated.birth_year, stated.birth_month, stated.birth_day)
    person = "person" if stated.kind == PersonKind.THAI else "passport"
    rows = [
        _row("member", _("Member type"), PersonKind(stated.kind).label),
        _row(person, _("Name"), Person(**stated.names).full_name),
        _row(person, _("Sex"), Sex(stated.sex).label),
        _row(person, _("Birth date"), format_partial(born, language)),
        _row("contact", _("E-mail"), stated.email),
        _row(
            "contact",
            _("Mobile number"),
            display(stated.mobile, language) if stated.mobile else _("none"),
        ),
        _row("personnel", _("Kind of personnel"), PersonnelKind(stated.personnel_kind).label),
    ]
    if stated.unit:
        rows += [
            _row("position", pgettext("where one serves", "Unit"), stated.unit),
            _row("position", _("Position"), stated.position),
        ]
    return rows


def _row(step: str, label: str, value: object) -> Row:
    return label, value, reverse("register_step", args=[step]), _("Change")
