from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.issuers.actions import joining as actions
from tidtam.kernel.issuers.browser_state import forget_joining
from tidtam.kernel.issuers.forms import JoinForm
from tidtam.kernel.issuers.queries.joining import joinable_in
from tidtam.web.errors import add_refusal


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_accounts(request: ActorRequest) -> HttpResponse:
    """Both accounts side by side; nothing is joined before the person says so."""
    found = joinable_in(request)
    if found is None:
        if request.method == "POST":
            raise actions.too_late()
        return redirect("account_home")
    form = JoinForm(request.POST or None, joinable=found)
    if request.method == "POST" and form.is_valid():
        if not form.joins:
            forget_joining(request.session)
            messages.success(request, _("The two accounts stay apart. You are signed in to the permanent one."))
            return redirect("landing")
        try:
            actions.join_accounts(request, take=form.cleaned_data["take"], code=form.cleaned_data["code"])
            messages.success(request, _("The two accounts are one. You were signed out everywhere else."))
            return redirect("landing")
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "issuers/join_accounts.html", {"form": form, "found": found})
