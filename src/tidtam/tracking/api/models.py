from django.db import models

from tidtam.kernel.actor import new_id
from tidtam.kernel.identity.models import ApiClient

KEY_LENGTH = 128


class KeptAnswer(models.Model):
    """What a request with an Idempotency-Key was answered, for a day; stored with the change it answers for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, related_name="+", db_index=False)
    key_digest = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    """Of method, address, version and body, keyed: bodies hold numbers of persons that could be guessed."""
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    sealed = models.TextField()
    """The body of the answer."""
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "key_digest"], name="tracking_api_answer_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class CallCount(models.Model):
    """How often a client called in the present minute."""

    client = models.OneToOneField(ApiClient, primary_key=True, on_delete=models.PROTECT, related_name="+")
    minute = models.BigIntegerField()
    calls = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.client_id)
