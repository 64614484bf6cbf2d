from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from tidtam.kernel.actor.gate import member_required, stands_on
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.notifications import actions, queries
from tidtam.kernel.notifications.forms import ChannelsForm
from tidtam.kernel.notifications.kinds import find_kind
from tidtam.kernel.notifications.links import read_stop
from tidtam.kernel.notifications.ways import ways_page
from tidtam.web.pagination import paginate


@require_GET
@member_required
def notices(request: ActorRequest) -> HttpResponse:
    page = paginate(
        queries.my_notices(request.actor), order=("-created_at", "-id"), cursor=request.GET.get("cursor"), size=20
    )
    context = {
        "page": page,
        "notices": queries.readable(page.items),
        "unread": queries.unread_count(request.actor),
    }
    return render(request, "notifications/notices.html", context)


@require_GET
@member_required
def notice(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """Opening a notice is reading it."""
    found = queries.get_notice(request.actor, notice_id)
    actions.read_notice(request.actor, found)
    context = {"readable": queries.readable([found])[0], "deliveries": queries.deliveries_of(found)}
    return render(request, "notifications/notice.html", context)


@stands_on("notices")
@member_required
def read_all(request: ActorRequest) -> HttpResponse:
    actions.read_all_notices(request.actor)
    messages.success(request, _("All notices are marked as read."))
    return redirect("notices")


@require_http_methods(["GET", "POST"])
@member_required
def settings(request: ActorRequest) -> HttpResponse:
    choices = queries.my_choices(request.actor)
    form = ChannelsForm(choices, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.choose_channels(request.actor, form.wanted())
        messages.success(request, _("Your choice was saved."))
        return redirect("notice_settings")
    always = [choice for choice in choices if not choice.is_optional]
    context = {"form": form, "always": always, **ways_page(request.actor)}
    return render(request, "notifications/settings.html", context)


@csrf_exempt  # a mail program posts here by itself (RFC 8058); the signed token is the proof, and it can only stop mail
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Works without signing in: whoever has the message may stop the next one."""
    asked = read_stop(token)
    kind = find_kind(asked.kind) if asked else None
    if asked is None or kind is None:
        raise Http404("no such link")
    if request.method == "POST":
        actions.stop_messages(request.actor, asked)  # type: ignore[attr-defined]
    return render(request, "notifications/stop.html", {"kind": kind, "is_stopped": request.method == "POST"})
