from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.tracking.definitions import Definition
from tidtam.tracking.models import Process
from tidtam.tracking.versions import definitions_of


@dataclass(frozen=True, slots=True)
class Published:
    """A process with the definition that new matters begin with."""

    id: UUID
    key: str
    definition: Definition


def published_processes(actor: Actor) -> list[Published]:
    """Everybody may know which processes there are and how they go."""
    return _published(list(Process.objects.exclude(current=None)))


def processes_in_use(actor: Actor) -> list[Published]:
    """The processes whose matters the actor may be in charge of."""
    processes = Process.objects.exclude(current=None)
    if not actor.is_system:
        processes = processes.filter(readers__overlap=sorted({grant.role for grant in actor.grants}))
    return _published(list(processes))


def roles_in_charge(actor: Actor) -> tuple[str, ...]:
    """The roles in which one is in charge of matters of some process, for an actor who is in charge of none."""
    readers = Process.objects.exclude(current=None).values_list("readers", flat=True)
    return tuple(sorted({role for roles in readers for role in roles}))


def _published(processes: list[Process]) -> list[Published]:
    definitions = definitions_of(process.current_id for process in processes if process.current_id)
    found = [
        Published(id=process.pk, key=process.key, definition=definitions[process.current_id])
        for process in processes
        if process.current_id
    ]
    return sorted(found, key=lambda published: published.key)


def get_process(actor: Actor, key: str) -> Published:
    found = _published(list(Process.objects.exclude(current=None).filter(key=key)))
    if not found:
        raise Http404
    return found[0]


def process_to_open(key: str) -> tuple[Process, UUID]:
    """The process and the version a new matter begins with, for the action that opens it."""
    process = Process.objects.filter(key=key).first()
    if process is None or process.current_id is None:
        raise Http404
    return process, process.current_id
