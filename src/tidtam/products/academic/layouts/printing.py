"""A paper set by an office's own template, in a process of its own."""

from collections.abc import Mapping
from datetime import datetime

from tidtam.web.paper.foreign import Printed, typeset_foreign

from .models import Layout
from .queries import pictures_of
from .samples import Facts

DATA = "dossier.json"
"""As the template calls it: `json("dossier.json")`."""
STAND_IN = "□"


def print_with(layout: Layout, facts: Facts, made_at: datetime) -> Printed:
    return print_text(layout.template, pictures_of(layout), facts, made_at)


def print_text(template: str, pictures: Mapping[int, str], facts: Facts, made_at: datetime) -> Printed:
    named = {picture_name(place): svg for place, svg in pictures.items()}
    return typeset_foreign(template, facts, named=DATA, pictures=named, made_at=made_at, stand_in=STAND_IN)


def picture_name(place: int) -> str:
    return f"picture-{place}.svg"
