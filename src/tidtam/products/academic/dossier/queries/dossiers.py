"""Stored dossiers, as far as they exist for the actor."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.queries import OpenedFile, files_of, open_file
from tidtam.kernel.people.private_text import unseal, unseal_all
from tidtam.products.academic.dossier.choices import Occasion
from tidtam.products.academic.dossier.elsewhere import Whole, filled, pages_of
from tidtam.products.academic.dossier.models import Dossier, DossierEdition, FindingOverride
from tidtam.products.academic.dossier.policies import scope, sees_work_in_progress
from tidtam.products.academic.rulebook.choices import Stage
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.rules import FileFact, Finding, check
from tidtam.products.academic.rulebook.structure import Dossier as Content

from .photographs import photograph_facts
from .rule_sets import rules_of

FILES_OF_A_DOSSIER = "academic_dossier"


def dossiers_of(actor: Actor) -> QuerySet[Dossier]:
    return scope(Dossier.objects.select_related("organization"), actor)


def get_dossier(actor: Actor, dossier_id: UUID) -> Dossier:
    dossier = dossiers_of(actor).filter(pk=dossier_id).first()
    if dossier is None:
        raise Http404
    return dossier


def content_of(actor: Actor, dossier: Dossier) -> Content:
    """What it says: to the institution now, to all others as it was sent last. Gone where the key was destroyed."""
    return whole_content(actor, dossier).content


def whole_content(actor: Actor, dossier: Dossier) -> Whole:
    """The same, and which of its places are kept elsewhere. What was sent stays as it was, whatever changed there."""
    if sees_work_in_progress(actor, dossier):
        return filled(actor, dossier, typed_in(dossier))
    return Whole(_sent_last(actor, dossier), pages_of(actor, dossier))


def written_content(actor: Actor, dossier: Dossier) -> Content:
    """As `content_of`, of what was typed alone: for those who keep what stands in other places."""
    return typed_in(dossier) if sees_work_in_progress(actor, dossier) else _sent_last(actor, dossier)


def typed_in(dossier: Dossier) -> Content:
    """Nothing but what was typed or brought in, for whoever works on it."""
    return _opened(dossier.subject_id, dossier.sealed)


def _sent_last(actor: Actor, dossier: Dossier) -> Content:
    sent = [edition for edition in editions_of(actor, dossier) if edition.occasion == Occasion.SENT]
    if not sent:
        raise Http404
    return _opened(dossier.subject_id, sent[-1].sealed)


def editions_of(actor: Actor, dossier: Dossier) -> list[DossierEdition]:
    return list(dossier.editions.all()) if dossiers_of(actor).filter(pk=dossier.pk).exists() else []


def edition_content(actor: Actor, dossier: Dossier, edition: DossierEdition) -> Content:
    if edition.dossier_id != dossier.pk:
        raise Http404
    return _opened(dossier.subject_id, edition.sealed)


def files_of_dossier(actor: Actor, dossier: Dossier) -> list[StoredFile]:
    return files_of(actor, FILES_OF_A_DOSSIER, [dossier.pk])


def file_of_dossier(actor: Actor, dossier: Dossier, file_id: str) -> StoredFile | None:
    return next((file for file in files_of_dossier(actor, dossier) if str(file.pk) == file_id), None)


def open_file_of(actor: Actor, dossier: Dossier, file_id: str) -> OpenedFile:
    """Through the dossier only: whoever may see it may open what is attached to it. What came after it was sent is
    work in progress.
    """
    file = file_of_dossier(actor, dossier, file_id)
    if file is None or not (sees_work_in_progress(actor, dossier) or _was_sent(dossier, file)):
        raise Http404
    return open_file(actor, file.pk)


def _was_sent(dossier: Dossier, file: StoredFile) -> bool:
    return dossier.editions.filter(occasion=Occasion.SENT, frozen_at__gte=file.stored_at).exists()


def facts_of(actor: Actor, dossier: Dossier) -> dict[str, FileFact]:
    """What the files of the dossier say of themselves, by their ids."""
    return facts_in(files_of_dossier(actor, dossier))


def facts_in(files: Iterable[StoredFile]) -> dict[str, FileFact]:
    return {
        str(file.pk): FileFact(
            kind=file.kind,
            pages=file.pages,
            width=file.width,
            height=file.height,
            dpi_x=file.dpi_x,
            dpi_y=file.dpi_y,
        )
        for file in files
    }


def findings_of(actor: Actor, dossier: Dossier, *, stage: Stage | None = None) -> list[Finding]:
    """By the rules it was begun under, as of today."""
    content, facts = content_of(actor, dossier), facts_of(actor, dossier)
    facts |= photograph_facts(actor, content, facts)
    return check(content, rules_of(actor, dossier), actor.today(), facts, stage=stage)


@dataclass(frozen=True, slots=True)
class Override:
    rule: str
    place: str
    reason: str
    made_at: datetime
    made_by: UUID | None


def overrides_standing(dossier: Dossier, values: dict[str, Any]) -> dict[tuple[str, str], Override]:
    """Those in force, by rule and place: not taken back, and what they are about stands as it stood."""
    last: dict[tuple[str, str], FindingOverride] = {}
    for row in dossier.overrides.order_by("made_at", "pk"):
        last[row.rule, row.place] = row
    standing = [row for row in last.values() if row.reason and row.about == digest_at(values, row.place)]
    reasons = unseal_all((dossier.subject_id, row.reason) for row in standing)
    return {
        (row.rule, row.place): Override(row.rule, row.place, reason, row.made_at, row.made_by)
        for row, reason in zip(standing, reasons, strict=True)
        if reason is not None
    }


def digest_at(values: dict[str, Any], place: str) -> str:
    """Of what stands at a place: the entry itself, or what it is one answer in."""
    stood: Any = values
    for step in place.split("/")[1:]:
        inner = _step_into(stood, step)
        if not isinstance(inner, dict | list):
            break
        stood = inner
    text = json.dumps(stood, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _step_into(holder: Any, step: str) -> Any:
    if isinstance(holder, list):
        return holder[int(step)] if step.isdecimal() and int(step) < len(holder) else None
    return holder.get(step)


def _opened(person_id: UUID, sealed: bytes | memoryview) -> Content:
    text = unseal(person_id, sealed)
    if text is None:
        raise Http404
    return made_of(json.loads(text))
