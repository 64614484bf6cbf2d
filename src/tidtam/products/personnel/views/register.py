"""The register of staff: who serves where, and what is entered for them from a paper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.kernel.searching import asked_for, searched
from tidtam.products.personnel import actions, presenting, queries
from tidtam.products.personnel.forms import SearchForm, StaffForm
from tidtam.web.pagination import paginate

from .answering import done, office_only, page_with_form
from .beginning import begin


@page_with_form
@office_only
@searched
def staff_list(request: ActorRequest) -> HttpResponse:
    search = SearchForm(asked_for(request))
    words = search.words()
    page = paginate(
        queries.register(request.actor, words),
        order=queries.REGISTER_ORDER,
        cursor=request.GET.get("cursor"),
        size=30,
    )
    context = {"page": page, "rows": presenting.staff_rows(request.actor, page.items), "search": search, "words": words}
    return render(request, "personnel/staff_list.html", context)


@page_with_form
@office_only
def staff_new(request: ActorRequest) -> HttpResponse:
    form = StaffForm(request.POST or None, offices=queries.kept_offices(request.actor))
    entered = done(
        form,
        lambda: actions.enter_staff(
            request.actor,
            entry_id=form.cleaned_data["entry_id"],
            organization=form.cleaned_data["office"],
            facts=form.facts(),
        ),
    )
    if entered:
        messages.success(request, _("The person is in the register."))
        return redirect("personnel:staff_detail", entered.pk)
    return render(request, "personnel/staff_new.html", {"form": form})


@require_safe
@office_only
def staff_detail(request: ActorRequest, person_id: UUID) -> HttpResponse:
    row = queries.get_staff_member(request.actor, person_id)
    record_view(request.actor, "person", person_id, person_id, organization_path=row.organization.path)
    return render(request, "personnel/staff_detail.html", presenting.staff_page(request.actor, row))


@page_with_form
@office_only
def staff_enter(request: ActorRequest, person_id: UUID, kind: str) -> HttpResponse:
    row = queries.get_staff_member(request.actor, person_id)
    return begin(request, kind, person=row.person, office=row.organization, is_on_paper=True)
