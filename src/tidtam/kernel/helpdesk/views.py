from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.kernel.identity.access_control import recently_proved
from tidtam.kernel.searching import asked_for, searched
from tidtam.web.errors import add_refusal

from . import actions, queries
from .choices import CONSEQUENCES, Deed
from .forms import ConsentAgainForm, ReasonForm, SearchForm
from .presenting import rows


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.ACCOUNT_ADMIN)
@searched
def account_search(request: ActorRequest) -> HttpResponse:
    search = SearchForm(asked_for(request) if "q" in request.GET else None)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    found = queries.accounts_found(request.actor, words)
    context = {"search": search, "words": words, "rows": found, "is_cut": len(found) == queries.MOST_FOUND}
    return render(request, "helpdesk/search.html", context)


@require_safe
@officer_required(Role.ACCOUNT_ADMIN)
def account_detail(request: ActorRequest, account_id: UUID) -> HttpResponse:
    account = queries.get_account(request.actor, account_id)
    record_view(request.actor, "account", account.pk, account.person_id)
    state = queries.state_of(request.actor, account)
    return render(request, "helpdesk/account.html", {"state": state, "rows": rows(state)})


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.ACCOUNT_ADMIN)
@recently_proved
def account_deed(request: ActorRequest, account_id: UUID, deed: str) -> HttpResponse:
    account = queries.get_account(request.actor, account_id)
    if deed not in Deed.values:
        raise Http404
    text = queries.consent_asked_for(request.actor, account, Deed(deed))
    form = (ConsentAgainForm if text else ReasonForm)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reason, agreed_to = form.cleaned_data["reason"], text.version if text else ""
            actions.help_account(request.actor, account, deed=Deed(deed), reason=reason, agreed_to=agreed_to)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("It is done. The person has been told."))
            return redirect("helpdesk:account", account.pk)
    line = queries.state_of(request.actor, account).line
    context = {"form": form, "line": line, "deed": Deed(deed), "consequence": CONSEQUENCES[Deed(deed)]}
    context["text"], context["wording"] = text, text.wording(account.language) if text else None
    return render(request, "helpdesk/deed.html", context)
