"""The contacts an office offers the public; a change never overwrites another that came in between."""

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Outdated, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.orgs.models import OfficeContact, Organization
from tidtam.kernel.orgs.policies import can_edit_contacts


@dataclass(frozen=True)
class ContactFacts:
    """What a contact says, in both languages."""

    matter: str
    label_th: str
    label_en: str
    phone: str = ""
    email: str = ""
    hours_th: str = ""
    hours_en: str = ""
    order: int = 1


def add_contact(actor: Actor, organization: Organization, facts: ContactFacts) -> OfficeContact:
    with transaction.atomic():
        # The office's row is the lock: the same form sent twice at once finds the first one's contact.
        office = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        _require_keeper(actor, office)
        same = OfficeContact.objects.filter(organization=office, ended_at=None, **asdict(facts)).first()
        if same is not None:
            return same
        contact = OfficeContact(organization=office, changed_at=actor.now(), **asdict(facts))
        _require_valid(contact)
        contact.save()
        _record(actor, "contact.added", contact, office)
    return contact


def change_contact(actor: Actor, contact: OfficeContact, facts: ContactFacts, *, version: int) -> OfficeContact:
    with transaction.atomic():
        contact, office = _lock(contact)
        _require_keeper(actor, office)
        if asdict(facts) == {name: getattr(contact, name) for name in asdict(facts)}:
            return contact
        _require_current(contact, version)
        for name, value in asdict(facts).items():
            setattr(contact, name, value)
        contact.version += 1
        contact.changed_at = actor.now()
        _require_valid(contact)
        contact.save()
        _record(actor, "contact.changed", contact, office)
    return contact


def end_contact(actor: Actor, contact: OfficeContact, *, version: int) -> OfficeContact:
    with transaction.atomic():
        contact, office = _lock(contact)
        _require_keeper(actor, office)
        if contact.ended_at is not None:
            return contact
        _require_current(contact, version)
        contact.ended_at = contact.changed_at = actor.now()
        contact.version += 1
        contact.save(update_fields=["ended_at", "changed_at", "version"])
        _record(actor, "contact.ended", contact, office)
    return contact


def _lock(contact: OfficeContact) -> tuple[OfficeContact, Organization]:
    locked = OfficeContact.objects.select_for_update(of=("self",)).select_related("organization").get(pk=contact.pk)
    return locked, locked.organization


def _require_keeper(actor: Actor, organization: Organization) -> None:
    if not can_edit_contacts(actor, organization):
        raise NotAllowed(_("Only officers of this office may change its contacts."))
    if organization.is_ended:
        raise Refused(_("This office has ended; its contacts are no longer shown."), code="ended")


def _require_current(contact: OfficeContact, version: int) -> None:
    if contact.ended_at is not None:
        raise Outdated(_("Somebody else has removed this contact in the meantime. Nothing was saved."))
    if contact.version != version:
        raise Outdated(
            _("Somebody else has changed this contact in the meantime. Look at the newest text and change it anew.")
        )


def _require_valid(contact: OfficeContact) -> None:
    if not (contact.phone or contact.email):
        raise Refused(_("Enter a telephone number or an e-mail address, or both."), code="unreachable", field="phone")
    try:
        contact.full_clean(exclude=["organization"], validate_constraints=False)
    except ValidationError as mistake:
        field, messages = next(iter(mistake.message_dict.items()))
        raise Refused(messages[0], code="invalid", field=field) from mistake


def _record(actor: Actor, verb: str, contact: OfficeContact, office: Organization) -> None:
    record(
        actor,
        verb,
        "office_contact",
        contact.pk,
        organization_path=office.path,
        details={"matter": contact.matter, "version": contact.version},
    )
