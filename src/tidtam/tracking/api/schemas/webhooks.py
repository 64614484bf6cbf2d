"""Subscriptions and what was sent to them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from tidtam.tracking.api.choices import PUBLIC_KINDS, DeliveryState

from .base import In, Out


class SubscriptionIn(In):
    url: str = Field(max_length=500, description="https only.", examples=["https://erp.example.ac.th/tidtam"])
    kinds: list[Literal[PUBLIC_KINDS]] = Field(  # type: ignore[valid-type]  # pydantic reads the tuple
        default_factory=list, max_length=len(PUBLIC_KINDS), description="Which events; none named: all of them."
    )


class SubscriptionOut(Out):
    id: UUID
    url: str
    kinds: list[str]
    created_at: datetime
    paused_at: datetime | None = Field(description="Nothing is sent since then, until it is resumed.")
    failing_since: datetime | None


class NewSubscriptionOut(SubscriptionOut):
    secret: str = Field(description="Shown once. Signs every message: HMAC-SHA-256 of `id.timestamp.body`.")


class SubscriptionsOut(Out):
    items: list[SubscriptionOut]


class DeliveryOut(Out):
    id: UUID = Field(description="The webhook-id of the message.")
    type: str
    case: UUID
    sequence: int
    state: DeliveryState
    attempts: int
    answered: int | None = Field(description="The status of the last answer.")
    failure: str
    created_at: datetime
    next_try_at: datetime | None


class DeliveryPage(Out):
    items: list[DeliveryOut]
    next_cursor: str | None
    previous_cursor: str | None
