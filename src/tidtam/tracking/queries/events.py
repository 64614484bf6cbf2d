from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth import get_user_model

from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.models import ApiClient
from tidtam.kernel.people import private_text
from tidtam.tracking.choices import UNSEEN
from tidtam.tracking.history import Entry, Written
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.policies import can_note
from tidtam.tracking.versions import definitions_of


def entries_of(actor: Actor, case: Case) -> list[Entry]:
    """What happened to a matter the actor was given, in order, with the words: two queries, however much it is.

    Words whose key was erased, or that are closed to the actor, are left out; the events stay.
    """
    events = list(CaseEvent.objects.filter(case=case).select_related("text").order_by("sequence"))
    sealed = [event for event in events if hasattr(event, "text")]
    opened = private_text.unseal_all((case.subject_id, event.text.sealed) for event in sealed)
    written = {
        event.pk: Written.from_text(text) for event, text in zip(sealed, opened, strict=True) if text is not None
    }
    definitions = definitions_of(event.process_version_id for event in events if event.process_version_id)
    entries, definition = [], None
    for event in events:
        then = definitions[event.process_version_id] if event.process_version_id else definition
        if then is None:
            raise ValueError("the first event of a matter says which version it follows")
        entries.append(Entry.of(event, written.get(event.pk, Written()), definition or then, then))
        definition = then
    return entries


def recorders(entries: Iterable[Entry]) -> dict[UUID | None, str]:
    """Who recorded these events, for the office that runs the process: persons by name, and programs by theirs."""
    ids = {entry.recorded_by for entry in entries if entry.recorded_by}
    accounts = get_user_model()._default_manager.filter(pk__in=ids).select_related("person")
    names: dict[UUID | None, str] = {
        account.pk: account.person.full_name if account.person else account.get_username() for account in accounts
    }
    if ids - names.keys():
        names.update(ApiClient.objects.filter(pk__in=ids).values_list("pk", "name"))
    return names


def seen_version(actor: Actor, case: Case) -> int:
    """How much of a matter's history the actor has seen who looks at it now: what forms carry and bring back.

    For those in charge it is the number of the latest event. The person concerned counts only what they may know of:
    a number that left one out would tell them that there is something.
    """
    if can_note(actor, case):
        return case.version
    return CaseEvent.objects.filter(case=case).exclude(kind__in=UNSEEN).count()


def news_since(actor: Actor, case: Case, seen: int) -> list[Entry]:
    """What the actor may know of and had not seen."""
    entries = entries_of(actor, case)
    if can_note(actor, case):
        return [entry for entry in entries if entry.sequence > seen]
    return [entry for entry in entries if entry.kind not in UNSEEN][seen:]
