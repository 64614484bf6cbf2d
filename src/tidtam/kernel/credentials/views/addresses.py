from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.credentials.actions.addresses import (
    ask_change,
    prove_change,
    read_stop,
    stop_change,
    stop_own_change,
)
from tidtam.kernel.credentials.forms import NewEmailForm, NewMobileForm, SentCodeForm
from tidtam.kernel.credentials.queries import open_changes
from tidtam.kernel.identity.access_control import recently_proved
from tidtam.kernel.identity.http import account_of, actor_of
from tidtam.kernel.identity.queries.accounts import written_addresses_of
from tidtam.kernel.notifications.choices import Channel
from tidtam.kernel.notifications.gateways import is_offered
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.registration.limits import require_patience
from tidtam.web.errors import add_refusal

_FORMS: dict[str, type[forms.Form]] = {AddressKind.EMAIL: NewEmailForm, AddressKind.MOBILE: NewMobileForm}


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: ActorRequest) -> HttpResponse:
    """Where one is reached; POST stops what is under way."""
    account, under_way = account_of(request), open_changes(request.actor)
    if request.method == "POST":
        for change in under_way:
            stop_own_change(request.actor, change)
        messages.success(request, _("The change was stopped. The address stays as it was."))
        return redirect("addresses")
    found = written_addresses_of(request.actor, account)
    rows = [(kind, kind.label, found.get(kind, "")) for kind in _offered()]
    context = {"rows": rows, "under_way": under_way, "has_person": account.person_id is not None}
    return render(request, "credentials/addresses.html", context)


@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def address_change(request: ActorRequest, kind: str) -> HttpResponse:
    form = _FORMS[_kind(kind)](request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = account_of(request)
        try:
            require_patience(request, "address_change", str(account.pk))
            ask_change(request.actor, account, kind=kind, address=form.cleaned_data["address"])
            return redirect("address_code", kind)
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "credentials/address_change.html", {"form": form, "kind": _kind(kind)})


@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def address_code(request: ActorRequest, kind: str) -> HttpResponse:
    form = SentCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change = prove_change(request.actor, account_of(request), kind=_kind(kind), code=form.cleaned_data["code"])
            messages.success(request, _told(is_in_force=change.is_in_force))
            return redirect("addresses")
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "credentials/address_code.html", {"form": form, "kind": _kind(kind)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address_stop(request: HttpRequest, token: str) -> HttpResponse:
    """From the letter to the old address; whoever reads that need not sign in."""
    if read_stop(token) is None:
        raise Http404
    if request.method == "POST":
        stop_change(actor_of(request), token)
    return render(request, "credentials/address_stop.html", {"is_stopped": request.method == "POST"})


def _told(*, is_in_force: bool) -> str:
    if is_in_force:
        return _("The address is yours and in force.")
    return _("The address is proven. It is in force in 24 hours, unless somebody stops it at the old one.")


def _offered() -> list[AddressKind]:
    return [kind for kind in AddressKind if kind == AddressKind.EMAIL or is_offered(Channel.SMS)]


def _kind(text: str) -> AddressKind:
    if text not in _offered():
        raise Http404
    return AddressKind(text)
