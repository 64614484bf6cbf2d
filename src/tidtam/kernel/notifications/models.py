from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id
from tidtam.kernel.people.models import Person

from .choices import Channel, DeliveryState, SecretState


class Recipient(models.Model):
    """Whom it concerns: a person, or an account that belongs to no person yet."""

    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def one_recipient(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=models.Q(person=None, account__isnull=False) | models.Q(person__isnull=False, account=None),
    )


class Notice(Recipient):
    """Something a person is told: stored with the change it tells of, shown in their list exactly once.

    It is written with every step of every matter, so that it has no index which another one answers for.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    url = models.CharField(max_length=200)
    sealed = models.BinaryField(null=True)
    """What fills the words of the kind: names, titles, dates. Sealed under the person's key."""
    platform_sealed = models.TextField(blank=True)
    """The same for an account that belongs to no person."""
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notices_by_person"),
            models.Index(fields=["account", "-created_at", "-id"], name="notices_by_account"),
            models.Index(fields=["person", "account"], condition=models.Q(read_at=None), name="notices_unread"),
        ]
        constraints = [one_recipient("notices_one_recipient")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class Destination(Recipient):
    """A device or a chat in which a person wants to be told. It ends, and another one begins."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=10, choices=Channel)
    sealed = models.TextField()
    """Where it is, and what only the device can read with, under the platform's keys."""
    fingerprint = models.CharField(max_length=64)
    """The same place is known again by it, without being readable from it."""
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_recipient("destinations_one_recipient"),
            models.UniqueConstraint(
                fields=["channel", "fingerprint"], condition=models.Q(ended_at=None), name="destinations_one_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.id}"


class Delivery(models.Model):
    """One notice on one way to the person. Its id goes along, so that a second copy can be known as one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    channel = models.CharField(max_length=10, choices=Channel)
    destination = models.ForeignKey(Destination, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The device or the chat; none for the ways that go to an address of the person."""
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.WAITING)
    failure = models.CharField(max_length=40, blank=True)
    """The gateway's code, when it would not take the message."""
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "channel", "destination"], nulls_distinct=False, name="deliveries_once_a_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Preference(Recipient):
    """A choice about one kind of notice on one channel; where there is none, messages come."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    is_on = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_recipient("preferences_one_recipient"),
            models.UniqueConstraint(
                fields=["person", "account", "kind", "channel"], nulls_distinct=False, name="preferences_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}"


class Secret(models.Model):
    """A message with a code or a token in it: encrypted until it is sent, then nothing of it remains."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=10, choices=Channel)
    sealed = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=SecretState, default=SecretState.WAITING)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="secrets_wiped_when_ended",
                condition=(models.Q(state=SecretState.WAITING, ended_at=None) & ~models.Q(sealed=""))
                | (~models.Q(state=SecretState.WAITING) & models.Q(sealed="", ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
