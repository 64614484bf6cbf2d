from django.db import models

from tidtam.kernel.actor import new_id
from tidtam.sandbox.thaid.choices import PictureKind

from .holder import Holder


class Phone(models.Model):
    """A browser that plays a phone. It is known by a cookie, of which only the hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_hash = models.CharField(max_length=64, unique=True)
    holder = models.ForeignKey(Holder, on_delete=models.SET_NULL, null=True, related_name="phones")
    open_until = models.DateTimeField(null=True)
    registration = models.JSONField(default=dict)
    """What was entered so far in the registration, so that going back or reloading loses nothing."""
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Picture(models.Model):
    """A photograph of a registration, re-encoded; it ends with the registration."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone = models.ForeignKey(Phone, on_delete=models.CASCADE, related_name="pictures")
    kind = models.CharField(max_length=5, choices=PictureKind.choices)
    jpeg = models.BinaryField()
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("phone", "kind"), name="one_picture_of_a_kind")]

    def __str__(self) -> str:
        return self.kind
