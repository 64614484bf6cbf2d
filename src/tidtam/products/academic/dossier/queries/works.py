"""Works that stand in another dossier too, however they were typed there."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.rulebook.choices import Position
from tidtam.products.academic.rulebook.rules.look import numbered
from tidtam.products.academic.rulebook.rules.works import title_key
from tidtam.products.academic.rulebook.structure import Dossier as Content
from tidtam.products.academic.rulebook.structure import Work

from .dossiers import dossiers_of, written_content

_MOST_DOSSIERS = 50


@dataclass(frozen=True, slots=True)
class UsedBefore:
    place: str
    """Of the work in the dossier at hand."""
    dossier_id: UUID
    position: Position | None
    """What was requested with it there."""
    year: str
    quality: str
    is_same_person: bool


def title_digests(content: Content) -> list[str]:
    return sorted({digest for work in content.works if (digest := _digest(work))})


def works_used_before(actor: Actor, dossier: Dossier) -> list[UsedBefore]:
    """Where each work of the dossier was used before, in the dossiers that exist for the actor."""
    works = [(place, _digest(work)) for place, work in numbered("/works", written_content(actor, dossier).works)]
    others = (
        dossiers_of(actor)
        .filter(title_digests__overlap=[digest for _place, digest in works if digest])
        .exclude(pk=dossier.pk)
        .order_by("-begun_at")[:_MOST_DOSSIERS]
    )
    found = []
    for other in others:
        try:
            content = written_content(actor, other)
        except Http404:  # what it said was erased with its applicant
            continue
        known = {_digest(work): work for work in content.works}
        found += [
            UsedBefore(
                place,
                other.pk,
                content.request.position,
                known[digest].year,
                _quality(content, known[digest]),
                other.subject_id == dossier.subject_id,
            )
            for place, digest in works
            if digest and digest in known
        ]
    return found


def _quality(content: Content, work: Work) -> str:
    """As its committee found, or as it was said to have been at an earlier position."""
    assessed = [one.quality for one in content.committee.assessments if work.id and one.work == work.id]
    return next(filter(None, assessed), work.quality)


def _digest(work: Work) -> str:
    """Of the title as `title_key` has it; nothing for a work without one."""
    key = title_key(work.title)
    return hashlib.sha256(key.encode()).hexdigest() if key else ""
