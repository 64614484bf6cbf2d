from django.db import models

from tidtam.kernel.actor import new_id
from tidtam.kernel.identity.models import Account


class Draft(models.Model):
    """A registration that is not finished: what was typed, for the browser that began it, and for one day only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    browser_hash = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)


class Statement(models.Model):
    """What a member said of themselves when registering, beyond name and birth date; nobody has vouched for it.

    Sealed with the person's key: whoever erases the key erases it.
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.PROTECT, related_name="statement")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    stated_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Consent(models.Model):
    """That a member agreed to one version of the text on personal data, and in which language they read it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    text_digest = models.CharField(max_length=64)
    """SHA-256 of what was shown, so that nobody can say later that the text was another one."""
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Withdrawal(models.Model):
    """That a member took their consent back. What was lawfully done before stays as it is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="withdrawal")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Reminder(models.Model):
    """That the owner of a temporary account was told that it ends: once for each distance to the same last day."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    last_day = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "last_day", "days_before"], name="registration_reminder_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)
