"""What this shelf keeps of a person: who they are, where they are reached, where they serve. Their key is destroyed
here, and with it every sealed word about them, wherever it stands."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import (
    STAYS,
    Fact,
    Hold,
    Holding,
    Joining,
    Record,
    Subject,
    Term,
    register,
    register_terms,
)

from .actions.erasing import erase_addresses, erase_identity, forget_ended_addresses
from .actions.joining import carry_addresses
from .choices import AddressKind, IdentifierKind, PersonKind, ServiceStatus
from .models import NAME_LIMITS, Affiliation, Assignment, ContactAddress, Identifier, Person
from .queries import assignment_of, assignments_of

_REGISTER = "staff_register"


def export_identity(actor: Actor, subject: Subject) -> Sequence[Record]:
    person = Person.objects.filter(pk=subject.person_id).first() if subject.person_id else None
    if person is None:
        return ()
    facts = [
        Fact(name, Person._meta.get_field(name).verbose_name, getattr(person, name))  # type: ignore[union-attr]
        for name in NAME_LIMITS
        if getattr(person, name)
    ]
    facts.append(Fact("kind", _("Nationality"), str(PersonKind(person.kind).label)))
    if person.birth_date:
        facts.append(Fact("birth_date", _("Birth date"), person.birth_date))
    if person.verified_at:
        facts.append(Fact("verified_at", _("Verified at"), person.verified_at))
        facts.append(Fact("verified_source", _("Verified by"), person.verified_source))
    numbers = [
        Fact(row.kind, IdentifierKind(row.kind).label, row.masked)
        for row in Identifier.objects.filter(person=person).exclude(ciphertext="").order_by("entered_at")
    ]
    records = [Record(_("Name"), tuple(facts))]
    return [*records, Record(_("Numbers, shown in part"), tuple(numbers))] if numbers else records


def other_records(actor: Actor, subject: Subject) -> Collection[UUID]:
    person = Person.objects.filter(pk=subject.person_id).first() if subject.person_id else None
    return person.also if person else ()


def export_addresses(actor: Actor, subject: Subject) -> Sequence[Record]:
    rows = ContactAddress.objects.filter(person=subject.person_id).exclude(value="").order_by("created_at")
    return [
        Record(
            AddressKind(row.kind).label,
            (
                Fact("value", _("Address"), row.value),
                Fact("created_at", _("Since"), row.created_at),
                Fact("ended_at", _("Until"), row.ended_at),
            ),
        )
        for row in rows
    ]


def export_service(actor: Actor, subject: Subject) -> Sequence[Record]:
    if subject.person_id is None:
        return ()
    known = Affiliation.objects.filter(person=subject.person_id).select_related("organization").order_by("since")
    offices = [
        Record(
            _("Office that knows you"),
            (
                Fact("organization", _("Organisation"), row.organization.name),
                Fact("since", _("Since"), row.since),
                *([Fact("stated_name", _("Name as this office typed it"), row.stated_name)] if row.stated_name else []),
            ),
        )
        for row in known
    ]
    rows = Assignment.objects.filter(person=subject.person_id).values_list("organization", "organization__name_th")
    names = dict(rows)
    return offices + [
        Record(
            pgettext_lazy("personal data", "Where you serve"),
            (
                Fact("organization", _("Organisation"), names.get(row.organization_id, "")),
                Fact("position", _("Position"), row.position),
                Fact("level", _("Level"), row.level_label),
                Fact("unit", _("Unit"), row.unit),
                Fact("status", _("status"), row.status_label),
                Fact("effective_on", _("From"), row.effective_on),
            ),
        )
        for row in assignments_of(actor, subject.person_id)
    ]


def service_held_back(actor: Actor, subject: Subject) -> Sequence[Hold]:
    """Whoever serves stays in the register of their office; whoever left, as long as the office's rules say."""
    found = assignment_of(actor, subject.person_id, actor.today()) if subject.person_id else None
    if found is None:
        return ()
    left_on = None if found.status == ServiceStatus.SERVING else found.effective_on
    reason = (
        _("You serve in an office") if left_on is None else _("You served in an office; its staff register is kept")
    )
    return [Hold(reason, _STAFF_GROUND, _REGISTER, left_on)]


_STAFF_GROUND = _("Civil service law: the office keeps a register of its staff (PDPA section 24 (6))")

IDENTITY = Holding(
    key="people.identity",
    order=10,
    title=_("Who you are"),
    held_by=_("The office that runs this system"),
    purpose=_("To tell you apart from others and to call you by your right name."),
    kept_for=_("As long as you have an account, or a matter, register or rule of law needs it."),
    ground=_("Public task (PDPA section 24 (4))"),
    tables=("people.Person", "people.Identifier", "people.PersonKey"),
    export_person=export_identity,
    when_joined=STAYS,
    erase_person=erase_identity,
    known_as=other_records,
    remains=_("A number made by the system, by which the trail of what was done stays whole."),
)
ADDRESSES = Holding(
    key="people.addresses",
    order=20,
    title=_("How you are reached"),
    held_by=_("The office that runs this system"),
    purpose=_("To tell you how your matters go."),
    kept_for=_("Until you enter another, or your data are erased."),
    ground=_("Public task (PDPA section 24 (4))"),
    tables=("people.ContactAddress",),
    export_person=export_addresses,
    when_joined=Joining(follow=carry_addresses),
    erase_person=erase_addresses,
    goes_last=False,
)
SERVICE = Holding(
    key="people.service",
    order=30,
    title=_("Offices that know you, and where you serve"),
    held_by=_("Each office named here"),
    purpose=_("To keep the register of staff, and to let an office see the people it has to do with, and no others."),
    kept_for=_("While you serve, and then as long as the office's rules for its staff register say."),
    ground=_STAFF_GROUND,
    tables=("people.Affiliation", "people.Assignment"),
    export_person=export_service,
    when_joined=STAYS,
    held_back=service_held_back,
    remains=_("From when until when an office knew you; no name, no position."),
)


def register_all() -> None:
    register(IDENTITY, ADDRESSES, SERVICE)
    register_terms(
        Term(_REGISTER, _("Staff register, after somebody left the service"), _STAFF_GROUND),
        Term(
            "ended_addresses",
            _("E-mail addresses and mobile numbers that were replaced"),
            _("Public task (PDPA section 24 (4))"),
            expire=forget_ended_addresses,
        ),
    )
