"""What the photographs of a dossier show, besides what their files say of themselves."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from tidtam.kernel.actor import Actor
from tidtam.kernel.files.queries import open_file
from tidtam.kernel.files.storage import ContentDamaged
from tidtam.products.academic.dossier.photographs import inner_size
from tidtam.products.academic.rulebook.rules import FileFact
from tidtam.products.academic.rulebook.structure import Dossier

_MOST_REMEMBERED = 10_000
_measured: dict[str, tuple[int, int] | None] = {}
"""Of files, whose content never changes: while somebody types, no photograph is opened twice."""


def photograph_facts(actor: Actor, content: Dossier, facts: Mapping[str, FileFact]) -> dict[str, FileFact]:
    """The facts of the dossier's photographs, with the size of the picture inside the border."""
    found = {}
    for photograph in content.royal.photographs:
        fact = facts.get(photograph.file)
        if fact and fact.width and (size := _size_of(actor, photograph.file)):
            found[photograph.file] = replace(fact, inner_width=size[0], inner_height=size[1])
    return found


def _size_of(actor: Actor, file: str) -> tuple[int, int] | None:
    if file not in _measured:
        if len(_measured) >= _MOST_REMEMBERED:
            _measured.clear()
        try:
            _measured[file] = inner_size(open_file(actor, UUID(file)).read())
        except ContentDamaged:
            return None
    return _measured[file]
