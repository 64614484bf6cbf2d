"""Erasure: ordered, stopped while there is time, carried out when it is due, finished once nothing is held back."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, acting_as, date_in_bangkok, platform_for
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.models import Account
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.people.models import Person
from tidtam.kernel.personal_data import Subject, holdings
from tidtam.products.datarights import ledger
from tidtam.products.datarights.choices import Cause
from tidtam.products.datarights.models import Erasure
from tidtam.products.datarights.notices import ERASURE_DECIDED, ERASURE_STOPPED
from tidtam.products.datarights.policies import can_ask, can_carry_out, erasures_in_scope
from tidtam.products.datarights.queries.held import all_of, holds_on, own_subject

AFTER_DECISION = timedelta(days=1)
"""So that whoever asked reads the decision before the address it goes to is erased."""
AFTER_OWN_ORDER = timedelta(days=7)
"""So that the owner learns of it in time if somebody else ordered it in their name."""


def order_erasure(
    actor: Actor, person: Person, *, account_id: UUID | None, cause: Cause, case_id: UUID | None, after: timedelta
) -> Erasure:
    """One at a time; ordered again, it is the one that stands."""
    if not can_carry_out(actor):
        raise NotAllowed(_("Erasure is carried out by the platform, after it was decided."))
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        standing = Erasure.objects.filter(person=person, stopped_at=None).first()
        if standing is not None:
            return standing
        erasure = Erasure.objects.create(
            person=person,
            account_id=account_id,
            cause=cause,
            case_id=case_id,
            decided_at=actor.now(),
            due_at=actor.now() + after,
        )
        details = {"cause": cause.value, "due_on": date_in_bangkok(erasure.due_at)}
        record(actor, "personal_data.erasure_ordered", "erasure", erasure.pk, person_id=person.pk, details=details)
        _tell(actor, ERASURE_DECIDED.key, erasure, {"day": date_in_bangkok(erasure.due_at)})
    return erasure


def order_own_erasure(actor: Actor) -> Erasure:
    """For a temporary account of which nothing is held back: nobody has to decide, and it can be stopped for a week."""
    if actor.account_id is None or not can_ask(actor):
        raise NotAllowed(_("Only the person themselves can ask for this."))
    account = Account.objects.select_related("person").filter(pk=actor.account_id).first()
    if account is None or account.person is None:
        raise NotAllowed(_("Only the person themselves can ask for this."))
    if account.temporary_until is None or holds_on(platform_for(actor), own_subject(actor)):
        raise Refused(
            _("Something of your data is held back by law, so the erasure has to be asked for and decided."),
            code="held_back",
        )
    with acting_as(platform_for(actor)) as platform:
        return order_erasure(
            platform, account.person, account_id=account.pk, cause=Cause.OWN, case_id=None, after=AFTER_OWN_ORDER
        )


def stop_erasure(actor: Actor) -> Erasure:
    """By the person, until it has begun."""
    with transaction.atomic():
        waiting = erasures_in_scope(Erasure.objects.select_for_update(), actor)
        erasure = waiting.filter(stopped_at=None, begun_at=None).first()
        if erasure is None or not actor.is_person(erasure.person_id):
            raise Http404
        ledger.strike(Subject(erasure.person_id, erasure.account_id), at=actor.now().isoformat())
        erasure.stopped_at = actor.now()
        erasure.save(update_fields=["stopped_at"])
        record(actor, "personal_data.erasure_stopped", "erasure", erasure.pk, person_id=erasure.person_id)
        _tell(actor, ERASURE_STOPPED.key, erasure, {})
    return erasure


def carry_out_due(actor: Actor) -> int:
    """One that is due, and whatever of it the law no longer holds back. Tells whether there was one."""
    if not can_carry_out(actor):
        raise NotAllowed(_("Erasure is carried out by the platform, after it was decided."))
    with transaction.atomic():
        due = Erasure.objects.select_for_update(skip_locked=True).filter(stopped_at=None, completed_at=None)
        erasure = due.filter(due_at__lte=actor.now()).order_by("due_at", "id").first()
        if erasure is None:
            return 0
        subject = Subject(erasure.person_id, erasure.account_id)
        is_complete = _erase(actor, subject, everything=not holds_on(actor, subject))
        erasure.begun_at = erasure.begun_at or actor.now()
        # What is held back is looked at again every day; a new rule or the end of a matter frees it.
        erasure.due_at = actor.now() + timedelta(days=1)
        erasure.completed_at = actor.now() if is_complete else None
        erasure.save()
        details = {"complete": is_complete}
        record(actor, "personal_data.erased", "erasure", erasure.pk, person_id=erasure.person_id, details=details)
    return 1


def erase_again(actor: Actor) -> int:
    """After a backup was restored: everybody whom the file outside the database names is erased as they had been."""
    if not can_carry_out(actor):
        raise NotAllowed(_("Erasure is carried out by the platform, after it was decided."))
    last = {entry.subject.person_id: entry for entry in ledger.entries()}
    again = 0
    for entry in last.values():
        person_id = entry.subject.person_id
        if entry.is_stopped or person_id is None or not Person.objects.filter(pk=person_id, erased_at=None).exists():
            continue
        with transaction.atomic():
            _erase(actor, entry.subject, everything=entry.is_complete)
            record(actor, "personal_data.erased_again", "person", person_id, person_id=person_id)
        again += 1
    return again


def _erase(actor: Actor, subject: Subject, *, everything: bool) -> bool:
    """What goes at once, and with `everything` the rest; the name and the key last of all."""
    ledger.append(subject, is_complete=everything, at=actor.now().isoformat())
    subjects = all_of(actor, subject)
    for holding in reversed(holdings()):
        for each in subjects:
            if everything or not holding.goes_last:
                holding.erase_person(actor, each)
    return everything


def _tell(actor: Actor, kind: str, erasure: Erasure, context: dict[str, object]) -> None:
    notify(
        actor,
        person_id=erasure.person_id,
        kind=kind,
        subject_kind="erasure",
        subject_id=erasure.pk,
        url=reverse("datarights:mine"),
        context=context,  # type: ignore[arg-type]  # a day, or nothing
    )
