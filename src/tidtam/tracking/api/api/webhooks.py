from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status

from tidtam.tracking.api.actions import webhooks as actions
from tidtam.tracking.api.calls import ClientToken, once
from tidtam.tracking.api.choices import Scope
from tidtam.tracking.api.door import ApiRequest
from tidtam.tracking.api.lists import page_of_deliveries
from tidtam.tracking.api.presenting import absolute, subscription_row
from tidtam.tracking.api.queries import webhooks as queries
from tidtam.tracking.api.responses import changed, ok
from tidtam.tracking.api.schemas.base import PageIn
from tidtam.tracking.api.schemas.webhooks import (
    DeliveryPage,
    NewSubscriptionOut,
    SubscriptionIn,
    SubscriptionOut,
    SubscriptionsOut,
)

router = Router(tags=["Webhooks"])
AUTH = ClientToken(Scope.WEBHOOKS)


@router.get(
    "",
    auth=AUTH,
    response=ok(SubscriptionsOut),
    url_name="webhooks",
    operation_id="listWebhooks",
    summary="The client's subscriptions",
)
def list_webhooks(request: ApiRequest) -> SubscriptionsOut:
    """Those that have not ended, and how their receivers have been."""
    found = queries.subscriptions(request.actor).order_by("created_at", "id")
    return SubscriptionsOut(items=[subscription_row(row) for row in found])


@router.post(
    "",
    auth=AUTH,
    response=changed(NewSubscriptionOut, status=201),
    url_name="webhooks",
    operation_id="subscribe",
    summary="Be told of what happens",
)
@once
def subscribe(request: ApiRequest, body: SubscriptionIn, response: HttpResponse) -> Status[NewSubscriptionOut]:
    """Each event of a matter that the client may see is sent to the address, signed with the secret of this answer.

    The receiver answers with any 2xx within ten seconds. What fails is tried again for three days; the header
    webhook-id stays the same, so that nothing counts twice. Redirects are not followed.
    """
    made = actions.subscribe(request.actor, url=body.url, kinds=body.kinds)
    row = subscription_row(made.subscription)
    response.headers["Location"] = absolute("webhook", row.id)
    return Status(201, NewSubscriptionOut(**row.model_dump(), secret=made.secret))


@router.get(
    "/{uuid:webhook_id}",
    auth=AUTH,
    response=ok(SubscriptionOut, 404),
    url_name="webhook",
    operation_id="readWebhook",
    summary="One subscription",
)
def read_webhook(request: ApiRequest, webhook_id: UUID) -> SubscriptionOut:
    """Its address, its kinds of events, and how its receiver has been. The secret is not shown again."""
    return subscription_row(queries.get_subscription(request.actor, webhook_id))


@router.delete(
    "/{uuid:webhook_id}",
    auth=AUTH,
    response=ok(None, 404, status=204),
    url_name="webhook",
    operation_id="unsubscribe",
    summary="Be told no more",
)
def unsubscribe(request: ApiRequest, webhook_id: UUID) -> Status[None]:
    """Nothing more is sent, not even what waits."""
    actions.unsubscribe(request.actor, queries.get_subscription(request.actor, webhook_id))
    return Status(204, None)


@router.post(
    "/{uuid:webhook_id}/resume",
    auth=AUTH,
    response=changed(SubscriptionOut, 404),
    url_name="webhook_resume",
    operation_id="resumeWebhook",
    summary="Let a paused subscription go on",
)
@once
def resume(request: ApiRequest, webhook_id: UUID) -> SubscriptionOut:
    """The receiver works again: what waited is sent, the oldest first."""
    return subscription_row(actions.resume(request.actor, queries.get_subscription(request.actor, webhook_id)))


@router.get(
    "/{uuid:webhook_id}/deliveries",
    auth=AUTH,
    response=ok(DeliveryPage, 404, 422),
    url_name="webhook_deliveries",
    operation_id="listDeliveries",
    summary="What was sent, and what came of it",
)
def list_deliveries(request: ApiRequest, webhook_id: UUID, wanted: Query[PageIn]) -> DeliveryPage:
    """The latest first; kept for thirty days."""
    return page_of_deliveries(request.actor, queries.get_subscription(request.actor, webhook_id), wanted)
