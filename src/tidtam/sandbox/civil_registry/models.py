from django.db import models

from tidtam.kernel.actor import new_id

from .choices import Behaviour


class Office(models.Model):
    """The one row that says how the sandbox behaves."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    behaviour = models.CharField(max_length=12, choices=Behaviour, default=Behaviour.NORMAL)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_civil_registry")]

    def __str__(self) -> str:
        return self.behaviour


class Received(models.Model):
    """A question that came in. Whether a code of the back of a card was there is noted; the code itself never is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    what = models.CharField(max_length=40)
    number = models.CharField(max_length=20, blank=True)
    """With most of its digits masked."""
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    birth_day = models.CharField(max_length=8, blank=True)
    has_laser_code = models.BooleanField(default=False)
    answer = models.CharField(max_length=100)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return str(self.id)
