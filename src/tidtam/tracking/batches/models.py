from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id
from tidtam.tracking.models import KEY_LENGTH, LETTER_LENGTH

from .choices import BulkAct, BulkState, ImportMode, ImportState, ItemState


class Order(models.Model):
    """Something an officer had the platform do with many matters. Only they see it, and it is done in their name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account_id = models.UUIDField()
    grants = ArrayField(models.UUIDField())
    """The roles acted in when it was ordered; it is carried out in those of them that still hold."""
    language = models.CharField(max_length=5)
    """In which its results are written down."""
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)


class BulkAction(Order):
    """One order or letter number, date and outcome for many matters at one step of one process version."""

    act = models.CharField(max_length=8, choices=BulkAct)
    state = models.CharField(max_length=8, choices=BulkState, default=BulkState.DRAFT)
    process_version = models.ForeignKey("tracking.ProcessVersion", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=KEY_LENGTH)
    happened_on = models.DateField(null=True)
    """Empty until the form was filled in."""
    outcome = models.CharField(max_length=KEY_LENGTH, blank=True)
    order_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    letter_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    sealed_text = models.TextField(blank=True)
    """The remark or the note: it may speak of persons."""

    class Meta:
        indexes = [models.Index(fields=["account_id", "-made_at", "-id"], name="tracking_bulk_of_account")]
        constraints = [
            models.CheckConstraint(
                name="tracking_bulk_filled_in",
                condition=Q(state=BulkState.DRAFT) | Q(happened_on__isnull=False),
            )
        ]


class BulkItem(models.Model):
    """One matter of a bulk action, as it was when the officer saw what would happen to it."""

    id = models.BigAutoField(primary_key=True)
    bulk = models.ForeignKey(BulkAction, on_delete=models.PROTECT, related_name="items", db_index=False)
    case = models.ForeignKey("tracking.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    expected_version = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=ItemState, default=ItemState.WAITING)
    reason = models.TextField(blank=True)
    """Why nothing was recorded, in the officer's language."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulk", "case"], name="tracking_bulk_case_once")]

    def __str__(self) -> str:
        return str(self.id)


class CaseImport(Order):
    """A table of running matters: examined first, then brought in, or not."""

    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.CHECKING)
    mode = models.CharField(max_length=4, choices=ImportMode, blank=True)
    process = models.ForeignKey("tracking.Process", on_delete=models.PROTECT, related_name="+")
    process_version = models.ForeignKey("tracking.ProcessVersion", on_delete=models.PROTECT, related_name="+")
    file_id = models.UUIDField()
    unknown_columns = models.JSONField(default=list)
    """Headings that mean nothing here."""
    rows_total = models.PositiveIntegerField(default=0)
    """Known once all of them were examined."""
    rows_read = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    done_to_row = models.PositiveIntegerField(default=0)
    """The last row of the sheet that is settled; a worker that takes over goes on behind it."""
    failure = models.TextField(blank=True)
    """Why the table as a whole could not be taken: the source text, with its facts beside it."""
    failure_facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["account_id", "-made_at", "-id"], name="tracking_import_of_account")]


class ImportMistake(models.Model):
    """What is wrong in one cell, or with one row. What stands there is sealed; it is forgotten with the import."""

    id = models.BigAutoField(primary_key=True)
    case_import = models.ForeignKey(CaseImport, on_delete=models.PROTECT, related_name="mistakes", db_index=False)
    account_id = models.UUIDField()
    """The importer's, for the database's own rule of who reads it."""
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=2 * KEY_LENGTH, blank=True)
    """Its key; empty where the whole row is meant."""
    message = models.TextField()
    facts = models.JSONField(default=dict)
    sealed_found = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["case_import", "row", "id"], name="tracking_import_mistakes")]

    def __str__(self) -> str:
        return str(self.id)
