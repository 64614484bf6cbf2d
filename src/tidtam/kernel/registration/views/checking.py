from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.identity.access_control import own_transactions
from tidtam.kernel.identity.http import actor_of
from tidtam.kernel.registration.actions import ask_for_account
from tidtam.kernel.registration.forms import CheckForm
from tidtam.kernel.registration.limits import require_patience
from tidtam.web.errors import add_refusal


@never_cache
@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
def check_account(request: HttpRequest) -> HttpResponse:
    """Whether one has an account; the page never says it."""
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        try:
            require_patience(request, "account_check", address)
            ask_for_account(actor_of(request), address=address, language=get_language() or "th")
            return redirect("check_account_asked")
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "registration/check_account.html", {"form": form})


@never_cache
@require_safe
def check_account_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "registration/check_account_asked.html")
