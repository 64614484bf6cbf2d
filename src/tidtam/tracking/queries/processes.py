from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor, execute
from tidtam.tracking.definitions import Definition
from tidtam.tracking.models import Case, Process, ProcessVersion
from tidtam.tracking.policies import appeal_until, can_open
from tidtam.tracking.versions import definition_of, definitions_of

_PROCESS = [field.attname for field in Process._meta.concrete_fields]
_TO_OPEN = f"""
SELECT version.id, {", ".join(f"process.{name}" for name in _PROCESS)} FROM tracking_process AS process
JOIN tracking_processversion AS version ON version.process_id = process.id
WHERE process.key = %s AND version.in_force_from <= %s
    AND NOT EXISTS (SELECT FROM tracking_versiontakenback AS taken_back WHERE taken_back.version_id = version.id)
ORDER BY version.number DESC LIMIT 1
"""  # noqa: S608  # nosec B608 - names of columns


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
    rows = execute(_TO_OPEN, [key, today])
    if not rows:
        raise Http404
    [[version_id, *process]] = rows
    return Process.from_db(connection.alias, _PROCESS, process), version_id


def can_hand_in_objection(actor: Actor, case: Case) -> bool:
    """Whether the process by which one objects to how this matter ended lets the actor's office open it, in time."""
    ending = definition_of(case.process_version_id).ending(case.ended_how)
    last = appeal_until(case)
    if ending is None or ending.appeal is None or last is None or actor.today() > last:
        return False
    try:
        process, version_id = process_to_open(ending.appeal.process, actor.today())
    except Http404:
        return False
    return can_open(actor, process, definition_of(version_id), case.organization_path, case.subject_id)


def versions_to_move_to(actor: Actor, case: Case) -> list[Definition]:
    """The versions in force to which a matter could be moved, the newest first."""
    versions = ProcessVersion.objects.filter(
        process=case.process_id, taken_back=None, in_force_from__lte=actor.today()
    ).exclude(pk=case.process_version_id)
    found = definitions_of(versions.values_list("pk", flat=True))
    return sorted(found.values(), key=lambda definition: definition.version, reverse=True)
