from django.db import models

from tidtam.kernel.actor import new_id


class Registration(models.Model):
    """The one row with which the library is known to Tidtam."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    client_id = models.CharField(max_length=100)
    client_secret = models.CharField(max_length=200)
    url = models.CharField(max_length=200)
    """Where the library stands; the addresses that Tidtam leads back to begin so."""

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_registration")]

    def __str__(self) -> str:
        return self.client_id

    @property
    def callback(self) -> str:
        return f"{self.url}callback"

    @property
    def left(self) -> str:
        return f"{self.url}signed-out"


class Attempt(models.Model):
    """A sign-in that a browser began, until it comes back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    browser = models.CharField(max_length=64)
    """A digest of the mark in its cookie."""
    state = models.CharField(max_length=64, unique=True)
    nonce = models.CharField(max_length=64)
    code_verifier = models.CharField(max_length=128)
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Visit(models.Model):
    """Somebody who is signed in at the library, and what it was told of them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    browser = models.CharField(max_length=64, unique=True)
    id_token = models.TextField()
    """Kept as it came: it says at the end who signs out."""
    refresh_token = models.TextField()
    proof = models.JSONField()
    """The claims of the ID token: that it is this person, and how they proved it."""
    told = models.JSONField()
    """The answer of the address for user information."""
    begun_at = models.DateTimeField()
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Received(models.Model):
    """An answer that came in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    answer = models.CharField(max_length=60)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return str(self.id)
