"""The pages of the process itself: which sandboxes there are and what each received; the language; refusals."""

from typing import cast

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .sandboxes import SANDBOXES, JoinedSandbox


def joined() -> list[JoinedSandbox]:
    return [cast(JoinedSandbox, apps.get_app_config(sandbox.label)) for sandbox in SANDBOXES]


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    listed = [(sandbox, sandbox.latest_received()) for sandbox in joined()]
    return render(request, "outside/start.html", {"listed": listed})


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"live": True, "sandboxes": [sandbox.label for sandbox in SANDBOXES]})


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    response = redirect(wanted if is_ours else "start")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, httponly=True, samesite="Lax"
        )
    return response


def _refused(request: HttpRequest, text: str, status: int) -> HttpResponse:
    return render(request, "outside/refused.html", {"text": text}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refused(request, _("There is no such page, or it is not yours."), 404)


def forged_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = _("The form did not come from a page of ours, or the page is too old. Go back, reload it and try again.")
    return _refused(request, text, 403)


def server_error(request: HttpRequest) -> HttpResponse:
    return _refused(request, _("Something went wrong in the sandbox. Try again; nothing was signed in."), 500)
