from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from tidtam.products.registry.choices import Dimension, Position

from .entries import Entry


class Holding(models.Model):
    """One level of an approved holder, as the public search shows it: nothing else of the person stands here.

    Only what is public stands here at all; a level that is no longer said is taken out.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="holdings", db_index=False)
    position = models.CharField(max_length=20, choices=Position)
    name = models.CharField(max_length=320)
    field_code = models.CharField(max_length=4, blank=True)
    field_name = models.CharField(max_length=200, blank=True)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+", db_index=False)
    appointed_on = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    sort_name = models.CharField(max_length=320, db_collation="th-x-icu")
    """The name without its title, by which the list goes."""
    words = models.TextField()
    """What is searched: each word with a blank before it."""

    class Meta:
        indexes = [
            GinIndex(OpClass("words", name="gin_trgm_ops"), name="registry_holding_words"),
            models.Index(fields=["sort_name", "id"], name="registry_holding_by_name"),
            models.Index(fields=["organization", "sort_name", "id"], name="registry_holding_office"),
            models.Index(fields=["field_code", "sort_name", "id"], name="registry_holding_field"),
            models.Index(fields=["year", "sort_name", "id"], name="registry_holding_year"),
        ]
        constraints = [models.UniqueConstraint(fields=["entry", "position"], name="registry_holding_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.position}"


class Tally(models.Model):
    """How many hold which level, by institution, field or year: counted by a job, read by the public page."""

    id = models.BigAutoField(primary_key=True)
    dimension = models.CharField(max_length=12, choices=Dimension)
    key = models.CharField(max_length=40)
    """The institution's id, the code of the field, or the year; empty where it is not known."""
    label = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=20, choices=Position)
    number = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dimension", "key", "position"], name="registry_tally_once")]

    def __str__(self) -> str:
        return f"{self.dimension} {self.key} {self.position}"
