from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id
from tidtam.tracking.choices import CaseStatus

from .lengths import KEY_LENGTH, LETTER_LENGTH
from .processes import Process, ProcessVersion


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
    tracking_code = models.CharField(max_length=26)
    appeals = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The matter whose decision this one objects to."""
    carries_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The matter that came before this one elsewhere: for the person concerned both are one."""
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
    is_hidden = models.BooleanField(default=False, db_default=False)
    """As its definition says: the person it is about does not learn that there is such a matter."""

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
            # Not `unique` at the field, which would keep a second index for codes that begin alike.
            models.UniqueConstraint(fields=["tracking_code"], name="tracking_case_code"),
            models.UniqueConstraint(
                fields=["carries_on"], name="tracking_case_carried_on_once", condition=Q(carries_on__isnull=False)
            ),
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
    def person_told_of(self) -> UUID | None:
        """Whose data it is, for what people may read about themselves: their trail and their files."""
        return None if self.is_hidden else self.subject_id

    @property
    def is_suspended(self) -> bool:
        return self.suspended_on is not None

    def is_late(self, today: date) -> bool:
        """Past the days that were expected or past its statutory limit; nothing grows late while no time passes."""
        return self.limit_on is not None and self.limit_on < today
