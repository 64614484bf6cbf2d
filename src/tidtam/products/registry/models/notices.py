from uuid import UUID

from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id
from tidtam.products.registry.choices import OPEN_NOTICES, NoticeKind, NoticeState

from .entries import LETTER_LENGTH, Entry


class ChangeNotice(models.Model):
    """That something about a holder changed: told by letter, approved by the ministry, then a revision."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="notices")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=NoticeKind)
    state = models.CharField(max_length=10, choices=NoticeState)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    """The institution that gives notice; of a transfer, the one that releases."""
    receiving = models.ForeignKey("orgs.Organization", null=True, on_delete=models.PROTECT, related_name="+")
    letter_no = models.CharField(max_length=LETTER_LENGTH)
    letter_on = models.DateField()
    effective_on = models.DateField()
    file_id = models.UUIDField(null=True, blank=True)
    """A copy of the letter."""
    evidence_id = models.UUIDField(null=True, blank=True)
    sealed = models.BinaryField()
    """The new name or status, and what was written beside it."""
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField(null=True)
    accepted_letter_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    accepted_letter_on = models.DateField(null=True, blank=True)
    accepted_file_id = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["-filed_at", "-id"], name="registry_notice_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state__in=OPEN_NOTICES), name="registry_one_open_notice"
            ),
            models.CheckConstraint(
                name="registry_only_transfers_have_receivers",
                condition=Q(kind=NoticeKind.TRANSFER, receiving__isnull=False)
                | ~Q(kind=NoticeKind.TRANSFER) & Q(receiving=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def papers(self) -> list[UUID]:
        """The letter, what proves it, and the letter by which a transfer was accepted."""
        return [file_id for file_id in (self.file_id, self.evidence_id, self.accepted_file_id) if file_id]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_NOTICES


class Recorder(models.Model):
    """Who enters for an institution, and how they are reached now."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account_id = models.UUIDField(unique=True)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=60)
    email = models.EmailField()
    confirmed_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    """When the platform asked for it again; empty once it was confirmed."""
    bounced_at = models.DateTimeField(null=True, blank=True)
    """When mail came back last, since it was confirmed."""

    def __str__(self) -> str:
        return str(self.id)


class Justification(models.Model):
    """Why a holder cannot be entered: one letter a person, tracked as a matter."""

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.OneToOneField("tracking.Case", on_delete=models.PROTECT, related_name="registry_justification")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    letter_no = models.CharField(max_length=LETTER_LENGTH)
    letter_on = models.DateField()
    sealed = models.BinaryField()
    file_id = models.UUIDField(null=True, blank=True)
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return str(self.id)
