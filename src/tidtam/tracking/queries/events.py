from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth import get_user_model

from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.models import ApiClient
from tidtam.kernel.people import private_text
from tidtam.tracking.choices import UNSEEN
from tidtam.tracking.definitions import Definition
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
    versions = {event.process_version_id for event in events if event.process_version_id}
    definitions: dict[UUID | None, Definition] = dict(definitions_of(versions).items())
    entries: list[Entry] = []
    for event in events:
        now = entries[-1].then if entries else definitions[event.process_version_id]
        then = definitions.get(event.process_version_id, now)
        # A correction speaks in the words of the time of what it corrects.
        spoken = entries[event.corrects - 1].definition if event.corrects else now
        entries.append(Entry.of(event, written.get(event.pk, Written()), spoken, then))
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
