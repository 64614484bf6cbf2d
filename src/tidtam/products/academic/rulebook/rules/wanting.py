"""What many rules say: this was not filled in, that date is not whole."""

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.structure import Piece

from .findings import Said, fails
from .look import is_empty, read_day, wanting_day

Wanted = tuple[str, Promise, Promise]
"""A field, what is said where nothing stands in it, and how to mend that."""


def empty_fields(place: str, piece: Piece, wanted: Iterable[Wanted]) -> Iterator[Said]:
    for name, message, mend in wanted:
        if is_empty(getattr(piece, name)):
            yield fails(f"{place}/{name}", message, mend)


def missing_files(place: str, piece: Piece, wanted: Iterable[Wanted]) -> Iterator[Said]:
    for name, message, mend in wanted:
        if not getattr(piece, name):
            yield fails(f"{place}/{name}", message, mend)


def no_exact_day(place: str, typed: str, missing: Promise) -> Iterator[Said]:
    """What is wrong with a date that must say day, month and year."""
    mend = _("Write day, month and year.")
    if is_empty(typed):
        yield fails(place, missing, mend)
    elif (day := read_day(typed)) is None:
        yield wanting_day(place, typed)
    elif day.exact is None:
        yield fails(place, _("This date is not given with day, month and year."), mend)
