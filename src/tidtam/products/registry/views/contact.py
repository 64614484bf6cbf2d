"""How the officer who enters is reached."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.registry import actions
from tidtam.products.registry.forms import ContactForm
from tidtam.products.registry.queries.entries import get_entry, own_institutions
from tidtam.products.registry.queries.recorders import contact_is_current, own_contact, recorders_named

from .answering import approvers_only, done, page_with_form, recorders_only


@require_POST
@approvers_only
def contact_bounced(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    """Mail to whoever sent this entry came back."""
    entry = get_entry(request.actor, entry_id)
    recorder = recorders_named(request.actor, [entry.submitted_by]).get(entry.submitted_by or entry.pk)
    if recorder is None:
        raise Http404
    actions.report_bounce(request.actor, recorder)
    messages.success(request, _("Recorded. The recorder is asked to confirm their contact before they send anything."))
    return redirect("registry:entry", entry.pk)


@page_with_form
@recorders_only
def contact(request: ActorRequest) -> HttpResponse:
    own = own_contact(request.actor)
    known = {name: getattr(own, name) for name in ("name", "phone", "email")} if own else {"name": request.actor.name}
    offices = own_institutions(request.actor)
    form = ContactForm(request.POST or None, offices=offices, initial=known)
    if done(form, lambda: actions.confirm_contact(request.actor, **form.given())):
        messages.success(request, _("Thank you. You will be asked again in six months."))
        return redirect("registry:entries")
    context = {"form": form, "own": own, "is_current": contact_is_current(request.actor)}
    return render(request, "registry/contact.html", context)
