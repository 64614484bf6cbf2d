from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Person

from .choices import Answer, TokenState

LONGEST_REASON = 300
LONGEST_LETTER_NO = 60


class AgencyToken(models.Model):
    """What makes whoever enters it the service-point officer of one agency, once. Never changed but to end it.

    72 random bits: a plain digest of them cannot be turned back before the token has run out.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    letter_no = models.CharField(_("letter number"), max_length=LONGEST_LETTER_NO, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)
    spent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoke_reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ["-issued_at", "-id"]
        indexes = [models.Index(fields=["organization", "-issued_at"], name="agencies_tokens_of_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(spent_at=None, revoked_at=None),
                name="agencies_one_open_token",
            ),
            models.CheckConstraint(
                name="agencies_token_spent_or_revoked",
                condition=models.Q(spent_at=None) | models.Q(revoked_at=None),
            ),
            models.CheckConstraint(
                name="agencies_token_lives", condition=models.Q(expires_at__gt=models.F("issued_at"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def state(self) -> TokenState:
        """Without the clock: that it has run out is asked of `expires_at`."""
        if self.spent_at is not None:
            return TokenState.SPENT
        return TokenState.OPEN if self.revoked_at is None else TokenState.REVOKED


class TokenRequest(models.Model):
    """Somebody whose token was lost, or never came, asks the central group for another one for their agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sealed_reason = models.BinaryField()
    """Under the person's key."""
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    sealed_answer = models.BinaryField(null=True, blank=True)
    """Why it was refused; under the person's key too."""
    token = models.ForeignKey(AgencyToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["organization", "asked_at"], name="agencies_requests_of_agency"),
            models.Index(fields=["person", "-asked_at"], name="agencies_requests_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organization"],
                condition=models.Q(answered_at=None),
                name="agencies_one_open_request",
            ),
            models.CheckConstraint(
                name="agencies_request_answered",
                condition=models.Q(answered_at=None, answer="", token=None)
                | models.Q(answered_at__isnull=False, answer=Answer.REFUSED, token=None)
                | models.Q(answered_at__isnull=False, answer=Answer.ISSUED, token__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
