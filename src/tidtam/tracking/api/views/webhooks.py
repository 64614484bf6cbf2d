"""What is sent to a client, for those who see to it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.programs.queries import get_client
from tidtam.tracking.api.actions import webhooks as actions
from tidtam.tracking.api.delivery_log import rows_of
from tidtam.tracking.api.queries import webhooks as queries
from tidtam.web.pagination import paginate


@require_safe
@officer_required(Role.ROLE_ADMIN)
def client_webhooks(request: ActorRequest, client_id: UUID) -> HttpResponse:
    client = get_client(request.actor, client_id)
    found = queries.deliveries_of_client(request.actor, client.pk)
    page = paginate(found, order=("-created_at", "-id"), cursor=request.GET.get("cursor"), size=50)
    living = queries.subscriptions(request.actor).filter(client=client).order_by("created_at", "id")
    context = {"client": client, "subscriptions": living, "page": page, "rows": rows_of(page.items)}
    return render(request, "tracking_api/webhooks.html", context)


@require_POST
@officer_required(Role.ROLE_ADMIN)
def webhook_resume(request: ActorRequest, webhook_id: UUID) -> HttpResponse:
    subscription = queries.get_subscription(request.actor, webhook_id)
    actions.resume(request.actor, subscription)
    messages.success(request, _("The messages go on; what waited is sent first."))
    return redirect("api_client_webhooks", subscription.client_id)


@require_POST
@officer_required(Role.ROLE_ADMIN)
def delivery_again(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    delivery = queries.get_delivery(request.actor, delivery_id)
    actions.send_again(request.actor, delivery)
    messages.success(request, _("The message is sent again within a few seconds."))
    return redirect("api_client_webhooks", delivery.subscription.client_id)
