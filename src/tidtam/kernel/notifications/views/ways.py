"""The devices and chats in which a person is told, and the doors that browsers and LINE come in by."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required, stands_on
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.notifications import actions, queries
from tidtam.kernel.notifications.chats import read_happenings
from tidtam.kernel.notifications.forms import DeviceForm
from tidtam.kernel.notifications.gateways.line import is_from_line
from tidtam.kernel.notifications.links import read_chat_words

_WORKER = Path(__file__).parents[1] / "static" / "notifications" / "worker.js"


@stands_on("notice_settings")
@member_required
def device_add(request: ActorRequest) -> HttpResponse:
    form = DeviceForm(request.POST)
    try:
        if form.is_valid():
            actions.link_device(request.actor, form.subscription())
            messages.success(request, _("From now on you are told on this device too."))
        else:
            messages.error(request, _("This browser did not say how it can be reached. Try again, or use e-mail."))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("notice_settings")


@stands_on("notice_settings")
@member_required
def destination_end(request: ActorRequest, destination_id: UUID) -> HttpResponse:
    actions.unlink(request.actor, queries.get_destination(request.actor, destination_id))
    messages.success(request, _("You are not told there any more."))
    return redirect("notice_settings")


@require_safe
@cache_control(max_age=3_600)
def push_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root of the site, because it may show notices for the whole of it."""
    return HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


@csrf_exempt  # LINE's server posts here; its signature over the whole body is the proof
@require_POST
def line_webhook(request: HttpRequest) -> HttpResponse:
    signature = request.headers.get("X-Line-Signature", "")
    if not is_from_line(settings.ENVIRONMENT.line_secret, request.body, signature):
        return HttpResponse(status=403)
    actor = request.actor  # type: ignore[attr-defined]
    for happened in read_happenings(request.body):
        whose = read_chat_words(happened.words)
        if happened.has_left:
            actions.unlink_chat(actor, happened.user)
        elif whose is not None:
            actions.link_chat(actor, whose, happened.user)
    return HttpResponse(status=200)
