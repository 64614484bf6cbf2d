"""How the officer who enters is reached."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.registry import actions
from tidtam.products.registry.forms import ContactForm
from tidtam.products.registry.queries.entries import own_institutions
from tidtam.products.registry.queries.recorders import contact_is_current, own_contact

from .answering import done, page_with_form, recorders_only


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
