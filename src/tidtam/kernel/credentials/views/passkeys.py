from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.credentials.actions.passkeys import (
    add_passkey,
    enter_with_passkey,
    remove_passkey,
    rename_passkey,
)
from tidtam.kernel.credentials.forms import AddForm, NameForm, ShowForm
from tidtam.kernel.credentials.queries import passkey_rows, passkeys_of
from tidtam.kernel.credentials.webauthn import ask_to_add, ask_to_show
from tidtam.kernel.identity.access_control import own_transactions, recently_proved
from tidtam.kernel.identity.actions.second_factor import may_set_up
from tidtam.kernel.identity.http import account_of, actor_of
from tidtam.kernel.identity.next_page import address, next_of
from tidtam.kernel.identity.queries.acting import is_vouched_for
from tidtam.kernel.identity.queries.second_factor import second_factor_of
from tidtam.web.errors import add_refusal


@member_required
@require_safe
def passkey_list(request: ActorRequest) -> HttpResponse:
    return render(request, "credentials/passkey_list.html", {"passkeys": passkeys_of(request.actor)})


@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_add(request: ActorRequest) -> HttpResponse:
    account, form = account_of(request), AddForm(request.POST or None)
    if not may_set_up(request, request.actor, account):
        return redirect(address("prove_for_second_factor", next_of(request)))
    if request.method == "POST" and form.is_valid():
        try:
            add_passkey(request, request.actor, account, **form.cleaned_data)
            messages.success(request, _("The passkey signs you in from now on."))
            return redirect(address("second_factor_codes", next_of(request)))
        except Refused as refused:
            add_refusal(form, refused)
    context = {
        "form": form,
        "options": ask_to_add(request.session, account, known=passkey_rows(request.actor)),
        "replaces": second_factor_of(request.actor).is_own and is_vouched_for(request, account),
        "next": next_of(request),
    }
    return render(request, "credentials/passkey_add.html", context)


@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: ActorRequest, reference: UUID) -> HttpResponse:
    found = next((one for one in passkeys_of(request.actor) if one.reference == reference), None)
    if found is None:
        raise Http404
    form = NameForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            rename_passkey(request.actor, account_of(request), reference, name=form.cleaned_data["name"])
            messages.success(request, _("The name was changed."))
            return redirect("passkeys")
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "credentials/passkey.html", {"form": form, "passkey": found})


@recently_proved
@require_POST
def passkey_remove(request: ActorRequest, reference: UUID) -> HttpResponse:
    try:
        remove_passkey(request.actor, account_of(request), reference)
        messages.success(request, _("The passkey was removed."))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("passkeys")


@never_cache
@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """A way in of its own; also for who typed the password and is asked for more."""
    next_page, form = next_of(request), ShowForm(request.POST or None)
    if not actor_of(request).is_visitor:
        return redirect(next_page or "landing")
    if request.method == "POST" and form.is_valid():
        try:
            return enter_with_passkey(request, answer=form.cleaned_data["answer"], next_page=next_page)
        except Refused as refused:
            add_refusal(form, refused)
    context = {"form": form, "options": ask_to_show(request.session), "next": next_page}
    return render(request, "credentials/passkey_sign_in.html", context)
