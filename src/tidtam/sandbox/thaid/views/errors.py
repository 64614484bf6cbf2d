from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused


def refused_page(request: HttpRequest, refused: Refused, status: int = 400) -> HttpResponse:
    """For what can be answered neither in a form nor at the service's own address."""
    return render(request, "thaid/refused.html", {"message": refused.message, "code": refused.code}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused_page(request, Refused(_("There is no such page, or it is not yours."), code="not_found"), 404)


def forged_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = _("The form did not come from a page of ours, or the page is too old. Go back, reload it and try again.")
    return refused_page(request, Refused(text, code="csrf"), 403)


def server_error(request: HttpRequest) -> HttpResponse:
    text = _("Something went wrong in the sandbox. Try again; nothing was signed in.")
    return refused_page(request, Refused(text, code="server_error"), 500)
