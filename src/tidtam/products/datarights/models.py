from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id
from tidtam.kernel.people.models import Person

from .choices import Cause, DownloadState, RequestKind


class Download(models.Model):
    """A copy of everything that is kept of a person: private, and for a few days only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    account_id = models.UUIDField()
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=DownloadState, default=DownloadState.WAITING)
    sealed = models.BinaryField(null=True)
    """The JSON, under the person's key; gone once it ended."""
    file_id = models.UUIDField(null=True)
    """The paper of it."""
    ordered_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-ordered_at"], name="datarights_download_of"),
            models.Index(
                fields=["expires_at"], condition=Q(state=DownloadState.READY), name="datarights_download_ends"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state=DownloadState.WAITING), name="datarights_one_being_made"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class DataRequest(models.Model):
    """What a person asks to be done with their data. How it goes stands in its case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=RequestKind)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    account_id = models.UUIDField()
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+", db_index=False)
    organization_path = models.CharField(max_length=400)
    case = models.OneToOneField("tracking.Case", on_delete=models.PROTECT, related_name="data_request")
    item = models.CharField(max_length=60, blank=True)
    """What is to be corrected: a field of the person, or the key of a kind of data."""
    sealed = models.BinaryField()
    """In the person's own words, under their key: what is wrong and what is right, or why it is to be erased."""
    asked_at = models.DateTimeField()
    carried_out_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-asked_at"], name="datarights_request_of")]

    def __str__(self) -> str:
        return str(self.id)


class Erasure(models.Model):
    """That a person's data is erased: what may go at once goes when it is due, the rest once nothing holds it back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    account_id = models.UUIDField(null=True)
    cause = models.CharField(max_length=8, choices=Cause)
    case_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(stopped_at=None, completed_at=None), name="datarights_erasure_due"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(stopped_at=None), name="datarights_one_erasure"),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(begun_at=None), name="datarights_stopped_before_it_began"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class RetentionSetting(models.Model):
    """How long an office keeps one kind of data. Appended, never changed: the newest row counts."""

    id = models.BigAutoField(primary_key=True)
    term = models.CharField(max_length=40)
    days = models.PositiveIntegerField(null=True)
    """None: not configured any more."""
    source = models.CharField(max_length=300)
    """The rule or order that says so."""
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["term", "-id"], name="datarights_term")]

    def __str__(self) -> str:
        return f"{self.term} {self.days}"


class RetentionRun(models.Model):
    """What the nightly job ended of one kind of data."""

    id = models.BigAutoField(primary_key=True)
    term = models.CharField(max_length=40)
    older_than = models.DateTimeField()
    number = models.PositiveIntegerField()
    ran_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["term", "-id"], name="datarights_run")]

    def __str__(self) -> str:
        return f"{self.term} {self.number}"
