"""The first page of questions, which begins a request: for oneself, or for somebody from a paper."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Person
from tidtam.products.personnel import actions, presenting, queries
from tidtam.products.personnel.choices import Kind
from tidtam.products.personnel.forms import GroupForm, group_form
from tidtam.products.personnel.groups import group_after, groups_of
from tidtam.products.personnel.models import PersonnelRequest

from .answering import done, onward


def begin(request: ActorRequest, kind: str, *, person: Person, office: Organization, is_on_paper: bool) -> HttpResponse:
    """Ask the first questions; whoever has one of this kind in hand is led to that instead."""
    if kind not in Kind.values:
        raise Http404
    going = queries.open_of_kind(request.actor, person.pk, kind)
    if going and request.method != "POST":
        messages.info(request, _("One of this kind is begun or running already; this is it."))
        return redirect("personnel:request_detail", going.pk)
    groups = groups_of(kind, is_on_paper=is_on_paper)
    form = group_form(groups[0], None, request.POST or None)
    drafted = done(form, lambda: _draft(request, form, kind, person=person, office=office, is_on_paper=is_on_paper))
    if drafted:
        return onward(request, drafted, group_after(groups, groups[0].key))
    context = presenting.asking(
        request.actor, kind, groups=groups, asked=groups[0], form=form, person_id=person.pk if is_on_paper else None
    )
    return render(request, "personnel/fill.html", context)


def _draft(
    request: ActorRequest, form: GroupForm, kind: str, *, person: Person, office: Organization, is_on_paper: bool
) -> PersonnelRequest:
    return actions.draft_request(
        request.actor,
        draft_id=form.cleaned_data["draft_id"],
        kind=kind,
        person=person,
        organization=office,
        is_on_paper=is_on_paper,
        facts=form.facts(),
    )
