from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseStatus(TextChoices):
    """Two values only: that a matter waits, is late, or how it ended follows from the rest."""

    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")


class Concern(TextChoices):
    """Why a matter is mine among those of my office."""

    HELD = "held", _("my role's move")
    TOUCHED = "touched", _("those I worked on")


class EventKind(TextChoices):
    OPENED = "opened", _("received")
    FINISHED = "finished", _("step finished")
    RETURNED = "returned", _("returned for correction")
    RESUMED = "resumed", _("handed in again")
    CORRECTED = "corrected", _("entry corrected")
    CLOSED = "closed", _("closed early")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REOPENED = "reopened", _("reopened")
    NOTE_TO_SUBJECT = "note_to_subject", _("note to the person concerned")
    INTERNAL_NOTE = "internal_note", _("internal note")
    LINK_RENEWED = "link_renewed", _("tracking link renewed")
    SUSPENDED = "suspended", _("suspended")
    CONTINUED = "continued", _("continued")
    VERSION_CHANGED = "version_changed", _("moved to another version of the process")
    TAKEN_OVER = "taken_over", _("taken over from earlier records")


class ClockKind(TextChoices):
    """What the clock of a statutory limit does."""

    WARNING = "warning", _("the limit is near")
    OVERRUN = "overrun", _("the limit has passed")


MOVES = frozenset(
    {
        EventKind.OPENED,
        EventKind.FINISHED,
        EventKind.RETURNED,
        EventKind.RESUMED,
        EventKind.CLOSED,
        EventKind.WITHDRAWN,
        EventKind.REOPENED,
        EventKind.SUSPENDED,
        EventKind.CONTINUED,
        EventKind.VERSION_CHANGED,
        EventKind.TAKEN_OVER,
    }
)
"""Events that change where a matter is or how its time runs; their dates never run backwards."""

FILES_OF_A_CASE = "case"
"""As what the papers of a matter are filed."""

UNSEEN = frozenset({EventKind.INTERNAL_NOTE, EventKind.LINK_RENEWED})
"""Events that the person concerned never learns of, not even that there was one."""

CORRECTABLE = frozenset({EventKind.OPENED, EventKind.FINISHED})
"""Events that record facts somebody may have mistyped."""
