"""Lines of the log of deliveries, ready to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from tidtam.tracking.choices import EventKind

from .choices import DeliveryState, Failure
from .models import Delivery

_DRESS = {DeliveryState.WAITING: "waiting", DeliveryState.DELIVERED: "done", DeliveryState.GIVEN_UP: "late"}


@dataclass(frozen=True, slots=True)
class Row:
    delivery: Delivery
    kind: str
    status_kind: str
    status: str
    failure: str
    is_waiting: bool


def rows_of(deliveries: Iterable[Delivery]) -> list[Row]:
    return [
        Row(
            delivery=delivery,
            kind=str(EventKind(delivery.event.kind).label),
            status_kind=_DRESS[DeliveryState(delivery.state)],
            status=str(DeliveryState(delivery.state).label),
            failure=str(Failure(delivery.failure).label) if delivery.failure else "",
            is_waiting=delivery.state == DeliveryState.WAITING,
        )
        for delivery in deliveries
    ]
