from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.credentials.actions.resets import ask_reset, read_reset, stop_reset
from tidtam.kernel.credentials.forms import ResetForm
from tidtam.kernel.helpdesk.queries import get_account
from tidtam.kernel.identity.access_control import recently_proved
from tidtam.kernel.identity.http import actor_of
from tidtam.web.errors import add_refusal


@officer_required(Role.ACCOUNT_ADMIN)
@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def factor_reset(request: ActorRequest, account_id: UUID) -> HttpResponse:
    account, form = get_account(request.actor, account_id), ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_reset(request.actor, account, reason=form.cleaned_data["reason"])
            messages.success(request, _("The second factor is taken away in 24 hours, unless the person stops it."))
            return redirect("account_helped", account.pk)
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "credentials/factor_reset.html", {"form": form, "account": account})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset_stop(request: HttpRequest, token: str) -> HttpResponse:
    """From the letter; whoever lost nothing can stop it without signing in."""
    if read_reset(token) is None:
        raise Http404
    if request.method == "POST":
        stop_reset(actor_of(request), token)
    return render(request, "credentials/reset_stop.html", {"is_stopped": request.method == "POST"})
