"""The personnel office's pages: what it has in hand, what an order says, the rounds of moves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.personnel import actions, policies, presenting, queries
from tidtam.products.personnel.forms import FilterForm, OrderForm, RoundForm
from tidtam.web.pagination import paginate

from .answering import done, no_longer, office_only, page_with_form, to_detail


@require_safe
@office_only
def office_list(request: ActorRequest) -> HttpResponse:
    filters = FilterForm(request.GET, rounds=presenting.rounds_to_choose(request.actor))
    chosen = filters.chosen()
    page = paginate(
        queries.office_list(request.actor, **chosen), order=queries.NEWEST_FIRST, cursor=request.GET.get("cursor")
    )
    context = {
        "page": page,
        "rows": presenting.office_rows(request.actor, page.items),
        "filters": filters,
        "is_filtered": bool(chosen),
    }
    return render(request, "personnel/office_list.html", context)


@page_with_form
@office_only
def request_order(request: ActorRequest, request_id: UUID) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    form = OrderForm.for_kind(item.kind)(request.POST or None, initial=presenting.order_initial(item))
    ordered = done(
        form,
        lambda: actions.set_order(request.actor, item, version=form.cleaned_data["version"], **form.facts()),
    )
    if ordered:
        return to_detail(request, ordered, _("What the order says is saved."))
    if not form.is_bound and not policies.can_set_order(request.actor, item):
        return no_longer(request, item)
    return render(request, "personnel/order.html", {"form": form, **presenting.detail(request.actor, item)})


@require_safe
@office_only
def round_list(request: ActorRequest) -> HttpResponse:
    return render(request, "personnel/rounds.html", {"offices": presenting.rounds_by_office(request.actor)})


@page_with_form
@office_only
def round_set(request: ActorRequest, office_id: UUID, year: int, month: int) -> HttpResponse:
    office = queries.get_kept_office(request.actor, office_id)
    chosen = queries.get_round(request.actor, office, year, month)
    initial = {"opens_on": chosen.opens_on, "closes_on": chosen.closes_on, "version": chosen.version}
    form = RoundForm(request.POST or None, initial=initial)
    saved = done(form, lambda: actions.set_round(request.actor, office, year=year, month=month, **form.cleaned_data))
    if saved:
        messages.success(request, _("The dates of the round are saved."))
        return redirect("personnel:round_list")
    return render(request, "personnel/round_set.html", {"form": form, "round": chosen, "office": office})
