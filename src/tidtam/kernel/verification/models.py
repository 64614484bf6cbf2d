from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id
from tidtam.kernel.identity.models import Account
from tidtam.kernel.orgs.models import Organization

from .choices import EVIDENCE_SOURCES, OPEN, Ending, State, Way
from .connectors import Result


class VerificationRequest(models.Model):
    """One try of one person to be known for who they are; an account has one open at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="verification_requests")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    """Whose key seals what is sealed here: of the account, then as now."""
    way = models.CharField(max_length=12, choices=Way)
    state = models.CharField(max_length=10, choices=State)
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    """The office whose administrator looks at a document."""
    sealed_card = models.TextField(blank=True)
    """What was typed from the card, while a source is being asked: a day at most, and gone with the request's end."""
    card_until = models.DateTimeField(null=True)
    sealed_facts = models.BinaryField(null=True)
    """What the person declares beside the document; forgotten with it, some time after the request ended."""
    sealed_reason = models.BinaryField(null=True)
    """What the administrator gave as reason."""
    ending = models.CharField(max_length=16, choices=Ending, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    """How often sources were asked that did not answer."""
    next_try_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["organization", "state", "submitted_at"], name="verification_queue"),
            models.Index(fields=["card_until"], name="verification_cards", condition=~Q(sealed_card="")),
            models.Index(fields=["ended_at"], name="verification_documents", condition=Q(sealed_facts__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(state__in=OPEN), name="verification_one_open"),
            models.CheckConstraint(
                name="verification_card_waits",
                condition=Q(sealed_card="", card_until=None)
                | ~Q(sealed_card="") & Q(state=State.CHECKING, card_until__isnull=False),
            ),
            models.CheckConstraint(
                name="verification_ended",
                condition=Q(state__in=OPEN, ended_at=None) | ~Q(state__in=OPEN) & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="verification_has_office",
                condition=~Q(way=Way.DOCUMENT)
                | Q(organization__isnull=False) & (~Q(state__in=OPEN) | Q(sealed_facts__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class EvidenceRow(models.Model):
    """That something was checked: when, by which source, with which result. Codes only; never what was typed."""

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(VerificationRequest, on_delete=models.PROTECT, related_name="evidence")
    source = models.CharField(max_length=16, choices=EVIDENCE_SOURCES)
    result = models.CharField(max_length=10, choices=Result)
    checked = ArrayField(models.CharField(max_length=16))
    differing = ArrayField(models.CharField(max_length=16))
    checked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["request", "checked_at"], name="verification_evidence")]

    def __str__(self) -> str:
        return str(self.pk)
