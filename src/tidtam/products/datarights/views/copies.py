"""Copies of one's own data: ordered, waited for, taken away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.files.http import download as send_file
from tidtam.kernel.files.queries import open_file
from tidtam.kernel.identity.access_control import recently_proved
from tidtam.products.datarights import actions, queries
from tidtam.products.datarights.writing import SCHEMA


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proved
def downloads(request: ActorRequest) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.order_download(request.actor)
        except Refused as refused:
            messages.error(request, str(refused.message))
        else:
            messages.success(request, _("The copy is being made. You are told when it is ready; you can go on."))
        return redirect("datarights:downloads")
    return render(request, "datarights/downloads.html", {"downloads": queries.my_downloads(request.actor)})


@require_safe
@recently_proved
def download_json(request: ActorRequest, download_id: UUID) -> HttpResponse:
    text = queries.opened_json(queries.get_download(request.actor, download_id))
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@recently_proved
def download_pdf(request: ActorRequest, download_id: UUID) -> HttpResponseBase:
    found = queries.get_download(request.actor, download_id)
    return send_file(open_file(request.actor, queries.paper_of(found)))


@require_safe
@member_required
def schema(request: ActorRequest) -> HttpResponse:
    """Published, so that a program can read a copy."""
    return HttpResponse(SCHEMA.read_bytes(), content_type="application/schema+json")
