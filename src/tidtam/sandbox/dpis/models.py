from django.db import models

from tidtam.kernel.actor import new_id

from .choices import Behaviour


class Office(models.Model):
    """The one row that says how the sandbox behaves."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    behaviour = models.CharField(max_length=12, choices=Behaviour, default=Behaviour.NORMAL)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_dpis")]

    def __str__(self) -> str:
        return self.behaviour


class Received(models.Model):
    """A question that came in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    number = models.CharField(max_length=20, blank=True)
    """With most of its digits masked."""
    answer = models.CharField(max_length=20)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return str(self.id)
