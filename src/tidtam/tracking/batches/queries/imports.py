from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import living
from tidtam.tracking.batches.choices import ImportState
from tidtam.tracking.batches.models import CaseImport, ImportMistake
from tidtam.tracking.batches.policies import can_import, opening_roles, scope
from tidtam.tracking.definitions import Definition
from tidtam.tracking.models import Case, Process
from tidtam.tracking.policies import in_charge
from tidtam.tracking.queries import Published, published_processes


def processes_to_import(actor: Actor) -> list[Published]:
    """The processes whose matters the actor may hand in for others."""
    return [published for published in published_processes(actor) if can_import(actor, published.definition)]


def my_imports(actor: Actor) -> QuerySet[CaseImport]:
    return scope(CaseImport.objects.exclude(state=ImportState.DISCARDED).select_related("process_version"), actor)


def get_import(actor: Actor, import_id: UUID) -> CaseImport:
    found = scope(CaseImport.objects.filter(pk=import_id), actor).select_related("process", "process_version").first()
    if found is None:
        raise Http404
    return found


def import_in_hand(import_id: UUID) -> CaseImport | None:
    """For the job: none, if there is nothing left to do."""
    in_hand = CaseImport.objects.filter(pk=import_id, state__in=[ImportState.CHECKING, ImportState.IMPORTING])
    return in_hand.select_related("process", "process_version").first()


def mistakes_of(actor: Actor, case_import: CaseImport) -> QuerySet[ImportMistake]:
    """What is wrong in the table of an import the actor was given, row by row."""
    return ImportMistake.objects.filter(case_import=case_import)


def offices_for(actor: Actor, process: Process, definition: Definition) -> list[Organization]:
    """The organisations for which the actor may hand in matters of this process."""
    found = living(actor.paths(*opening_roles(definition)))
    return [organization for organization in found if process.serves(organization.path)]


def matters_received(
    actor: Actor, process_id: UUID, subjects: Collection[UUID], days: Collection[date]
) -> set[tuple[UUID, UUID, date]]:
    """The person, office and day of receipt of matters that are followed already, as far as the actor may know it."""
    matters = in_charge(Case.objects.filter(process=process_id, subject__in=subjects, received_on__in=days), actor)
    return set(matters.values_list("subject_id", "organization_id", "received_on"))
