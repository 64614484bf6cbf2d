"""A JSON pointer in words: “Work no. 3, author no. 1, share in percent”."""

from django.utils.translation import gettext as _

from tidtam.products.academic.rulebook.pointing import trail_to


def place_words(place: str) -> str:
    """In the language of the moment; nothing for the dossier as a whole."""
    return ", ".join(_titles(place))


def _titles(place: str) -> list[str]:
    trail = trail_to(place)
    holder, _slash, last = place.rpartition("/")
    if not trail and last.isdecimal():
        return [*_titles(holder), _("File no. %(number)s") % {"number": int(last) + 1}]
    # A list is told by its entry, where one is meant.
    entered = {spot.place.rpartition("/")[0] for spot in trail if spot.entry is not None}
    return [spot.title for spot in trail if spot.place not in entered]
