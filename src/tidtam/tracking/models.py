from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import covers, new_id

from .choices import CaseStatus, ClockKind, EventKind

KEY_LENGTH = 40
VIEW_NAME_LENGTH = 60
LETTER_LENGTH = 100


class Process(models.Model):
    """A kind of matter. What it consists of stands in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    organization_path = models.CharField(max_length=400, blank=True)
    """The office it belongs to: it serves that one and those below. Empty: every office of the installation."""

    def __str__(self) -> str:
        return self.key

    def serves(self, organization_path: str) -> bool:
        """Whether matters of this organisation can take this course."""
        return not self.organization_path or covers(self.organization_path, organization_path)


class ProcessVersion(models.Model):
    """One published definition. The database refuses to change it: matters keep the version they began with."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    """The definition file as plain values; `definitions.from_content` reads it."""
    text = models.TextField()
    """The file as it was written, with its comments; empty for versions that were published before texts were kept."""
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    in_force_from = models.DateField()
    """New matters begin with the highest version whose day has come; nothing has to be switched on that day."""
    readers = ArrayField(models.CharField(max_length=KEY_LENGTH))
    """The roles that see the matters of this version in their organisation, the owner's first."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="tracking_version_number")]

    def __str__(self) -> str:
        return f"{self.process_id} {self.number}"


class VersionTakenBack(models.Model):
    """That a version, before its day came, was taken back: it never comes into force, and its number stays used."""

    version = models.OneToOneField(
        ProcessVersion, primary_key=True, on_delete=models.PROTECT, related_name="taken_back"
    )
    taken_back_at = models.DateTimeField()
    taken_back_by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return str(self.version_id)


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
    appeals = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The matter whose decision this one objects to."""
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
    deadline_on = models.DateField(null=True)
    """The last day of the step's statutory limit."""
    suspended_on = models.DateField(null=True)
    """Since when no time passes; once it goes on, both limits move by what did not pass."""
    moved_on = models.DateField()
    """The day of the latest move; nothing is recorded to have happened before it."""
    limit_on = models.DateField(null=True)
    """The nearer of the two limits, none while no time passes: late matters are found by it."""
    clock_on = models.DateField(null=True)
    """The next day on which the clock of the statutory limit has something to say."""

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-received_on", "-id"], name="tracking_case_of_subject"),
            models.Index(fields=["organization", "-received_on", "-id"], name="tracking_case_of_office"),
            models.Index(fields=["-received_on", "-id"], name="tracking_case_newest"),
            models.Index(
                fields=["organization", "limit_on", "id"],
                name="tracking_case_office_limit",
                condition=Q(limit_on__isnull=False),
            ),
            models.Index(fields=["limit_on", "id"], name="tracking_case_limit", condition=Q(limit_on__isnull=False)),
            models.Index(
                fields=["process", "step", "-received_on", "-id"],
                name="tracking_case_at_step",
                condition=Q(status=CaseStatus.IN_PROGRESS),
            ),
            models.Index(
                fields=["deadline_on", "id"], name="tracking_case_deadline", condition=Q(deadline_on__isnull=False)
            ),
            models.Index(
                fields=["-received_on", "-id"],
                name="tracking_case_suspended",
                condition=Q(suspended_on__isnull=False),
            ),
            models.Index(fields=["clock_on", "id"], name="tracking_case_clock", condition=Q(clock_on__isnull=False)),
            models.Index(fields=["appeals"], name="tracking_case_appeals", condition=Q(appeals__isnull=False)),
            models.Index(
                fields=["holder", "-received_on", "-id"],
                name="tracking_case_held_by",
                condition=Q(status=CaseStatus.IN_PROGRESS),
            ),
            models.Index(
                fields=["organization", "-step_since", "-id"],
                name="tracking_case_office_ended",
                condition=Q(status=CaseStatus.COMPLETED),
            ),
            models.Index(
                fields=["-step_since", "-id"], name="tracking_case_ended", condition=Q(status=CaseStatus.COMPLETED)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="tracking_case_ended_or_held",
                condition=Q(status=CaseStatus.IN_PROGRESS, ended_how="") & ~Q(holder="")
                | Q(status=CaseStatus.COMPLETED, holder="", due_on=None, deadline_on=None, suspended_on=None)
                & ~Q(ended_how=""),
            ),
            models.CheckConstraint(
                name="tracking_case_time_passes",
                condition=Q(limit_on=None, clock_on=None)
                | Q(suspended_on=None) & (Q(due_on__isnull=False) | Q(deadline_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_open(self) -> bool:
        return self.status == CaseStatus.IN_PROGRESS

    @property
    def is_suspended(self) -> bool:
        return self.suspended_on is not None

    def is_late(self, today: date) -> bool:
        """Past the days that were expected or past its statutory limit; nothing grows late while no time passes."""
        return self.limit_on is not None and self.limit_on < today


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


class CaseResult(models.Model):
    """What came of a matter, for other parts of the product: content that fits the schema of its name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="results", db_index=False)
    sequence = models.PositiveIntegerField()
    """The event that ended the matter so."""
    name = models.CharField(max_length=KEY_LENGTH)
    happened_on = models.DateField()
    created_at = models.DateTimeField()
    sealed = models.BinaryField()
    """The content under the subject's key."""

    if TYPE_CHECKING:
        content: Mapping[str, Any]
        """Opened by `queries.results`, before it is handed over."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="tracking_result_of_event")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sequence} {self.name}"


class ResultDelivery(models.Model):
    """That a result is to be handed to a subscriber, and when it was; in the transaction of what they made of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    result = models.ForeignKey(CaseResult, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    subscriber = models.CharField(max_length=KEY_LENGTH)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "subscriber"], name="tracking_result_delivered_once")]

    def __str__(self) -> str:
        return f"{self.result_id} {self.subscriber}"


class CaseSearch(models.Model):
    """The words by which officers find a matter. The database alone writes it, whenever one of them changes.

    The names are those under which the matter's own office knows the person: whoever may not be told a name cannot
    search for it either.
    """

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="search")
    text = models.TextField()
    """Small letters, Arabic digits, and a blank before each word."""

    class Meta:
        indexes = [GinIndex(OpClass("text", name="gin_trgm_ops"), name="tracking_search_words")]

    def __str__(self) -> str:
        return str(self.case_id)


class SavedView(models.Model):
    """Filters of the work list that somebody uses again and again; their own affair."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account_id = models.UUIDField()
    name = models.CharField(_("name of the view"), max_length=VIEW_NAME_LENGTH)
    query = models.CharField(max_length=1_000, blank=True)
    """The filters as they stand in the address."""
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "name"], name="tracking_view_name"),
            models.UniqueConstraint(
                fields=["account_id"], condition=Q(is_default=True), name="tracking_view_one_default"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
