from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.choices import AddressKind

from .choices import DIRECTORY_NAME_LENGTH, LossReason


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


class SentCode(models.Model):
    """A code on its way to an address, and what became of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sealed_address = models.TextField()
    code_digest = models.CharField(max_length=64, blank=True)
    """None yet, or never: then no code fits."""
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    proven_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Recovery(SentCode):
    """Somebody forgot a password: bound to the browser that asked. It is made alike whether there is an account."""

    browser_hash = models.CharField(max_length=64, db_index=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class AddressChange(SentCode):
    """A new e-mail address or mobile number: proven there, told at the old one, in force after a day unless stopped."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="address_changes")
    kind = models.CharField(max_length=6, choices=AddressKind)
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    """When it comes into force; set when it was proven."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """In force, stopped, or another one took its place."""
    is_in_force = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind"], condition=Q(ended_at=None), name="credentials_one_open_change"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class FactorReset(models.Model):
    """An account administrator takes away a lost second factor: after a day in which its owner can stop it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="factor_resets")
    reason = models.CharField(max_length=10, choices=LossReason)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_done = models.BooleanField(default=False)
    """Ended without it: it was stopped."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(ended_at=None), name="credentials_one_open_reset"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class DirectoryLogin(models.Model):
    """Its owner proved that an entry of the office's directory is theirs, and signs in with its password, too."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="directory_logins")
    user_name = models.CharField(max_length=DIRECTORY_NAME_LENGTH, blank=True)
    """As it was typed when it was proven, in small letters: this one name signs in. Empty after erasure."""
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at=None), name="credentials_one_directory_login"
            ),
            models.UniqueConstraint(
                fields=["user_name"], condition=Q(ended_at=None), name="credentials_directory_name_once"
            ),
            models.CheckConstraint(condition=~Q(user_name="") | ~Q(ended_at=None), name="credentials_directory_named"),
        ]

    def __str__(self) -> str:
        return str(self.id)
