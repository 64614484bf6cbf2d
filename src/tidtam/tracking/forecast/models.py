from django.contrib.postgres.fields import ArrayField
from django.db import models

from tidtam.kernel.actor import new_id
from tidtam.tracking.models import KEY_LENGTH, Process

from .choices import Measure


class Estimate(models.Model):
    """What the last counting said of a process as a whole; its curves stand beside it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    process = models.OneToOneField(Process, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    years = models.PositiveSmallIntegerField()
    """How far back it looks, as the back-test chose; 0 means as far as there are matters."""
    calibration = models.JSONField()
    """How earlier estimates came true: `backtesting.Calibration` as plain values."""

    def __str__(self) -> str:
        return f"{self.process_id} {self.as_of}"


class Curve(models.Model):
    """How many matters were still under way after so many working days, of those that had waited `waited` before.

    It counts matters, names none, and is made anew by every counting.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="+", db_index=False)
    step = models.CharField(max_length=KEY_LENGTH, blank=True)
    """Nothing: from the day the matter was received."""
    waits = models.BooleanField()
    """The clock begins when the person's side has made its move."""
    measure = models.CharField(max_length=5, choices=Measure)
    waited = models.PositiveIntegerField()
    finished = models.PositiveIntegerField()
    """Different matters that are known to have got there."""
    going = models.PositiveIntegerField()
    """Different matters of which nobody knows yet, or ever will, when they would have."""
    days = ArrayField(models.PositiveIntegerField())
    """The days on which matters got there, counted from `waited`."""
    share = ArrayField(models.FloatField())
    """The share of matters still under way after each of these days."""
    at_risk = ArrayField(models.PositiveIntegerField())
    """How many were under way when each of these days began."""
    longest = models.PositiveIntegerField()
    """The longest time anything was watched: nothing is known beyond it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "step", "waits", "waited", "measure"], name="tracking_forecast_curve_of"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step or 'received'} {self.measure} after {self.waited}"
