"""What a person sees who signs in for a service: user name and password, then consent."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tidtam.kernel.actor import Refused
from tidtam.sandbox.digital_id import queries
from tidtam.sandbox.digital_id.actions.authorize import cancel_sign_in, consent_to, know_holder
from tidtam.sandbox.digital_id.choices import SignInStatus
from tidtam.sandbox.digital_id.claims import SCOPES
from tidtam.sandbox.digital_id.forms import SignInForm
from tidtam.sandbox.digital_id.models import SignIn

from .browser import browser_of, refused_page


def _own(request: HttpRequest, sign_in_id: UUID) -> SignIn:
    return queries.sign_in_of(browser_of(request), sign_in_id)


def _service(sign_in: SignIn) -> str:
    client = queries.client_of(sign_in.client_id)
    return client.name(get_language() or "th") if client else sign_in.client_id


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    found = _own(request, sign_in_id)
    if found.status == SignInStatus.KNOWN:
        return redirect("digital_id_sandbox:consent", found.id)
    form = SignInForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            know_holder(found, **form.cleaned_data)
            return redirect("digital_id_sandbox:consent", found.id)
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "sign_in": found, "service": _service(found), "samples": queries.samples()}
    return render(request, "digital_id/sign_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    found = _own(request, sign_in_id)
    if found.status == SignInStatus.OPEN:
        return redirect("digital_id_sandbox:sign_in", found.id)
    if request.method == "POST":
        try:
            return HttpResponseRedirect(consent_to(found.id))
        except Refused as refused:
            return refused_page(request, refused)
    told = list(dict.fromkeys(str(SCOPES[scope]) for scope in found.scopes.split()))
    return render(request, "digital_id/consent.html", {"sign_in": found, "service": _service(found), "told": told})


@require_POST
def cancel(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    try:
        return HttpResponseRedirect(cancel_sign_in(_own(request, sign_in_id).id))
    except Refused as refused:
        return refused_page(request, refused)
