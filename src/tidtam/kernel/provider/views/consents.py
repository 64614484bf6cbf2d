"""The services one signs in to, what each is told, and taking that back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.provider.actions.consents import withdraw_consent
from tidtam.kernel.provider.choices import labels
from tidtam.kernel.provider.queries.consents import get_consent, own_consents
from tidtam.web.pagination import paginate


@require_safe
@member_required
def my_services(request: ActorRequest) -> HttpResponse:
    found = own_consents(request.actor)
    page = paginate(found, order=("-given_at", "id"), cursor=request.GET.get("cursor"), size=50)
    language = get_language() or "th"
    rows = [(consent, consent.service.name(language), labels(consent.scopes)) for consent in page.items]
    return render(request, "provider/my_services.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def withdraw(request: ActorRequest, consent_id: UUID) -> HttpResponse:
    consent = get_consent(request.actor, consent_id)
    if request.method == "POST":
        withdraw_consent(request.actor, consent)
        messages.success(request, _("The service is told nothing more of you."))
        return redirect("my_services")
    context = {"consent": consent, "name": consent.service.name(get_language() or "th")}
    return render(request, "provider/withdraw.html", {**context, "told": labels(consent.scopes)})
