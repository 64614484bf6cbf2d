"""How those who enter holders are reached: confirmed by themselves, asked for again when it grows old or mail fails."""

from django.db.transaction import atomic
from django.urls import reverse
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.queries import mail_refused_since
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Person
from tidtam.products.registry import policies
from tidtam.products.registry.models import Recorder
from tidtam.products.registry.notice_kinds import CONTACT_DUE
from tidtam.products.registry.queries.recorders import CURRENT_FOR, recorders_to_ask, recorders_with_current_contact

from .keeping import locked, must


def confirm_contact(actor: Actor, *, organization: Organization, name: str, phone: str, email: str) -> Recorder:
    """This is how I can be reached, as of today."""
    if actor.account_id is None or not policies.can_record_for(actor, organization):
        raise NotAllowed(_("Only officers who enter holders for the institution give their contact here."))
    with atomic():
        person = Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None
        recorder, _is_new = Recorder.objects.update_or_create(
            account_id=actor.account_id,
            defaults={
                "person": person,
                "organization": organization,
                "name": name,
                "phone": phone,
                "email": email,
                "confirmed_at": actor.now(),
                "asked_at": None,
                "bounced_at": None,
            },
        )
        audit.record(
            actor,
            "registry_recorder.confirmed",
            "registry_recorder",
            recorder.pk,
            person_id=actor.person_id,
            organization_path=organization.path,
        )
    return recorder


def ask_for_contacts(actor: Actor) -> int:
    """Ask those whose word is older than six months, and those whose mail came back since. Once each."""
    with atomic():
        _note_bounces(actor)
        due = list(recorders_to_ask(actor).select_for_update(of=("self",)))
        for recorder in due:
            recorder.asked_at = actor.now()
            recorder.save(update_fields=["asked_at"])
            notify(
                actor,
                account_id=recorder.account_id,
                kind=CONTACT_DUE.key,
                subject_kind="registry_recorder",
                subject_id=recorder.pk,
                url=reverse("registry:contact"),
            )
    return len(due)


def report_bounce(actor: Actor, recorder: Recorder) -> None:
    """The ministry wrote to the address itself, and the mail came back: the recorder is asked with the next round."""
    with atomic():
        found = locked(policies.recorder_scope(Recorder.objects.select_related("organization"), actor), recorder.pk)
        must(policies.can_report_bounce(actor, found))
        if found.bounced_at is not None:
            return
        found.bounced_at, found.asked_at = actor.now(), None
        found.save(update_fields=["bounced_at", "asked_at"])
        audit.record(
            actor,
            "registry_recorder.bounced",
            "registry_recorder",
            found.pk,
            person_id=found.person_id,
            organization_path=found.organization.path,
        )


def _note_bounces(actor: Actor) -> None:
    """Mail to a recorder that their server refused after they confirmed their address."""
    current = {
        recorder.person_id or recorder.account_id: recorder for recorder in recorders_with_current_contact(actor)
    }
    refused = mail_refused_since(actor, list(current), actor.now() - CURRENT_FOR) if current else {}
    for owner, moment in refused.items():
        recorder = current[owner]
        if moment > recorder.confirmed_at:
            recorder.bounced_at = moment
            recorder.save(update_fields=["bounced_at"])
