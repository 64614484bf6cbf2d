from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tidtam.kernel.actor import Refused, acting_as
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.credentials.actions.directory import join_directory, leave_directory
from tidtam.kernel.credentials.forms import DirectoryForm
from tidtam.kernel.credentials.office_directory import OfficeDirectory
from tidtam.kernel.credentials.queries import directory_login_of
from tidtam.kernel.identity.access_control import own_transactions, recently_proved
from tidtam.kernel.identity.http import account_of
from tidtam.kernel.registration.limits import require_patience
from tidtam.kernel.verification.queries import standing_of
from tidtam.web.errors import add_refusal


@own_transactions
@recently_proved
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def directory_sign_in(request: ActorRequest) -> HttpResponse:
    """Whether one signs in with the office's directory, too; POST proves an entry and switches it on."""
    if not OfficeDirectory().is_offered:
        raise Http404
    account, form = account_of(request), DirectoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            require_patience(request, "directory_proof", str(account.pk))
            join_directory(request.actor, account, **form.cleaned_data)
            messages.success(request, _("From now on you may sign in with the directory's password, too."))
            return redirect("directory_sign_in")
        except Refused as refused:
            add_refusal(form, refused)
    with acting_as(request.actor):
        context = {"form": form, "login": directory_login_of(request.actor), "standing": standing_of(request.actor)}
        return render(request, "credentials/directory_sign_in.html", context)


@recently_proved
@require_POST
def directory_sign_in_end(request: ActorRequest) -> HttpResponse:
    leave_directory(request.actor, account_of(request), keep_session=request.session.session_key)
    messages.success(request, _("The directory's password does not sign you in any more."))
    return redirect("account_home")
