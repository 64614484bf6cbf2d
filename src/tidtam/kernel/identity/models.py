from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id

from .choices import Language


class AccountManager(BaseUserManager["Account"]):
    """Django's sign-in machinery asks for accounts here; accounts are made by `actions.create_account` only."""


class Account(AbstractBaseUser):
    """A way to sign in. Who the person is stands in people; what they may do stands in access."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("user name"), max_length=50, unique=True, null=True, blank=True)
    """Lower case; none for a person who signs in with ThaiD only."""
    username_skeleton = models.CharField(max_length=50, unique=True, null=True, editable=False)
    """Equal for names that look alike, so that nobody can pass for another."""
    email = models.EmailField(_("e-mail"), blank=True)
    person = models.OneToOneField(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="account"
    )
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.THAI)
    created_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~models.Q(email=""), name="account_email_once"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="account_email_lower"),
            models.CheckConstraint(condition=models.Q(username=Lower("username")), name="account_username_lower"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def display_name(self) -> str:
        """How the person is called in the account's own pages."""
        return self.person.full_name if self.person else self.username or self.email

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django has a plain attribute here
        return self.locked_at is None and self.ended_at is None


class ThaidAttempt(models.Model):
    """One way out to ThaiD and back: bound to one browser, good once, and not for long."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state_hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64)
    nonce = models.CharField(max_length=64)
    code_verifier = models.CharField(max_length=128)
    next_page = models.CharField(max_length=2000, blank=True)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)
