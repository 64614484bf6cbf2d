"""What one asks to be done with one's data: corrected, or erased."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required, stands_on
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.identity.access_control import recently_proved
from tidtam.products.datarights import actions, policies, presenting, queries
from tidtam.products.datarights.forms import CorrectionForm, DeletionForm, OwnErasureForm
from tidtam.web.errors import add_refusal
from tidtam.web.forms import BaseForm


def _done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether the action was done; else the reason stands in the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        add_refusal(form, refused)
        return False
    return True


def _must_be_person(request: ActorRequest) -> None:
    """An account without a person is corrected and ended by the account administrator."""
    if not policies.can_ask(request.actor):
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def correct(request: ActorRequest) -> HttpResponse:
    _must_be_person(request)
    form = CorrectionForm(request.POST or None, initial={"item": request.GET.get("item", "")})
    if _done(form, lambda: actions.ask_correction(request.actor, **form.cleaned_data)):
        messages.success(request, _("Your request was received. It is decided within 30 days."))
        return redirect("datarights:mine")
    return render(request, "datarights/correct.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proved
def delete(request: ActorRequest) -> HttpResponse:
    """By request; or, for a temporary account of which nothing is held back, by the person alone."""
    _must_be_person(request)
    at_once = queries.may_erase_alone(request.actor)
    form = (OwnErasureForm if at_once else DeletionForm)(request.POST or None)
    if _done(form, lambda: _ask_to_erase(request, form, at_once=at_once)):
        messages.success(request, _("Your request was received."))
        return redirect("datarights:mine")
    context = {
        "form": form,
        "at_once": at_once,
        "kept": presenting.kept_rows(queries.own_holds(request.actor)),
        "holdings": queries.describe_all(),
        "erasure": queries.erasure_waiting(request.actor),
    }
    return render(request, "datarights/delete.html", context)


def _ask_to_erase(request: ActorRequest, form: BaseForm, *, at_once: bool) -> None:
    if at_once:
        actions.order_own_erasure(request.actor)
        return
    asked = {name: form.cleaned_data[name] for name in ("organization", "reason")}
    actions.ask_deletion(request.actor, **asked)


@stands_on("datarights:mine")
@member_required
def stop(request: ActorRequest) -> HttpResponse:
    actions.stop_erasure(request.actor)
    messages.success(request, _("The erasure is stopped. Nothing was erased."))
    return redirect("datarights:mine")
