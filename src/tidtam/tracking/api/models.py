from django.contrib.postgres.fields import ArrayField
from django.db import models

from tidtam.kernel.actor import new_id
from tidtam.kernel.identity.models import ApiClient
from tidtam.tracking.models import CaseEvent

from .choices import DeliveryState, Failure

KEY_LENGTH = 128
URL_LENGTH = 500
KIND_LENGTH = 20


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


class Subscription(models.Model):
    """Where a client wants to be told what happens to the matters it may see, and how the receiver has been lately."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=URL_LENGTH)
    kinds = ArrayField(models.CharField(max_length=KIND_LENGTH))
    sealed_secret = models.TextField()
    """Signs what is sent, so that the receiver knows it from others."""
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    """Nothing is sent until somebody says that the receiver works again; what happens meanwhile waits."""
    failing_since = models.DateTimeField(null=True)
    silences = models.PositiveIntegerField(default=0)
    """How often in a row the receiver gave no answer at all."""
    quiet_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("client", condition=models.Q(ended_at=None), name="tracking_api_living_webhooks")]

    def __str__(self) -> str:
        return str(self.id)


class Delivery(models.Model):
    """One event on its way to one receiver. The database writes it with the event itself, in one statement for all."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    """Goes along with every attempt, so that a receiver knows what it has had."""
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    event = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=9, choices=DeliveryState)
    attempts = models.PositiveIntegerField()
    next_try_at = models.DateTimeField()
    answered = models.PositiveSmallIntegerField(null=True)
    """The status of the last answer, if there was one."""
    failure = models.CharField(max_length=10, blank=True, choices=Failure)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "event"], name="tracking_api_delivery_once"),
        ]
        indexes = [
            models.Index(
                fields=["subscription", "next_try_at"],
                condition=models.Q(state=DeliveryState.WAITING),
                name="tracking_api_delivery_due",
            ),
            models.Index(fields=["created_at"], name="tracking_api_delivery_age"),
        ]

    def __str__(self) -> str:
        return str(self.id)
