from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id
from tidtam.kernel.identity.models import Account
from tidtam.kernel.orgs.models import Organization, in_language

from .choices import TokenKind

ADDRESS_LENGTH = 500


def _scopes() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=40))


def _addresses() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=ADDRESS_LENGTH), default=list, blank=True)


class Service(models.Model):
    """Another service of an office, into which people sign in with their account here: a relying party."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    """The client id."""
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="services")
    name_th = models.CharField(_("name in Thai"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    purpose_th = models.CharField(_("purpose in Thai"), max_length=300)
    purpose_en = models.CharField(_("purpose in English"), max_length=300)
    contact = models.EmailField(_("contact"))
    redirect_uris = _addresses()
    """Compared letter by letter."""
    logout_uris = _addresses()
    scopes = _scopes()
    takes_temporary = models.BooleanField(default=False)
    """Whether people may come whose identity nobody has verified yet."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name_th"], condition=Q(ended_at=None), name="provider_service_name_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def name_here(self) -> str:
        """In the language of the page."""
        return in_language(self.name_th, self.name_en)

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_th

    def purpose(self, language: str) -> str:
        return self.purpose_en if language == "en" else self.purpose_th


class ServiceSecret(models.Model):
    """What a service proves itself with. 256 random bits: a plain digest of them cannot be turned back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="secrets")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    """Set when another one takes its place."""

    def __str__(self) -> str:
        return f"…{self.hint}"


class Consent(models.Model):
    """That a person agreed to a service being told some things, until a day. A wider one takes its place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="service_consents")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    scopes = _scopes()
    language = models.CharField(max_length=2)
    """In which the person read what they agreed to."""
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """Withdrawn, or replaced by a wider one."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "service"], condition=Q(ended_at=None), name="provider_one_consent"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Authorization(models.Model):
    """One sign-in at a service: its code, what the ID token will say, and the family of its tokens."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    session_number = models.BigIntegerField()
    """The session here in which it was given: its tokens end with it. No foreign key: sessions are deleted."""
    scopes = _scopes()
    redirect_uri = models.CharField(max_length=ADDRESS_LENGTH)
    nonce = models.CharField(max_length=1_000, blank=True)
    code_digest = models.CharField(max_length=64, unique=True)
    code_challenge = models.CharField(max_length=128)
    proved_at = models.DateTimeField()
    """When the person proved last who they are: `auth_time`."""
    assurance = models.CharField(max_length=10)
    methods = ArrayField(models.CharField(max_length=20))
    given_at = models.DateTimeField()
    code_expires_at = models.DateTimeField()
    redeemed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(db_index=True)
    """When the session may last no longer, and no token outlives it."""
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class ServiceToken(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authorization = models.ForeignKey(Authorization, on_delete=models.CASCADE, related_name="tokens")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=TokenKind)
    digest = models.CharField(max_length=64, unique=True)
    scopes = _scopes()
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)
    """Of a refresh token: it was exchanged. Shown once more, it ends the whole family."""

    def __str__(self) -> str:
        return str(self.id)


class SigningKey(models.Model):
    """A key that signs ID tokens, sealed. It is published before it signs, and for a while after another took over."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sealed = models.TextField()
    public = models.JSONField()
    signs_from = models.DateTimeField(unique=True)

    def __str__(self) -> str:
        return str(self.id)
