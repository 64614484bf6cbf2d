"""Files about a person: their content lies under a key of each file's own."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import STAYS, Fact, Holding, Record, Subject, Term, register, register_terms

from .actions import forget_ended_files, forget_files
from .models import NAMELESS, StoredFile

_GROUND = _("Public task (PDPA section 24 (4))")
ENDED_KEPT = 90
"""Days, where the office has set no other number."""


def export_files(actor: Actor, subject: Subject) -> Sequence[Record]:
    if subject.person_id is None:
        return ()
    rows = StoredFile.objects.filter(person_id=subject.person_id).exclude(wrapped_key="").order_by("stored_at", "pk")
    return [
        Record(
            pgettext_lazy("personal data", "File"),
            (
                Fact("name", _("Name of the file"), row.name),
                Fact("size", _("Size in bytes"), row.size),
                Fact("sha256", _("SHA-256 of the content"), row.sha256),
                Fact("stored_at", _("Stored at"), row.stored_at),
                Fact("ended_at", _("Removed at"), row.ended_at),
            ),
        )
        for row in rows
    ]


def erase_files(actor: Actor, subject: Subject) -> int:
    if subject.person_id is None:
        return 0
    return forget_files(actor, StoredFile.objects.filter(person_id=subject.person_id).exclude(name=NAMELESS))


FILES = Holding(
    key="files",
    order=80,
    title=_("Files about you"),
    held_by=_("The office that runs this system, for the office whose matter each belongs to"),
    purpose=_("Evidence for a matter, and papers that were printed for you."),
    kept_for=_("As long as what the file belongs to."),
    ground=_GROUND,
    tables=("files.StoredFile",),
    export_person=export_files,
    when_joined=STAYS,
    erase_person=erase_files,
    remains=_("That there was a file, of which kind and size; neither its name nor its content."),
)


def register_all() -> None:
    register(FILES)
    register_terms(
        Term(
            "ended_files",
            _("Files that were removed or replaced, and tables that were brought in"),
            _("Kept no longer than needed (PDPA section 37 (3))"),
            unless_set=ENDED_KEPT,
            expire=forget_ended_files,
        )
    )
