from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id
from tidtam.products.registry.choices import CorrectionState, PointState

from .entries import LETTER_LENGTH, Entry


class Correction(models.Model):
    """A letter by which the ministry asks for corrections of one entry, worked off point by point."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="corrections")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.OPEN)
    letter_no = models.CharField(max_length=LETTER_LENGTH)
    letter_on = models.DateField()
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    answer_letter_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    answer_letter_on = models.DateField(null=True, blank=True)
    file_id = models.UUIDField(null=True, blank=True)
    """The ministry's letter, as the institution sends it back with its report."""
    reported_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    rounds = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["-written_at", "-id"], name="registry_letter_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=~Q(state=CorrectionState.CLOSED), name="registry_one_open_correction"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class CorrectionPoint(models.Model):
    """One thing to be corrected, at one place of the entry."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=PointState, default=PointState.OPEN)
    sealed = models.BinaryField()
    """What was said on it from both sides, round by round."""

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["correction", "number"], name="registry_point_once")]

    def __str__(self) -> str:
        return f"{self.correction_id} {self.number}"
