from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models

from tidtam.kernel.actor import new_id

from .cases import Case
from .lengths import KEY_LENGTH


class CaseResult(models.Model):
    """What came of a matter, for other parts of the product: content that fits the schema of its name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="results", db_index=False)
    sequence = models.PositiveIntegerField()
    """The event that ended the matter so."""
    name = models.CharField(max_length=KEY_LENGTH)
    happened_on = models.DateField()
    created_at = models.DateTimeField()
    sealed = models.BinaryField()
    """The content under the subject's key."""

    if TYPE_CHECKING:
        content: Mapping[str, Any]
        """Opened by `queries.results`, before it is handed over."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="tracking_result_of_event")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sequence} {self.name}"


class ResultDelivery(models.Model):
    """That a result is to be handed to a subscriber, and when it was; in the transaction of what they made of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    result = models.ForeignKey(CaseResult, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    subscriber = models.CharField(max_length=KEY_LENGTH)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "subscriber"], name="tracking_result_delivered_once")]

    def __str__(self) -> str:
        return f"{self.result_id} {self.subscriber}"
