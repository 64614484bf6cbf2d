from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id
from tidtam.kernel.people.choices import CivilLevel

from .choices import ROUND_MONTHS, Kind, RequestState

NAME_LENGTH = 200
TEXT_LENGTH = 2_000
LETTER_LENGTH = 100


class PersonnelRequest(models.Model):
    """What one employee asks of the office they serve in. How the matter goes stands in its case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.DRAFT)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.OneToOneField(
        "tracking.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="personnel_request"
    )
    is_on_paper = models.BooleanField(default=False)
    """Entered by the personnel officer from a paper; else the employee filled it in."""

    received_on = models.DateField(null=True, blank=True)
    """The day the personnel office received it: of a paper as entered, else the day it was sent."""
    letter_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    target_level = models.CharField(max_length=30, choices=CivilLevel, blank=True)
    target_position = models.CharField(max_length=NAME_LENGTH, blank=True)
    target_unit = models.CharField(max_length=NAME_LENGTH, blank=True)
    work_title = models.CharField(max_length=NAME_LENGTH, blank=True)
    destination = models.CharField(max_length=NAME_LENGTH, blank=True)
    wished_on = models.DateField(null=True, blank=True)
    leave_on = models.DateField(null=True, blank=True)
    """The first day on which the person no longer serves."""
    for_election = models.BooleanField(default=False)
    reason = models.CharField(max_length=TEXT_LENGTH, blank=True)
    round_year = models.PositiveSmallIntegerField(null=True, blank=True)
    round_month = models.PositiveSmallIntegerField(null=True, blank=True)

    effective_on = models.DateField(null=True, blank=True)
    """From when the order takes effect, where that is not the day of the order."""
    order_position = models.CharField(max_length=NAME_LENGTH, blank=True)
    order_unit = models.CharField(max_length=NAME_LENGTH, blank=True)

    drafted_by = models.UUIDField(null=True)
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "-changed_at", "-id"], name="personnel_office_newest"),
            models.Index(fields=["person", "kind"], name="personnel_same_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="personnel_submitted_has_case",
                condition=Q(state=RequestState.DRAFT, case=None, submitted_at=None)
                | Q(state=RequestState.WITHDRAWN)
                | Q(
                    state=RequestState.SUBMITTED,
                    case__isnull=False,
                    submitted_at__isnull=False,
                    received_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="personnel_round_of_moves",
                condition=Q(round_year=None, round_month=None)
                | Q(kind=Kind.MOVE, round_year__isnull=False, round_month__in=ROUND_MONTHS),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_draft(self) -> bool:
        return self.state == RequestState.DRAFT


class MoveRound(models.Model):
    """From when until when an office takes requests for one round of moves. Until it is set, the month counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "month"], name="personnel_round_once"),
            models.CheckConstraint(
                name="personnel_round_dates",
                condition=Q(closes_on__gte=F("opens_on")) & Q(month__in=ROUND_MONTHS),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"
