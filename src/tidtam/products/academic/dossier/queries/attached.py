"""The files of a dossier: which of them its content names, and which hang nowhere."""

from collections.abc import Collection, Iterator
from typing import Any

from tidtam.kernel.actor import Actor
from tidtam.kernel.files.models import StoredFile
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.rulebook.reading import values_of

from .dossiers import edition_content, editions_of, typed_in


def named_in(content: Any, ids: Collection[str]) -> set[str]:
    """Those of the ids that stand anywhere in it; an id is like nothing else that is typed."""
    return {text for text in _texts(content) if text in ids} if ids else set()


def hanging_nowhere(actor: Actor, dossier: Dossier, values: Any, files: Collection[StoredFile]) -> list[StoredFile]:
    """Neither the dossier nor anything that was signed or sent of it names them; none is a page that was signed."""
    loose = {str(file.pk) for file in files}
    loose -= named_in(values, loose)
    if loose:
        loose -= {str(scan) for scan in dossier.signing_acts.filter(scan__in=loose).values_list("scan", flat=True)}
    if loose:  # what was typed where another page's facts stand now stays typed
        loose -= named_in(values_of(typed_in(dossier)), loose)
    loose -= named_in_editions(actor, dossier, loose)
    return [file for file in files if str(file.pk) in loose]


def named_in_editions(actor: Actor, dossier: Dossier, ids: Collection[str]) -> set[str]:
    """Opened only where there is something to look for."""
    editions = editions_of(actor, dossier) if ids else []
    found = (named_in(values_of(edition_content(actor, dossier, edition)), ids) for edition in editions)
    return set().union(*found)


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for inner in content.values() if isinstance(content, dict) else content:
            yield from _texts(inner)
