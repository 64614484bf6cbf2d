import hmac
from http import HTTPStatus
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import reading
from .chatting import write_to_office
from .tray import Message, keep, latest_messages

CHATTER = "U0000000000000000000000000000demo"


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "messages/sent.html", {"messages_sent": latest_messages()})


@csrf_exempt  # a gateway: whoever posts shows the token
@require_POST
def sms(request: HttpRequest) -> HttpResponse:
    return _taken(request, settings.ENVIRONMENT.sms_token, reading.read_sms(request, request.actor.now()))  # type: ignore[attr-defined]


@csrf_exempt  # a gateway: whoever posts shows the token
@require_POST
def line(request: HttpRequest) -> HttpResponse:
    return _taken(request, settings.ENVIRONMENT.line_token, reading.read_line(request, request.actor.now()))  # type: ignore[attr-defined]


def _taken(request: HttpRequest, token: str, message: Message | None) -> HttpResponse:
    shown = request.headers.get("Authorization", "").encode()
    if not token or not hmac.compare_digest(f"Bearer {token}".encode(), shown):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    if message is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    keep(message)
    return HttpResponse(status=HTTPStatus.OK)


@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: HttpRequest, account: str) -> HttpResponse:
    """The chat with the office's account, the words already written."""
    if request.method == "POST":
        write_to_office(request, CHATTER, request.POST.get("words", ""))
        return redirect("notice_settings")
    words = unquote(request.META.get("QUERY_STRING", ""))
    return render(request, "messages/chat.html", {"account": account, "words": words})
