from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.products.registry.choices import ImportState
from tidtam.products.registry.models import RegistryImport, RegistryMistake
from tidtam.products.registry.policies import import_scope

NEWEST_FIRST = ("-made_at", "-id")


def field_of_import(import_id: UUID) -> str:
    """Under which name what stood in a wrong cell is sealed."""
    return f"registry.import/{import_id}"


def field_of_mistake(mistake: RegistryMistake) -> str:
    return field_of_import(mistake.registry_import_id)


def my_imports(actor: Actor) -> QuerySet[RegistryImport]:
    found = RegistryImport.objects.exclude(state=ImportState.DISCARDED).select_related("organization")
    return import_scope(found, actor)


def get_import(actor: Actor, import_id: UUID) -> RegistryImport:
    found = import_scope(RegistryImport.objects.select_related("organization"), actor).filter(pk=import_id).first()
    if found is None:
        raise Http404
    return found


def import_in_hand(import_id: UUID) -> RegistryImport | None:
    """For the job: none, if there is nothing left to do."""
    in_hand = RegistryImport.objects.filter(pk=import_id, state__in=[ImportState.CHECKING, ImportState.IMPORTING])
    return in_hand.select_related("organization").first()


def mistakes_of(actor: Actor, registry_import: RegistryImport) -> QuerySet[RegistryMistake]:
    owned = import_scope(RegistryImport.objects.filter(pk=registry_import.pk), actor)
    return RegistryMistake.objects.filter(registry_import__in=owned)
