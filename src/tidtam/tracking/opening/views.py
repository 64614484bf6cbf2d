"""The pages on which matters are begun, of every process that has none of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import RoleMissing, member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.tracking.models import Case
from tidtam.tracking.policies import can_see, may_be_in_charge
from tidtam.tracking.queries import Published, roles_in_charge
from tidtam.web.errors import add_refusal
from tidtam.web.navigation import links

from . import actions, queries
from .forms import MatterForm, OwnMatterForm

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


@member_required
@require_safe
def work_new(request: ActorRequest) -> HttpResponse:
    if not may_be_in_charge(request.actor):
        raise RoleMissing(roles_in_charge(request.actor))
    context = {"processes": queries.openable(request.actor), "page": "work_new_process", "is_own": False}
    return render(request, "tracking_opening/choose.html", context)


@member_required
@require_safe
def my_new(request: ActorRequest) -> HttpResponse:
    processes, doors = queries.openable_for_oneself(request.actor), links("begin", request.actor, request.path)
    context = {"processes": processes, "doors": doors, "page": "my_new_process", "is_own": True}
    return render(request, "tracking_opening/choose.html", context)


@member_required
@page_with_form
def work_new_process(request: ActorRequest, key: str) -> HttpResponse:
    process = queries.get_openable(request.actor, key)
    organizations = queries.organizations_to_open_in(request.actor, process)
    form = MatterForm(request.POST or None, organizations=organizations, today=request.actor.today())
    if form.is_valid():
        asked: dict[str, Any] = {name: form.cleaned_data[name] for name in ("organization", "received_on", "letter_no")}
        try:
            case = actions.open_matter(request.actor, key, who=form.who, remark=form.cleaned_data["remark"], **asked)
            return _to_matter(request, case)
        except Refused as refused:
            add_refusal(form, refused)
    return _show(request, process, form, is_own=False)


@member_required
@page_with_form
def my_new_process(request: ActorRequest, key: str) -> HttpResponse:
    process = queries.get_openable_for_oneself(request.actor, key)
    form = OwnMatterForm(request.POST or None, organizations=queries.own_organizations(request.actor, process))
    if form.is_valid():
        given = form.cleaned_data
        try:
            case = actions.open_own_matter(
                request.actor, key, organization=given["organization"], remark=given["remark"]
            )
            messages.success(request, _("Your request was handed in today."))
            return redirect("case_detail", case.pk)
        except Refused as refused:
            add_refusal(form, refused)
    return _show(request, process, form, is_own=True)


def _to_matter(request: ActorRequest, case: Case) -> HttpResponse:
    """Whoever hands a matter in need not be among those who see it."""
    if can_see(request.actor, case):
        messages.success(request, _("The matter is open. Its tracking link is on this page."))
        return redirect("work_case", case.pk)
    messages.success(request, _("The matter is open; the office in charge sees it."))
    return redirect("work_new")


def _show(request: ActorRequest, process: Published, form: OwnMatterForm, *, is_own: bool) -> HttpResponse:
    context = {"definition": process.definition, "form": form, "is_own": is_own, "can_open": form.has_choice}
    return render(request, "tracking_opening/open.html", context)
