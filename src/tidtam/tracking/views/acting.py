"""Doing something with a matter: one view for all that can be done, on the subject's side and on the officers'."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.choices import flatten_choices
from django.views.decorators.http import require_http_methods

from tidtam.kernel.actor import Actor, Outdated, Refused
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.tracking import queries
from tidtam.tracking.acts import ACTS, SUBJECT_ACTS, Act
from tidtam.tracking.forms import LABELS, StepForm
from tidtam.tracking.models import Case
from tidtam.tracking.pages import act_page
from tidtam.tracking.plugins import replaced_acts
from tidtam.web.errors import add_refusal
from tidtam.web.forms import BaseForm


@dataclass(frozen=True, slots=True)
class Side:
    """The subject's side of a matter, or that of those in charge."""

    get_case: Callable[[Actor, UUID], Case]
    page: str
    acts: frozenset[str]


MINE = Side(queries.get_own_case, "case_detail", SUBJECT_ACTS)
WORK = Side(queries.get_work_case, "work_case", frozenset(ACTS))


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_act(request: ActorRequest, case_id: UUID, key: str) -> HttpResponse:
    return _act(request, case_id, key, MINE)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def work_act(request: ActorRequest, case_id: UUID, key: str) -> HttpResponse:
    return _act(request, case_id, key, WORK)


def _act(request: ActorRequest, case_id: UUID, key: str, side: Side) -> HttpResponse:
    case = side.get_case(request.actor, case_id)
    if key not in side.acts or (side is WORK and key in replaced_acts(request.actor, case)):
        raise Http404
    act = ACTS[key]
    if request.method == "POST":
        return _perform(request, case, act, side)
    if not act.allowed(request.actor, case):
        return redirect(side.page, case.pk)
    return _show(request, case, act, side, act.form(request.actor, case, asked=request.GET or None))


def _perform(request: ActorRequest, case: Case, act: Act, side: Side) -> HttpResponse:
    form = act.form(request.actor, case, (request.POST, request.FILES))
    if form.is_valid():
        try:
            act.perform(request.actor, case, form.cleaned_data)
        except Outdated as outdated:
            return _show_again(request, case, act, side, form, outdated)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, str(act.done))
            return redirect(side.page, case.pk)
    return _show(request, case, act, side, form)


def _show(request: ActorRequest, case: Case, act: Act, side: Side, form: BaseForm) -> HttpResponse:
    return render(request, "tracking/act.html", {**_offered(request, case, act, side), "form": form})


def _show_again(  # noqa: PLR0917 - what was sent, to whom, and what came between
    request: ActorRequest, case: Case, act: Act, side: Side, sent: BaseForm, outdated: Outdated
) -> HttpResponse:
    """The matter as it is now, with everything that was typed: in the form as far as it fits, else above it."""
    case = side.get_case(request.actor, case.pk)
    labels = {field.name: field.label for field in sent if not field.is_hidden or field.name in LABELS}
    typed = {name: value for name, value in request.POST.items() if name in labels and value}
    form = act.form(request.actor, case, typed=typed) if act.allowed(request.actor, case) else None
    left_over = [
        (labels[name], _in_words(sent, name, str(value)))
        for name, value in typed.items()
        if form is None or name not in form.fields
    ]
    told = {"form": form, "outdated": outdated.message, "left_over": left_over}
    return render(request, "tracking/act.html", {**_offered(request, case, act, side), **told}, status=409)


def _in_words(sent: BaseForm, name: str, value: str) -> str:
    """A choice as it was read, anything else as it was typed."""
    if name == "outcome" and isinstance(sent, StepForm) and sent.chosen:
        return str(sent.chosen.name)
    choices = dict(flatten_choices(getattr(sent.fields[name], "choices", ())))
    return str(choices.get(value, value))


def _offered(request: ActorRequest, case: Case, act: Act, side: Side) -> dict[str, Any]:
    return {
        **act_page(request.actor, case),
        "act": act,
        "label": act.own_label if side is MINE else act.label,
        "back": reverse(side.page, args=[case.pk]),
    }
