"""The clients of an organisation, for those who hand out its roles."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.identity import shown_secrets
from tidtam.kernel.identity.access_control import recently_proved
from tidtam.kernel.identity.models import ApiClient
from tidtam.kernel.programs import actions, api_scopes, client_pages, queries
from tidtam.kernel.programs.forms import ApiClientForm, RotateForm
from tidtam.web.errors import add_refusal
from tidtam.web.navigation import role_label
from tidtam.web.pagination import paginate


@require_safe
@officer_required(Role.ROLE_ADMIN)
def client_list(request: ActorRequest) -> HttpResponse:
    current = request.GET.get("show") != "past"
    found = queries.visible_clients(request.actor, current=current)
    page = paginate(found, order=("organization__path", "name", "id"), cursor=request.GET.get("cursor"), size=50)
    rows = [(client, role_label(client.role)) for client in page.items]
    return render(request, "programs/client_list.html", {"page": page, "rows": rows, "current": current})


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.ROLE_ADMIN)
@recently_proved
def client_new(request: ActorRequest) -> HttpResponse:
    form = ApiClientForm(request.actor, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_client(request.actor, **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return _show_once(request, made)
    return render(request, "programs/client_new.html", {"form": form})


@require_safe
@officer_required(Role.ROLE_ADMIN)
def client_detail(request: ActorRequest, client_id: UUID) -> HttpResponse:
    client = queries.get_client(request.actor, client_id)
    context = {
        **_facts(client),
        "secrets": queries.valid_secrets(request.actor, client),
        "new_secret": shown_secrets.take(request.session, client.pk),
        "token_url": f"{settings.ENVIRONMENT.base_url}{reverse('oauth_token')}",
        "pages": [(reverse(name, args=[client.pk]), label) for name, label in client_pages.pages()],
    }
    return render(request, "programs/client.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.ROLE_ADMIN)
@recently_proved
def client_rotate(request: ActorRequest, client_id: UUID) -> HttpResponse:
    client = queries.get_client(request.actor, client_id)
    form = RotateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.rotate_secret(request.actor, client, overlap=form.cleaned_data["overlap"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return _show_once(request, made)
    return render(request, "programs/client_rotate.html", {**_facts(client), "form": form})


@require_POST
@officer_required(Role.ROLE_ADMIN)
def client_end_old(request: ActorRequest, client_id: UUID) -> HttpResponse:
    client = queries.get_client(request.actor, client_id)
    actions.end_old_secrets(request.actor, client)
    messages.success(request, _("Only the newest secret counts from now on."))
    return redirect("api_client", client.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.ROLE_ADMIN)
def client_end(request: ActorRequest, client_id: UUID) -> HttpResponse:
    client = queries.get_client(request.actor, client_id)
    if request.method == "POST":
        actions.end_client(request.actor, client)
        messages.success(request, _("The client was ended. Its next call is refused."))
        return redirect("api_client", client.pk)
    return render(request, "programs/client_end.html", _facts(client))


def _facts(client: ApiClient) -> dict[str, Any]:
    return {
        "client": client,
        "role": role_label(client.role),
        "scopes": [(key, api_scopes.label_of(key)) for key in client.scopes],
    }


def _show_once(request: ActorRequest, made: actions.NewSecret) -> HttpResponse:
    shown_secrets.put(request.session, made.client.pk, made.secret)
    return redirect("api_client", made.client.pk)
