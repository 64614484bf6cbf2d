"""A JSON pointer in words: “Work no. 3, author no. 1, share in percent”."""

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from django.utils.translation import gettext as _

from tidtam.products.academic.rulebook.structure import Dossier, Piece, Widget, asked


def place_words(place: str) -> str:
    """In the language of the moment; nothing for the dossier as a whole."""
    return ", ".join(_titles(place))


def _titles(place: str) -> list[str]:
    words: list[str] = []
    holder: Any = Dossier
    item, is_named = "", False
    for step in place.split("/")[1:]:
        if step.isdigit():
            told = item % {"number": int(step) + 1}
            words = [*words[:-1], told] if is_named else [*words, told]
            continue
        field = holder.model_fields[step]
        ask = asked(field)
        is_named = ask.widget == Widget.LIST
        item = str(ask.item) if is_named else _("File no. %(number)s")
        words.append(str(ask.title))
        holder = _piece_in(field.annotation) or holder
    return words


def _piece_in(annotation: Any) -> type[Piece] | None:
    """The kind of piece that a field holds, alone or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Piece):
        return annotation
    if get_origin(annotation) in (tuple, Union, UnionType, Annotated):
        return next((piece for inner in get_args(annotation) if (piece := _piece_in(inner))), None)
    return None
