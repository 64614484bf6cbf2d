from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id
from tidtam.kernel.identity.models import Account


class EnrolmentCode(models.Model):
    """What an account administrator hands over in person: it vouches for whoever sets up a second factor with it.

    60 random bits, told once; the plain digest of them cannot be turned back while the code is good.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="enrolment_codes")
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    """Nobody: made from the command line."""
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """Another one took its place."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(used_at=None, ended_at=None), name="credentials_one_open_code"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
