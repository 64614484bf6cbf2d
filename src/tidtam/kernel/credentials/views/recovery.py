from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tidtam.kernel.actor import Refused
from tidtam.kernel.credentials.actions.recovery import begin_recovery, finish_recovery, prove_recovery
from tidtam.kernel.credentials.forms import AddressForm, SentCodeForm
from tidtam.kernel.identity.access_control import own_transactions
from tidtam.kernel.identity.forms import NewPasswordForm
from tidtam.kernel.identity.http import actor_of
from tidtam.kernel.registration.limits import require_patience
from tidtam.web.errors import add_refusal


@never_cache
@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """The answer is the same for every address."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        try:
            require_patience(request, "recovery", address)
            begin_recovery(actor_of(request), request.session, address=address, language=get_language() or "th")
            return redirect("recovery_code")
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "credentials/forgotten.html", {"form": form})


@never_cache
@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_code(request: HttpRequest) -> HttpResponse:
    form = SentCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            require_patience(request, "recovery_code")
            prove_recovery(actor_of(request), request.session, code=form.cleaned_data["code"])
            return redirect("recovery_password")
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "credentials/recovery_code.html", {"form": form})


@never_cache
@own_transactions
@sensitive_post_parameters("password", "repeated")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_password(request: HttpRequest) -> HttpResponse:
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            finish_recovery(actor_of(request), request.session, password=form.cleaned_data["password"])
            messages.success(request, _("The new password is in force. Sign in with it."))
            return redirect("sign_in")
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "credentials/recovery_password.html", {"form": form})
