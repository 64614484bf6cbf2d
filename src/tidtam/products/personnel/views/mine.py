"""The employee's own pages: what they follow, and how they begin something."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.people.queries import get_person
from tidtam.products.personnel import presenting, queries
from tidtam.tracking.rows import rows_of
from tidtam.web.pagination import paginate

from .answering import page_with_form
from .beginning import begin


def _must_be_staff(request: ActorRequest) -> None:
    """For whoever is in no office's register there is nothing here."""
    if request.actor.office_id is None:
        raise Http404


@require_safe
@member_required
def follow(request: ActorRequest) -> HttpResponse:
    _must_be_staff(request)
    page = paginate(
        queries.own_matters(request.actor), order=("-received_on", "-id"), cursor=request.GET.get("cursor"), size=20
    )
    context = {
        "page": page,
        "rows": rows_of(page.items, request.actor.today()),
        "first_number": queries.number_of(request.actor, page.items[0]) if page.previous_cursor else 1,
        "drafts": [(draft, presenting.state_tag(draft)) for draft in queries.own_drafts(request.actor)],
        "meanings": presenting.meanings(request.actor),
    }
    return render(request, "personnel/follow.html", context)


@require_safe
@member_required
def start(request: ActorRequest) -> HttpResponse:
    _must_be_staff(request)
    context = {"meanings": presenting.meanings(request.actor), "office": queries.own_office(request.actor)}
    return render(request, "personnel/start.html", context)


@page_with_form
@member_required
def start_kind(request: ActorRequest, kind: str) -> HttpResponse:
    _must_be_staff(request)
    office = queries.own_office(request.actor)
    if office is None or request.actor.person_id is None:
        raise Http404
    person = get_person(request.actor, request.actor.person_id)
    return begin(request, kind, person=person, office=office, is_on_paper=False)
