"""The names that the rules compare experts with, as they were taken from a request: sealed under the applicant's key.

So they go with it, and nobody reads in a table who wrote what with whom.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tidtam.kernel.people.private_text import seal, unseal

from .dossier_data import Names
from .models import Committee
from .naming import Named


@dataclass(frozen=True, slots=True)
class Taken:
    applicant: tuple[str, ...] = ()
    others: Names = field(default_factory=Names)


def seal_taken(applicant_id: UUID, taken: Taken) -> bytes:
    said = {
        "applicant_names": taken.applicant,
        "coauthors": taken.others.coauthors,
        "supervisors": taken.others.supervisors,
    }
    return seal(applicant_id, json.dumps(said, ensure_ascii=False))


def open_taken(committee: Committee) -> Taken:
    """Nothing once the applicant was erased."""
    text = unseal(committee.applicant_id, committee.sealed_names)
    if text is None:
        return Taken()
    said = json.loads(text)
    others = Names(coauthors=_named(said["coauthors"]), supervisors=_named(said["supervisors"]))
    return Taken(tuple(said["applicant_names"]), others)


def _named(pairs: Iterable[tuple[str, str]]) -> tuple[Named, ...]:
    return tuple(Named(*pair) for pair in pairs)
