from django.db import models

from tidtam.kernel.actor import new_id
from tidtam.tracking.models import KEY_LENGTH


class Tally(models.Model):
    """So many matters more or fewer: the sum over all rows of a key is how many there are.

    The database appends rows in the transaction of the change they count, and changes none: nobody waits for another,
    and whoever sees a matter sees it counted. At night rows of one key become one.
    """

    id = models.BigAutoField(primary_key=True)
    organization_id = models.UUIDField()
    version_id = models.UUIDField()
    """The version of the process; of a finished stay that with which the matter began."""
    measure = models.CharField(max_length=1)
    """One of `choices.Measure`."""
    step = models.CharField(max_length=KEY_LENGTH)
    """The step in hand or left; how the matter ended."""
    day = models.DateField(null=True)
    """The first of the month in which it happened; of matters in hand their limit, if they have one."""
    days = models.IntegerField(null=True)
    """Working days that passed: from receipt to end, or at a step while the matter was not suspended."""
    change = models.IntegerField()
    is_sum = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["organization_id", "measure", "day"], name="tracking_statistics_office")]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.measure} {self.step} {self.change:+}"


class CalendarDay(models.Model):
    """How many working days there were since the year 2000, so that the database can count them too."""

    day = models.DateField(primary_key=True)
    number = models.IntegerField()

    def __str__(self) -> str:
        return str(self.day)


class Publication(models.Model):
    """The public figures of one day as they were shown: what was hidden once is not here either."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    as_of = models.DateField(unique=True)
    years = models.JSONField()
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.as_of)
