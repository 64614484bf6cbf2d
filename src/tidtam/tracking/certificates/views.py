import hashlib
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required, stands_on
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.files.http import download
from tidtam.tracking.queries import get_own_case

from . import actions, queries
from .forms import CodeForm, LanguageForm, PaperForm

BUTTONS = (("th", gettext_lazy("Certificate in Thai")), ("en", gettext_lazy("Certificate in English")))


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: ActorRequest, case_id: UUID) -> HttpResponse:
    case = get_own_case(request.actor, case_id)
    form = LanguageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            issued = actions.issue_certificate(request.actor, case, language=form.cleaned_data["language"])
        except Refused as refused:
            messages.error(request, str(refused.message))
        else:
            return redirect("certificate", issued.pk)
    context = {"case": case, "certificates": queries.certificates_of(request.actor, case), "languages": BUTTONS}
    return render(request, "tracking_certificates/certificates.html", context)


@member_required
@require_safe
def certificate(request: ActorRequest, certificate_id: UUID) -> HttpResponseBase:
    found = queries.get_certificate(request.actor, certificate_id)
    return download(queries.open_certificate(request.actor, found))


@stands_on("my_cases")
@member_required
def end(request: ActorRequest, certificate_id: UUID) -> HttpResponse:
    found = queries.get_certificate(request.actor, certificate_id)
    actions.end_certificate(request.actor, found)
    messages.success(request, _("The certificate was ended. Its code no longer opens anything."))
    return redirect("certificates", found.case_id)


@require_safe
def verify_start(request: HttpRequest) -> HttpResponse:
    """For who has the paper and no camera."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificate_verify", queries.plain_code(form.cleaned_data["code"]))
    return render(request, "tracking_certificates/verify_start.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Anybody who holds the paper; nobody who does not has the code."""
    verified = queries.verify(request.actor, code)  # type: ignore[attr-defined]
    form = PaperForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    is_same = None
    if form.is_bound and form.is_valid():
        is_same = hashlib.file_digest(form.cleaned_data["file"], "sha256").hexdigest() == verified.sha256
    context = {"verified": verified, "form": form, "is_same": is_same}
    return render(request, "tracking_certificates/verify.html", context)
