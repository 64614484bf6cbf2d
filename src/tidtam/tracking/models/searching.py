from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id

from .cases import Case
from .lengths import VIEW_NAME_LENGTH


class CaseSearch(models.Model):
    """The words by which officers find a matter. The database alone writes it, whenever one of them changes.

    The names are those under which the matter's own office knows the person: whoever may not be told a name cannot
    search for it either.
    """

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="search")
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+", db_index=False)
    received_on = models.DateField()
    """Both as the matter says them, so that its words are met in the order of the list and office by office."""
    text = models.TextField()
    """Small letters, Arabic digits, and a blank before each word."""

    class Meta:
        indexes = [
            GinIndex("organization", OpClass("text", name="gin_trgm_ops"), name="tracking_search_words"),
            models.Index(fields=["-received_on", "-case"], name="tracking_search_newest"),
            models.Index(fields=["organization", "-received_on", "-case"], name="tracking_search_of_office"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class SavedView(models.Model):
    """Filters of the work list that somebody uses again and again; their own affair."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account_id = models.UUIDField()
    name = models.CharField(_("name of the view"), max_length=VIEW_NAME_LENGTH)
    query = models.CharField(max_length=1_000, blank=True)
    """The filters as they stand in the address."""
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "name"], name="tracking_view_name"),
            models.UniqueConstraint(
                fields=["account_id"], condition=Q(is_default=True), name="tracking_view_one_default"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
