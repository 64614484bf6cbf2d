from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.tracking.definitions import Definition
from tidtam.tracking.models import Case, Process, ProcessVersion
from tidtam.tracking.versions import definitions_of


@dataclass(frozen=True, slots=True)
class Published:
    """A process with the definition that new matters begin with."""

    process: Process
    definition: Definition

    @property
    def id(self) -> UUID:
        return self.process.pk

    @property
    def key(self) -> str:
        return self.process.key


def in_force(today: date) -> QuerySet[ProcessVersion]:
    """Of each process the version with the highest number among those whose day has come."""
    versions = ProcessVersion.objects.filter(in_force_from__lte=today, taken_back=None).select_related("process")
    return versions.order_by("process_id", "-number").distinct("process_id")


def published_processes(actor: Actor) -> list[Published]:
    """Everybody may know which processes there are and how they go."""
    return _published(in_force(actor.today()))


def processes_in_use(actor: Actor) -> list[Published]:
    """The processes whose matters the actor may be in charge of, in one version or another."""
    versions = in_force(actor.today())
    if not actor.is_system:
        readable = ProcessVersion.objects.filter(readers__overlap=sorted({grant.role for grant in actor.grants}))
        versions = versions.filter(process__in=readable.values("process"))
    return _published(versions)


def roles_in_charge(actor: Actor) -> tuple[str, ...]:
    """The roles in which one is in charge of matters of some process, for an actor who is in charge of none."""
    readers = in_force(actor.today()).values_list("readers", flat=True)
    return tuple(sorted({role for roles in readers for role in roles}))


def _published(versions: Iterable[ProcessVersion]) -> list[Published]:
    found = list(versions)
    definitions = definitions_of(version.pk for version in found)
    published = [Published(each.process, definitions[each.pk]) for each in found]
    return sorted(published, key=lambda process: process.key)


def get_process(actor: Actor, key: str) -> Published:
    found = _published(in_force(actor.today()).filter(process__key=key))
    if not found:
        raise Http404
    return found[0]


def process_to_open(key: str, today: date) -> tuple[Process, UUID]:
    """The process and the version a new matter begins with, for the action that opens it."""
    version = in_force(today).filter(process__key=key).first()
    if version is None:
        raise Http404
    return version.process, version.pk


def versions_to_move_to(actor: Actor, case: Case) -> list[Definition]:
    """The versions in force to which a matter could be moved, the newest first."""
    versions = ProcessVersion.objects.filter(
        process=case.process_id, taken_back=None, in_force_from__lte=actor.today()
    ).exclude(pk=case.process_version_id)
    found = definitions_of(versions.values_list("pk", flat=True))
    return sorted(found.values(), key=lambda definition: definition.version, reverse=True)
