"""The list of fields is public; it changes by a file that whoever runs the platform imports."""

from django.db.models import QuerySet

from tidtam.kernel.actor import Actor

from .models import FieldOfStudy


def scope(queryset: QuerySet[FieldOfStudy], actor: Actor) -> QuerySet[FieldOfStudy]:
    """Everybody may know which fields there are."""
    return queryset


def can_import(actor: Actor) -> bool:
    return actor.is_system
