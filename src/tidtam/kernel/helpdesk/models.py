from django.db import models

from tidtam.kernel.actor import new_id
from tidtam.kernel.identity.models import Account

from .choices import Deed

LONGEST_REASON = 300


class Intervention(models.Model):
    """That an account administrator did something to somebody's account, and why. Appended, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="interventions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(max_length=20, choices=Deed)
    sealed_reason = models.BinaryField()
    """Under the person's key."""
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-done_at", "-id"]
        indexes = [models.Index(fields=["account", "-done_at", "-id"], name="helpdesk_of_account")]

    def __str__(self) -> str:
        return str(self.id)
