from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id

from .choices import CaseStatus, EventKind

KEY_LENGTH = 40
LETTER_LENGTH = 100


class Process(models.Model):
    """A kind of matter. What it consists of stands in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    current = models.ForeignKey("ProcessVersion", null=True, on_delete=models.PROTECT, related_name="+")
    """The version new matters begin with."""
    readers = ArrayField(models.CharField(max_length=KEY_LENGTH))
    """The roles that see matters of their organisation: those of the current version, the owner's first."""

    def __str__(self) -> str:
        return self.key


class ProcessVersion(models.Model):
    """One published definition. The database refuses to change it: matters keep the version they began with."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    """The definition file as plain values; `definitions.from_content` reads it."""
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="tracking_version_number")]

    def __str__(self) -> str:
        return f"{self.process_id} {self.number}"


class Case(models.Model):
    """A matter. Everything it says of its course is the sum of its events, kept here so that lists can be read.

    `version` is the number of the latest event: who acts says which they saw, and is told what came after it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="+", db_index=False)
    process_version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+", db_index=False)
    organization_path = models.CharField(max_length=400)
    letter_no = models.CharField(_("reference letter number"), max_length=LETTER_LENGTH, blank=True)
    tracking_code = models.CharField(max_length=26, unique=True)
    version = models.PositiveIntegerField()

    received_on = models.DateField(_("received on"))
    status = models.CharField(max_length=11, choices=CaseStatus)
    ended_how = models.CharField(max_length=KEY_LENGTH, blank=True)
    step = models.CharField(max_length=KEY_LENGTH)
    """The current step, or the one at which the matter ended."""
    step_since = models.DateField()
    """When the step was entered, or when the matter ended."""
    holder = models.CharField(max_length=KEY_LENGTH, blank=True)
    """The role whose move it is, or "subject"; nobody's once it has ended."""
    held_since = models.DateField()
    due_on = models.DateField(null=True)
    """The last day within the working days that the holder is expected to need."""

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-received_on", "-id"], name="tracking_case_of_subject"),
            models.Index(fields=["organization", "-received_on", "-id"], name="tracking_case_of_office"),
            models.Index(fields=["-received_on", "-id"], name="tracking_case_newest"),
            models.Index(
                fields=["organization", "due_on", "id"],
                name="tracking_case_office_due",
                condition=Q(due_on__isnull=False),
            ),
            models.Index(fields=["due_on", "id"], name="tracking_case_due", condition=Q(due_on__isnull=False)),
            models.Index(
                fields=["process", "step", "-received_on", "-id"],
                name="tracking_case_at_step",
                condition=Q(status=CaseStatus.IN_PROGRESS),
            ),
            models.Index(OpClass("letter_no", name="text_pattern_ops"), name="tracking_case_letter"),
        ]
        constraints = [
            models.CheckConstraint(
                name="tracking_case_ended_or_held",
                condition=Q(status=CaseStatus.IN_PROGRESS, ended_how="") & ~Q(holder="")
                | Q(status=CaseStatus.COMPLETED, holder="", due_on=None) & ~Q(ended_how=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_open(self) -> bool:
        return self.status == CaseStatus.IN_PROGRESS


class CaseEvent(models.Model):
    """Something that happened to a matter: appended, never changed. What people wrote stands in `CaseEventText`.

    A step is entered by what caused it, so one row says both: the step it happened at and where it leads to.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=15, choices=EventKind)
    step = models.CharField(max_length=KEY_LENGTH)
    outcome = models.CharField(max_length=KEY_LENGTH, blank=True)
    leads_to = models.CharField(max_length=KEY_LENGTH, blank=True)
    """The step entered or the ending reached, if the event moved the matter on."""
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    """The account that recorded it; nobody's where the system did."""
    order_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    letter_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    file_id = models.UUIDField(null=True)
    corrects = models.PositiveIntegerField(null=True)
    """The sequence number of the event that this one restates."""

    if TYPE_CHECKING:
        text: "CaseEventText"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="tracking_event_sequence"),
            models.CheckConstraint(
                name="tracking_event_corrects",
                condition=Q(kind=EventKind.CORRECTED, corrects__isnull=False)
                | ~Q(kind=EventKind.CORRECTED) & Q(corrects=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sequence} {self.kind}"


class CaseEventText(models.Model):
    """What people wrote about an event, sealed with the subject's key: whoever erases the key erases the words."""

    event = models.OneToOneField(CaseEvent, primary_key=True, on_delete=models.PROTECT, related_name="text")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.event_id)
