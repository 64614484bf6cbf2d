from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import date_in_bangkok, new_id
from tidtam.kernel.orgs.models import Organization

from .choices import Language, Provider


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
    temporary_until = models.DateField(null=True, blank=True)
    """The last day of a temporary account; none for a permanent one. Afterwards it can only verify itself."""

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
        indexes = [
            models.Index(
                fields=["temporary_until"],
                condition=models.Q(temporary_until__isnull=False),
                name="account_temporary_until",
            ),
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

    def is_expired(self, now: datetime) -> bool:
        """Whether a temporary account has outlived its last day, as days are counted in Thailand."""
        return self.temporary_until is not None and date_in_bangkok(now) > self.temporary_until


class OpenIdAttempt(models.Model):
    """One way out to a provider and back: bound to one browser, good once, and not for long."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.CharField(max_length=20, choices=Provider.choices)
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


class ApiClient(models.Model):
    """A program of an office that speaks for the office: in one role, there and below, as far as its scopes go.

    It is ended, never changed: whoever may do something else is another client.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    """The client id of OAuth 2.0."""
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="api_clients")
    name = models.CharField(_("name"), max_length=100)
    contact = models.EmailField(_("contact"))
    role = models.CharField(_("role"), max_length=40)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    """Nobody: made from the command line."""
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"], condition=models.Q(ended_at=None), name="identity_client_name_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ApiClientSecret(models.Model):
    """What a client proves itself with. 256 random bits: a plain digest of them cannot be turned back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, related_name="secrets")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    """How it ends, so that people can tell two of them apart."""
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    """Set when another one takes its place."""

    def __str__(self) -> str:
        return f"…{self.hint}"


class ApiToken(models.Model):
    """What a client shows with each call, for a quarter of an hour; dies at once with its secret or its client."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    secret = models.ForeignKey(ApiClientSecret, on_delete=models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)
