from datetime import datetime, timedelta

from django.db import models

from tidtam.kernel.actor import new_id
from tidtam.sandbox.thaid.choices import SignInStatus, Stage, TokenKind

from .holder import Holder
from .phone import Phone

LIFETIME = timedelta(minutes=15)


class SignIn(models.Model):
    """One request of a relying party, from its arrival to the tokens given for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.CharField(max_length=100)
    redirect_uri = models.CharField(max_length=500)
    scopes = models.CharField(max_length=500)
    state = models.CharField(max_length=1000, blank=True)
    nonce = models.CharField(max_length=1000, blank=True)
    code_challenge = models.CharField(max_length=128, blank=True)
    code_challenge_method = models.CharField(max_length=5, blank=True)
    desktop_hash = models.CharField(max_length=64)
    """The browser that asked: no other one gets the result."""
    fault = models.CharField(max_length=40, blank=True)
    fault_seconds = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    status = models.CharField(max_length=9, choices=SignInStatus.choices, default=SignInStatus.WAITING)
    scan_code = models.CharField(max_length=40, unique=True)
    typed_code = models.CharField(max_length=8, unique=True)
    expires_at = models.DateTimeField()
    """Until when the code can be scanned; once scanned, until when the person can consent."""
    phone = models.ForeignKey(Phone, on_delete=models.SET_NULL, null=True)
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, null=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    approved_at = models.DateTimeField(null=True)

    code_hash = models.CharField(max_length=64, null=True, unique=True)
    code_expires_at = models.DateTimeField(null=True)
    code_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)

    def stage(self, now: datetime) -> Stage:
        if self.status == SignInStatus.FINISHED or now >= self.created_at + LIFETIME:
            return Stage.OVER
        if self.status in {SignInStatus.WAITING, SignInStatus.SCANNED}:
            if now >= self.expires_at:
                return Stage.EXPIRED
            if self.status == SignInStatus.SCANNED and self.wrong_pins:
                return Stage.WRONG_PIN
        return Stage(self.status)

    def seconds_left(self, now: datetime) -> int:
        return max(0, round((self.expires_at - now).total_seconds()))


class Token(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sign_in = models.ForeignKey(SignIn, on_delete=models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=7, choices=TokenKind.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.kind

    def is_good(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at
