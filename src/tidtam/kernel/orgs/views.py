from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import Outdated, Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.searching import asked_for, searched
from tidtam.web.errors import add_refusal
from tidtam.web.pagination import paginate

from . import actions, queries
from .forms import ChangeContactForm, ContactForm, EndContactForm, SearchForm, facts_of
from .policies import CONTACT_KEEPERS


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask: the offices that run the service, or one other office."""
    code = request.GET.get("office", "")
    office = queries.get_organization(code) if code else None
    context = {
        "office": office,
        "sections": queries.directory(office),
        "others": queries.other_offices_with_contacts(),
    }
    return render(request, "orgs/contact.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(*CONTACT_KEEPERS)
@searched
def contact_offices(request: ActorRequest) -> HttpResponse:
    search = SearchForm(asked_for(request))
    words = search.cleaned_data["q"] if search.is_valid() else ""
    page = paginate(
        queries.offices_to_keep(request.actor, words),
        order=("rank", "thai_name", "id"),
        cursor=request.GET.get("cursor"),
        size=30,
    )
    return render(request, "orgs/contact_offices.html", {"page": page, "search": search})


@require_safe
@officer_required(*CONTACT_KEEPERS)
def contact_office(request: ActorRequest, organization_id: UUID) -> HttpResponse:
    office = queries.get_office_to_keep(request.actor, organization_id)
    return render(request, "orgs/contact_office.html", {"office": office, "contacts": queries.contacts_of(office)})


@require_http_methods(["GET", "POST"])
@officer_required(*CONTACT_KEEPERS)
def contact_add(request: ActorRequest, organization_id: UUID) -> HttpResponse:
    office = queries.get_office_to_keep(request.actor, organization_id)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_contact(request.actor, office, form.facts())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The contact was added. Everybody can see it."))
            return redirect("contact_office", office.pk)
    return render(request, "orgs/contact_form.html", {"form": form, "office": office})


@require_http_methods(["GET", "POST"])
@officer_required(*CONTACT_KEEPERS)
def contact_change(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    found = queries.get_contact_to_keep(request.actor, contact_id)
    form = ChangeContactForm(request.POST if request.method == "POST" else None, initial=facts_of(found))
    outdated = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_contact(request.actor, found, form.facts(), version=form.cleaned_data["version"])
        except Refused as refused:
            add_refusal(form, refused)
            outdated = isinstance(refused, Outdated)
        else:
            messages.success(request, _("The contact was changed."))
            return redirect("contact_office", found.organization_id)
    context = {"form": form, "office": found.organization, "contact": found, "outdated": outdated}
    return render(request, "orgs/contact_form.html", context)


@require_http_methods(["GET", "POST"])
@officer_required(*CONTACT_KEEPERS)
def contact_end(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    found = queries.get_contact_to_keep(request.actor, contact_id)
    form = EndContactForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_contact(request.actor, found, version=form.cleaned_data["version"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The contact was removed."))
            return redirect("contact_office", found.organization_id)
    context = {
        "form": form,
        "heading": _("Remove this contact?"),
        "rows": [(_("Contact"), found.label), (_("Telephone"), found.phone), (_("E-mail"), found.email)],
        "consequence": _("People will no longer find this contact on the contact page."),
        "submit_text": _("Remove the contact"),
        "is_dangerous": True,
        "cancel_url": reverse("contact_office", args=[found.organization_id]),
    }
    return render(request, "web/confirm.html", context)
