"""The services of an organisation, for those who register them."""

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
from tidtam.kernel.programs.forms import RotateForm
from tidtam.kernel.provider.actions import services as actions
from tidtam.kernel.provider.choices import labels
from tidtam.kernel.provider.forms import ChangeServiceForm, NewServiceForm, as_typed
from tidtam.kernel.provider.models import Service
from tidtam.kernel.provider.queries import services as queries
from tidtam.web.errors import add_refusal
from tidtam.web.pagination import paginate


@require_safe
@officer_required(Role.CLIENT_ADMIN)
def service_list(request: ActorRequest) -> HttpResponse:
    current = request.GET.get("show") != "past"
    found = queries.visible_services(request.actor, current=current)
    page = paginate(found, order=("organization__path", "name_th", "id"), cursor=request.GET.get("cursor"), size=50)
    return render(request, "provider/service_list.html", {"page": page, "current": current})


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.CLIENT_ADMIN)
@recently_proved
def service_new(request: ActorRequest) -> HttpResponse:
    form = NewServiceForm(request.actor, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            office = form.cleaned_data["organization"]
            made = actions.register_service(request.actor, organization=office, facts=form.facts())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return _show_once(request, made)
    return render(request, "provider/service_new.html", {"form": form})


@require_safe
@officer_required(Role.CLIENT_ADMIN)
def service_detail(request: ActorRequest, service_id: UUID) -> HttpResponse:
    service = queries.get_service(request.actor, service_id)
    context = {
        **_facts(service),
        "secrets": queries.valid_secrets(request.actor, service),
        "new_secret": shown_secrets.take(request.session, service.pk),
        "discovery_url": f"{settings.ENVIRONMENT.base_url}{reverse('openid_configuration')}",
    }
    return render(request, "provider/service.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.CLIENT_ADMIN)
@recently_proved
def service_change(request: ActorRequest, service_id: UUID) -> HttpResponse:
    service = queries.get_service(request.actor, service_id)
    form = ChangeServiceForm(request.POST if request.method == "POST" else None, initial=as_typed(service))
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.change_service(request.actor, service, version=version, facts=form.facts())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The service was changed. It counts from now on."))
            return redirect("service", service.pk)
    return render(request, "provider/service_change.html", {"service": service, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.CLIENT_ADMIN)
@recently_proved
def service_rotate(request: ActorRequest, service_id: UUID) -> HttpResponse:
    service = queries.get_service(request.actor, service_id)
    form = RotateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.rotate_secret(request.actor, service, overlap=form.cleaned_data["overlap"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return _show_once(request, made)
    return render(request, "provider/service_rotate.html", {"service": service, "form": form})


@require_POST
@officer_required(Role.CLIENT_ADMIN)
def service_end_old(request: ActorRequest, service_id: UUID) -> HttpResponse:
    service = queries.get_service(request.actor, service_id)
    actions.end_old_secrets(request.actor, service)
    messages.success(request, _("Only the newest secret counts from now on."))
    return redirect("service", service.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.CLIENT_ADMIN)
def service_end(request: ActorRequest, service_id: UUID) -> HttpResponse:
    service = queries.get_service(request.actor, service_id)
    if request.method == "POST":
        actions.end_service(request.actor, service)
        messages.success(request, _("The service was ended. Nobody signs in there with their account any more."))
        return redirect("service", service.pk)
    return render(request, "provider/service_end.html", _facts(service))


def _facts(service: Service) -> dict[str, Any]:
    return {"service": service, "told": labels(service.scopes)}


def _show_once(request: ActorRequest, made: actions.NewSecret) -> HttpResponse:
    shown_secrets.put(request.session, made.service.pk, made.secret)
    return redirect("service", made.service.pk)
