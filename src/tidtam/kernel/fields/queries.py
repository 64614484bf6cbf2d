"""Finding fields of study. The list is public, so nothing here asks who reads."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from tidtam.thai import numerals, writing

from .models import FieldOfStudy

MOST_FOUND = 20
_MOST_WORDS = 6
_LONGEST_WORD = 60


def as_typed(text: str) -> str:
    """One spelling for what people type: Arabic digits, single spaces, Thai marks in their order."""
    return writing.tidy(numerals.to_arabic(text))


def living_fields(text: str = "") -> QuerySet[FieldOfStudy]:
    """Fields of the list in force in which every word occurs: in a name, or as the beginning of the code."""
    found = FieldOfStudy.objects.filter(ended_on=None)
    for word in as_typed(text).split(" ")[:_MOST_WORDS]:
        part = word[:_LONGEST_WORD]
        found = found.filter(Q(name_th__contains=part) | Q(name_en__icontains=part) | Q(code__startswith=part))
    return found


def find_fields(text: str, limit: int = MOST_FOUND) -> list[FieldOfStudy]:
    """The first matches, by code; nothing for nothing typed."""
    return list(living_fields(text).order_by("code")[: min(limit, MOST_FOUND)]) if as_typed(text) else []


def field_coded(code: str) -> FieldOfStudy | None:
    """The field with this code, even if it left the list since."""
    return FieldOfStudy.objects.filter(code=code).first()


def fields_coded(codes: Iterable[str]) -> dict[str, FieldOfStudy]:
    return {field.code: field for field in FieldOfStudy.objects.filter(code__in=list(codes))}


def is_official() -> bool:
    """Whether the list in force is more than the sample that comes along."""
    return FieldOfStudy.objects.filter(is_sample=False, ended_on=None).exists()


def has_fields() -> bool:
    return FieldOfStudy.objects.exists()
