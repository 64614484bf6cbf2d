from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.academic import actions, policies, presenting, queries
from tidtam.products.academic.forms import InsideForm

from .doors import done, institution_only, no_longer, page_with_form, to_detail


@page_with_form
@institution_only
def request_inside(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """The institution's own steps are begun, or those that the applicant began are taken up."""
    item = queries.get_request(request.actor, request_id)
    choices = presenting.inside_choices(request.actor, item)
    if not choices:
        raise Http404
    first = {"version": item.version, "received_on": request.actor.today()}
    form = InsideForm(request.POST or None, processes=choices, initial=first)
    begun = done(
        form,
        lambda: actions.begin_inside(
            request.actor,
            item,
            process_key=form.cleaned_data["process"],
            received_on=form.cleaned_data["received_on"],
            version=form.cleaned_data["version"],
        ),
    )
    if begun:
        return to_detail(request, begun, _("The steps inside the institution have begun."))
    if not form.is_bound and not policies.can_begin_inside(request.actor, item):
        return no_longer(request, item)
    return render(request, "web/confirm.html", {"form": form, **presenting.inside_question(item)})
