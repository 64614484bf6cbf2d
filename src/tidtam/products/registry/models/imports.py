from django.db import models

from tidtam.products.registry.choices import ImportState
from tidtam.tracking.batches.models import Order

from .entries import LETTER_LENGTH


class RegistryImport(Order):
    """A table of holders: examined first, then brought in, or not. Entered and sent with one letter."""

    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.CHECKING)
    file_id = models.UUIDField()
    letter_no = models.CharField(max_length=LETTER_LENGTH, blank=True)
    letter_on = models.DateField(null=True, blank=True)
    """With which whole entries are sent for approval; without a letter all stay drafts."""
    unknown_columns = models.JSONField(default=list)
    rows_read = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    """Of the persons in the good rows, how many have an entry already."""
    imported = models.PositiveIntegerField(default=0)
    done_to_row = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    failure_facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["account_id", "-made_at", "-id"], name="registry_import_of_account")]


class RegistryMistake(models.Model):
    """What is wrong in one cell, or with one row. What stands there is sealed; it is forgotten with the import."""

    id = models.BigAutoField(primary_key=True)
    registry_import = models.ForeignKey(
        RegistryImport, on_delete=models.PROTECT, related_name="mistakes", db_index=False
    )
    account_id = models.UUIDField()
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    message = models.TextField()
    facts = models.JSONField(default=dict)
    sealed_found = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["registry_import", "row", "id"], name="registry_import_mistakes")]

    def __str__(self) -> str:
        return str(self.id)
