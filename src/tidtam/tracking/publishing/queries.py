"""What process administrators see: every version of every process, and their own drafts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from django.db import connection
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.tracking.definitions import Definition
from tidtam.tracking.models import ProcessVersion
from tidtam.tracking.versions import definitions_of

from .models import ProcessDraft
from .policies import can_manage, scope

MOST_COUNTED = 1_000


class VersionState(StrEnum):
    IN_FORCE = "in_force"
    TO_COME = "to_come"
    SUPERSEDED = "superseded"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Version:
    """A published version, and where it stands today."""

    id: UUID
    process_id: UUID
    number: int
    in_force_from: date
    state: VersionState
    running: int
    """How many matters follow it and have not ended; not counted beyond `MOST_COUNTED` + 1."""
    definition: Definition
    text: str

    @property
    def is_to_come(self) -> bool:
        return self.state is VersionState.TO_COME


@dataclass(frozen=True, slots=True)
class ManagedProcess:
    key: str
    versions: tuple[Version, ...]
    """The newest first."""

    @property
    def in_force(self) -> Version | None:
        return next((version for version in self.versions if version.state is VersionState.IN_FORCE), None)

    @property
    def to_come(self) -> list[Version]:
        return [version for version in self.versions if version.is_to_come]

    @property
    def shown(self) -> Version:
        """The one whose name stands for the process: the version in force, or else the newest."""
        return self.in_force or self.versions[0]

    @property
    def running(self) -> int:
        return min(sum(version.running for version in self.versions), MOST_COUNTED + 1)

    @property
    def next_number(self) -> int:
        return self.versions[0].number + 1

    def version(self, number: int) -> Version:
        for version in self.versions:
            if version.number == number:
                return version
        raise Http404


def managed_processes(actor: Actor) -> list[ManagedProcess]:
    return _managed(actor, {})


def find_process(actor: Actor, key: str) -> ManagedProcess | None:
    """The process with this key, or none: a draft may name one that nobody has published yet."""
    return next(iter(_managed(actor, {"process__key": key})), None)


def get_process(actor: Actor, key: str) -> ManagedProcess:
    found = find_process(actor, key)
    if found is None:
        raise Http404
    return found


def get_published(actor: Actor, version: Version) -> ProcessVersion:
    """The row itself, for the action that takes it back."""
    if not can_manage(actor):
        raise Http404
    return ProcessVersion.objects.get(pk=version.id)


def _managed(actor: Actor, wanted: dict[str, str]) -> list[ManagedProcess]:
    if not can_manage(actor):
        return []
    found = ProcessVersion.objects.filter(**wanted).select_related("process", "taken_back")
    rows = list(found.order_by("process__key", "-number"))
    definitions, running = definitions_of(row.pk for row in rows), _running({row.pk for row in rows})
    managed = []
    for key, versions in groupby(rows, key=lambda row: row.process.key):
        of_process = list(versions)
        states = dict(zip((row.pk for row in of_process), _states(of_process, actor.today()), strict=True))
        managed.append(
            ManagedProcess(
                key=key,
                versions=tuple(
                    Version(
                        id=row.pk,
                        process_id=row.process_id,
                        number=row.number,
                        in_force_from=row.in_force_from,
                        state=states[row.pk],
                        running=running.get(row.pk, 0),
                        definition=definitions[row.pk],
                        text=row.text,
                    )
                    for row in of_process
                ),
            )
        )
    return managed


def _states(versions: list[ProcessVersion], today: date) -> list[VersionState]:
    """From the newest to the oldest: the first whose day has come is in force, all below it are superseded."""
    states: list[VersionState] = []
    for version in versions:
        if hasattr(version, "taken_back"):
            states.append(VersionState.TAKEN_BACK)
        elif VersionState.IN_FORCE in states:
            states.append(VersionState.SUPERSEDED)
        else:
            states.append(VersionState.TO_COME if version.in_force_from > today else VersionState.IN_FORCE)
    return states


_COUNT = """
    SELECT version.id, (
        SELECT count(*) FROM (
            SELECT 1 FROM tracking_case AS matter
            WHERE matter.process_id = version.process_id AND matter.process_version_id = version.id
              AND matter.status = 'in_progress' LIMIT %s
        ) AS counted
    )
    FROM tracking_processversion AS version WHERE version.id = ANY (%s)
"""


def _running(version_ids: Collection[UUID]) -> dict[UUID, int]:
    """Numbers only: who administers processes is told of no matter and no person."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [MOST_COUNTED + 1, list(version_ids)])
        return dict(cursor.fetchall())


def drafts_of(actor: Actor) -> list[ProcessDraft]:
    return list(scope(ProcessDraft.objects.all(), actor).order_by("-saved_at"))


def get_draft(actor: Actor, draft_id: UUID) -> ProcessDraft:
    draft = scope(ProcessDraft.objects.filter(pk=draft_id), actor).first()
    if draft is None:
        raise Http404
    return draft
