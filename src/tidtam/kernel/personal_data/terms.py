from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from tidtam.kernel.actor import Actor

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Term:
    """How long one kind of data lives. Without days the office sets it; until then nothing of it ends by itself, unless
    the product says how long meanwhile."""

    key: str
    label: Text
    ground: Text
    days: int | None = None
    """Where the product itself fixes the time; an office cannot change it."""
    unless_set: int | None = None
    """Days where the office has set none."""
    expire: Callable[[Actor, datetime], int] | None = None
    """Deletes or makes anonymous what is older than the moment, a batch at a time, and says how much; 0 once done."""
    ended_by: Text = ""
    """What ends it, where that is not the nightly job."""


_terms: dict[str, Term] = {}


def register_terms(*given: Term) -> None:
    for term in given:
        if _terms.setdefault(term.key, term) != term:
            raise ValueError(f"two times to live are called {term.key}")


def terms() -> dict[str, Term]:
    return dict(sorted(_terms.items()))
