"""What stood at a place before and stands there now, in words."""

from typing import Any

from tidtam.products.academic.dossier.queries import Judged
from tidtam.products.academic.rulebook.pointing import spot_at
from tidtam.products.academic.rulebook.structure import Widget

from .fields import options_of, shown


def text_at(judged: Judged, place: str, value: Any) -> str:
    """An answer, or all the answers of an entry."""
    spot = spot_at(place)
    if isinstance(value, dict):
        inner = ((spot_at(f"{place}/{name}"), text_at(judged, f"{place}/{name}", one)) for name, one in value.items())
        return "\n".join(f"{each.title}: {text}" for each, text in inner if each is not None and text)
    if spot is None or value is None:
        return ""
    if spot.is_list and isinstance(value, list):
        return "\n".join(text_at(judged, f"{place}/{index}", one) for index, one in enumerate(value))
    if spot.ask.widget == Widget.FILES:
        ids = value if isinstance(value, list) else [value]
        return ", ".join(judged.files[each].name if each in judged.files else str(each) for each in ids)
    return shown(value, options_of(judged, spot, value))
