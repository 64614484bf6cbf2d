"""Whom Digital ID knows, who registers, who signs in where. Invented persons only: nothing here is encrypted."""

from datetime import datetime
from typing import Any

from django.db import models

from tidtam.kernel.actor import new_id

from .choices import SignInStatus


class Holder(models.Model):
    """Somebody with a Digital ID."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    citizen_id = models.CharField(max_length=13, unique=True)
    given_name = models.CharField(max_length=100)
    middle_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    birth_date = models.DateField()
    username = models.CharField(max_length=50, unique=True)
    """Lower case."""
    password_hash = models.CharField(max_length=200)
    shown_password = models.CharField(max_length=100, blank=True)
    """Of the sample person alone, so that everybody can try it."""
    mobile = models.CharField(max_length=16)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.given_name, self.middle_name, self.family_name]))


class SignIn(models.Model):
    """One way through the provider, in one browser, for one service."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.CharField(max_length=100)
    redirect_uri = models.CharField(max_length=500)
    scopes = models.CharField(max_length=1000)
    state = models.CharField(max_length=1000, blank=True)
    nonce = models.CharField(max_length=1000, blank=True)
    code_challenge = models.CharField(max_length=128, blank=True)
    browser_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=SignInStatus, default=SignInStatus.OPEN)
    holder = models.ForeignKey(Holder, null=True, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    known_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    code_expires_at = models.DateTimeField(null=True)
    code_used_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class Token(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sign_in = models.ForeignKey(SignIn, on_delete=models.CASCADE, related_name="tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class Draft(models.Model):
    """A registration on its way, in one browser. The code on the card is never in it, only that it was right."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    browser_hash = models.CharField(max_length=64, unique=True)
    answers = models.JSONField(default=dict)
    sign_in = models.ForeignKey(SignIn, null=True, on_delete=models.SET_NULL, related_name="+")
    """For which it was begun, to go on there afterwards."""
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)

    def answer(self, name: str) -> Any:
        return self.answers.get(name, "")


class OneTimeCode(models.Model):
    """A code that went out by text message, for one registration and one number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="codes")
    mobile = models.CharField(max_length=16, db_index=True)
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class SigningKey(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pem = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return str(self.id)


class ReceivedRequest(models.Model):
    """What a service sent: names and results, nothing secret or personal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=200)
    client_id = models.CharField(max_length=100, blank=True)
    status = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.id)


class ArmedFault(models.Model):
    name = models.CharField(max_length=30, unique=True)
    times = models.PositiveSmallIntegerField(null=True)
    seconds = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Setting(models.Model):
    """One row."""

    seconds_ahead = models.IntegerField(default=0)

    def __str__(self) -> str:
        return str(self.seconds_ahead)

    @classmethod
    def current(cls) -> "Setting":
        return cls.objects.filter(pk=1).first() or cls(pk=1)


def is_over(moment: datetime, ends: datetime | None) -> bool:
    return ends is None or moment >= ends
