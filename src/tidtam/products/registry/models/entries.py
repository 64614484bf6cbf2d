from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id
from tidtam.products.registry.choices import Cause, EntryState, Position, Standing

LETTER_LENGTH = 100


class Entry(models.Model):
    """One holder, once. What officers work on is sealed here; what was approved stands in the revisions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.DRAFT)
    sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=0)
    """The number of the revision approved last; nothing is public before there is one."""

    position = models.CharField(max_length=20, choices=Position, blank=True)
    """The highest level held, for lists."""
    standing = models.CharField(max_length=10, choices=Standing, blank=True)
    missing = models.PositiveSmallIntegerField(default=0)
    """How many facts a whole entry would have and this one has not, explained or not."""
    unexplained = models.PositiveSmallIntegerField(default=0)
    """How many facts are missing or differ from the request without a word why."""

    letter_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    letter_on = models.DateField(null=True, blank=True)
    """Of the institution's letter with which the entry was last sent."""
    file_id = models.UUIDField(null=True, blank=True)
    """A copy of that letter."""
    evidence_id = models.UUIDField(null=True, blank=True)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    import_id = models.UUIDField(null=True, blank=True)
    """The import that wrote to it last."""

    class Meta:
        indexes = [
            models.Index(fields=["organization", "-changed_at", "-id"], name="registry_entry_office"),
            models.Index(fields=["-changed_at", "-id"], name="registry_entry_newest"),
            models.Index(
                fields=["submitted_at", "id"], name="registry_entry_awaiting", condition=Q(state=EntryState.AWAITING)
            ),
            models.Index(fields=["import_id"], name="registry_entry_import", condition=Q(import_id__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="registry_entry_sent_with_letter",
                condition=~Q(state=EntryState.AWAITING)
                | Q(submitted_at__isnull=False, letter_on__isnull=False) & ~Q(letter_no=""),
            ),
            models.CheckConstraint(
                name="registry_entry_approved_has_revision",
                condition=~Q(state=EntryState.APPROVED) | Q(revision__gt=0, approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def papers(self) -> list[UUID]:
        return [file_id for file_id in (self.file_id, self.evidence_id) if file_id]

    @property
    def is_public(self) -> bool:
        return self.revision > 0


class Revision(models.Model):
    """What the ministry approved, on which day and for which reason: appended, never changed."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="revisions", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+", db_index=False)
    """The institution the holder belonged to by this revision."""
    number = models.PositiveIntegerField()
    cause = models.CharField(max_length=12, choices=Cause)
    sealed = models.BinaryField()
    approved_on = models.DateField()
    approved_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    effective_on = models.DateField(null=True)
    """From when a change holds, as its letter says."""
    letter_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    letter_on = models.DateField(null=True)
    notice_id = models.UUIDField(null=True)
    papers = ArrayField(models.UUIDField(), default=list)
    """Letters and evidence that came with it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="registry_revision_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.number}"
