"""What employees asked of their offices, in the words of this product."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import STAYS, Fact, Holding, Record, Subject

from .choices import Kind
from .models import PersonnelRequest

_WORDS = (
    "target_position",
    "target_unit",
    "work_title",
    "destination",
    "reason",
    "order_position",
    "order_unit",
    "letter_no",
)
_LABELS = {
    "target_level": _("Level asked for"),
    "target_position": _("Position asked for"),
    "target_unit": _("Unit asked for"),
    "work_title": _("Title of the work"),
    "destination": _("Agency"),
    "wished_on": _("Wished from"),
    "leave_on": _("First day out of service"),
    "reason": _("Reason"),
    "effective_on": _("Order in force from"),
    "order_position": _("Position in the order"),
    "order_unit": _("Unit in the order"),
    "letter_no": _("Letter number"),
    "received_on": _("received on"),
}


def export_person(actor: Actor, subject: Subject) -> Sequence[Record]:
    rows = PersonnelRequest.objects.filter(person=subject.person_id).order_by("drafted_at", "id")
    return [
        Record(
            Kind(row.kind).label,
            tuple(Fact(name, label, getattr(row, name)) for name, label in _LABELS.items() if getattr(row, name)),
        )
        for row in rows
    ]


def erase_person(actor: Actor, subject: Subject) -> int:
    rows = PersonnelRequest.objects.filter(person=subject.person_id)
    return rows.update(**dict.fromkeys(_WORDS, "")) if subject.person_id else 0


REQUESTS = Holding(
    key="personnel.requests",
    order=110,
    title=_("Your personnel requests"),
    held_by=_("The personnel division of your office"),
    purpose=_("To decide on promotion, transfer, move or resignation."),
    kept_for=_("As long as the matter that each belongs to."),
    ground=_("Civil service law; public task (PDPA section 24 (4))"),
    tables=("personnel.PersonnelRequest",),
    export_person=export_person,
    when_joined=STAYS,
    erase_person=erase_person,
    remains=_("That there was a request, of which kind and when."),
)
