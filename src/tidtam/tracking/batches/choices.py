from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BulkAct(TextChoices):
    """What can be done with many matters at once."""

    FINISH = "finish", _("Record the step")
    SUSPEND = "suspend", _("Suspend")
    CONTINUE = "continue", _("Continue")
    NOTE = "note", _("Write an internal note")


class BulkState(TextChoices):
    DRAFT = "draft", _("Not ordered yet")
    ORDERED = "ordered", _("Being recorded")
    DONE = "done", _("Done")


class ItemState(TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Was recorded")
    REFUSED = "refused", _("Not recorded")


class ImportState(TextChoices):
    CHECKING = "checking", _("Being examined")
    CHECKED = "checked", _("Examined")
    UNREADABLE = "unreadable", _("Cannot be read")
    IMPORTING = "importing", _("Being imported")
    IMPORTED = "imported", _("Imported")
    DISCARDED = "discarded", _("Discarded")


class ImportMode(TextChoices):
    ALL = "all", _("All rows or none")
    GOOD = "good", _("Only the rows without mistakes")
