"""Doing one thing with many matters: choose, fill in, look, order, and see what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import RoleMissing, member_required, page_of
from tidtam.kernel.actor.http import ActorRequest
from tidtam.tracking.batches import actions, queries
from tidtam.tracking.batches.choices import BulkAct, BulkState
from tidtam.tracking.batches.forms import bulk_form, filled_in
from tidtam.tracking.batches.models import BulkAction
from tidtam.tracking.batches.pages import bulk_head, draft_page, look_again, result_page
from tidtam.tracking.queries import processes_in_use, roles_in_charge
from tidtam.tracking.versions import definition_of
from tidtam.web.errors import add_refusal
from tidtam.web.forms import BaseForm
from tidtam.web.pagination import paginate


@member_required
@require_POST
def bulk_begin(request: ActorRequest) -> HttpResponse:
    """The matters chosen on the work list, and what is to be done with them."""
    if not processes_in_use(request.actor):
        raise RoleMissing(roles_in_charge(request.actor))
    act = request.POST.get("act", BulkAct.FINISH)
    try:
        case_ids = {UUID(each) for each in request.POST.getlist("case")}
        bulk = actions.begin_bulk(request.actor, act=BulkAct(act), case_ids=case_ids)
    except ValueError:
        raise Http404 from None
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect(page_of(request))
    return redirect("bulk_detail", bulk.pk)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_detail(request: ActorRequest, bulk_id: UUID) -> HttpResponse:
    """As long as it is a draft: the form, then what would happen; afterwards what did."""
    bulk = queries.get_bulk(request.actor, bulk_id)
    made = bulk_form(bulk, definition_of(bulk.process_version_id))
    if request.method == "POST":
        return _fill_in(request, bulk, made(request.POST))
    if bulk.state == BulkState.DRAFT:
        if bulk.happened_on is None or "change" in request.GET:
            return _form_page(request, bulk, made(initial={"happened_on": request.actor.today()}))
        return render(request, "tracking_batches/bulk_preview.html", _draft(request, bulk))
    page = result_page(request.actor, bulk, request.GET.get("cursor"))
    response = render(request, "tracking_batches/bulk_result.html", page)
    return look_again(response, running=page["is_running"], still="still" in request.GET)


def _fill_in(request: ActorRequest, bulk: BulkAction, form: BaseForm) -> HttpResponse:
    if form.is_valid():
        try:
            actions.fill_in_bulk(request.actor, bulk, filled_in(form, request.actor.today()))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect("bulk_detail", bulk.pk)
    return _form_page(request, bulk, form)


def _form_page(request: ActorRequest, bulk: BulkAction, form: BaseForm) -> HttpResponse:
    return render(request, "tracking_batches/bulk_form.html", {**_draft(request, bulk), "form": form})


def _draft(request: ActorRequest, bulk: BulkAction) -> dict[str, object]:
    if bulk.state != BulkState.DRAFT:
        return {**bulk_head(request.actor, bulk), "page": [], "rows": []}
    return draft_page(request.actor, bulk, request.GET.get("cursor"))


@member_required
@require_POST
def bulk_order(request: ActorRequest, bulk_id: UUID) -> HttpResponse:
    bulk = queries.get_bulk(request.actor, bulk_id)
    try:
        actions.order_bulk(request.actor, bulk)
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("bulk_detail", bulk.pk)


@member_required
@require_safe
def bulk_list(request: ActorRequest) -> HttpResponse:
    """What one ordered before, and the way to imports."""
    if not processes_in_use(request.actor):
        raise RoleMissing(roles_in_charge(request.actor))
    page = paginate(queries.my_bulks(request.actor), order=("-made_at", "-id"), cursor=request.GET.get("cursor"))
    context = {
        "page": page,
        "rows": [bulk_head(request.actor, bulk) for bulk in page.items],
        "back": reverse("work_list"),
        "may_import": bool(queries.processes_to_import(request.actor)),
    }
    return render(request, "tracking_batches/bulk_list.html", context)
