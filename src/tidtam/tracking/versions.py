"""Published definitions, read once per process: the database refuses to change a version, so they never grow stale."""

from collections.abc import Iterable
from uuid import UUID

from .definitions import Definition, from_content
from .models import ProcessVersion

_read: dict[UUID, Definition] = {}


def definitions_of(version_ids: Iterable[UUID]) -> dict[UUID, Definition]:
    """The definitions of all these versions, with at most one query."""
    wanted = set(version_ids)
    missing = wanted - _read.keys()
    if missing:
        found = ProcessVersion.objects.filter(pk__in=missing).values_list("id", "content")
        _read.update({version_id: from_content(content) for version_id, content in found})
    return {version_id: _read[version_id] for version_id in wanted}


def definition_of(version_id: UUID) -> Definition:
    return _read.get(version_id) or definitions_of([version_id])[version_id]
