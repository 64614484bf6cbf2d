from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from tidtam.tracking.choices import ClockKind, EventKind

from .cases import Case
from .lengths import KEY_LENGTH, LETTER_LENGTH
from .processes import ProcessVersion


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
    """The account or the client that recorded it; nobody's where the system did."""
    order_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    letter_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    file_id = models.UUIDField(null=True)
    corrects = models.PositiveIntegerField(null=True)
    """The sequence number of the event that this one restates."""
    process_version = models.ForeignKey(
        ProcessVersion, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The version the matter follows from this event on, where it begins or changes."""

    if TYPE_CHECKING:
        text: "CaseEventText"

    class Meta:
        indexes = [models.Index(fields=["recorded_by"], name="tracking_event_recorder")]
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="tracking_event_sequence"),
            models.CheckConstraint(
                name="tracking_event_corrects",
                condition=Q(kind=EventKind.CORRECTED, corrects__isnull=False)
                | ~Q(kind=EventKind.CORRECTED) & Q(corrects=None),
            ),
            models.CheckConstraint(
                name="tracking_event_version",
                condition=Q(kind__in=[EventKind.OPENED, EventKind.VERSION_CHANGED], process_version__isnull=False)
                | ~Q(kind__in=[EventKind.OPENED, EventKind.VERSION_CHANGED]) & Q(process_version=None),
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


class CaseClockFiring(models.Model):
    """That a clock spoke: once for each limit, however often the job runs and whatever the machine's clock says.

    Another limit, because a date was corrected or the matter had been suspended, has clocks of its own.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clock_firings", db_index=False)
    limit_on = models.DateField()
    kind = models.CharField(max_length=7, choices=ClockKind)
    days = models.PositiveSmallIntegerField()
    """How many days before the limit it was to speak; 0 for the overrun."""
    fired_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "limit_on", "kind", "days"], name="tracking_clock_fires_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.limit_on} {self.kind} {self.days}"
