"""The entries of a list: added, put in order and removed by buttons that need no script."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.forms import LinesForm, MoveForm, VersionForm, version_of
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.dossier.policies import can_change
from tidtam.products.academic.dossier.presenting import entries, pages
from tidtam.products.academic.rulebook.pointing import Spot, spot_at, value_at
from tidtam.products.academic.rulebook.reading import values_of
from tidtam.web.errors import add_refusal

from .gate import dossier_at_hand, institution_only


def shown_list(
    request: ActorRequest,
    dossier: Dossier,
    spot: Spot,
    lines: LinesForm | None = None,
    move: MoveForm | None = None,
) -> HttpResponse:
    page = pages.list_page(request.actor, queries.judge(request.actor, dossier), spot)
    listed = entries.slice_of(page, request.GET.get("from", ""))
    context = {
        "page": page,
        "lines": lines or LinesForm(),
        "lines_field": entries.first_line_title(spot),
        "move": move or MoveForm(listed["count"]),
        **listed,
    }
    return render(request, "academic_dossier/list.html", context)


def changed_list(request: ActorRequest, dossier: Dossier, spot: Spot) -> HttpResponse:
    act, _colon, number = request.POST.get("act", "").partition(":")
    try:
        if act == "add":
            first = actions.add_entries(request.actor, dossier, spot, [{}], seen=version_of(request.POST))
            return redirect("dossier:page", dossier.pk, f"{spot.place[1:]}/{first}")
        if act == "lines":
            return _added_lines(request, dossier, spot)
        if act == "move":
            return _moved_to(request, dossier, spot)
        if act in _MOVES and number.isdecimal() and len(number) <= LONGEST_NUMBER:
            seen = version_of(request.POST)
            actions.move_entry(request.actor, dossier, spot, int(number), by=_MOVES[act], seen=seen)
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect(request.get_full_path())


LONGEST_NUMBER = 4
"""Of an entry, in figures."""
_MOVES = {"up": -1, "down": 1}


def _moved_to(request: ActorRequest, dossier: Dossier, spot: Spot) -> HttpResponse:
    listed = value_at(values_of(queries.content_of(request.actor, dossier)), spot.place) or []
    form = MoveForm(len(listed), request.POST)
    if not form.is_valid():
        return shown_list(request, dossier, spot, move=form)
    number, goal = form.cleaned_data["entry"], form.cleaned_data["goal"]
    seen = version_of(request.POST)
    try:
        actions.move_entry(request.actor, dossier, spot, number - 1, by=goal - number, seen=seen)
    except Refused as refused:
        add_refusal(form, refused)
        return shown_list(request, dossier, spot, move=form)
    return redirect(request.get_full_path())


def _added_lines(request: ActorRequest, dossier: Dossier, spot: Spot) -> HttpResponse:
    form = LinesForm(request.POST)
    field = entries.first_line(spot)
    if not field or not form.is_valid():
        return shown_list(request, dossier, spot, form)
    try:
        actions.add_entries(request.actor, dossier, spot, form.entries(field.name), seen=version_of(request.POST))
    except Refused as refused:
        add_refusal(form, refused)
        return shown_list(request, dossier, spot, form)
    return redirect(request.path)


@require_http_methods(["GET", "HEAD", "POST"])
@institution_only
def remove(request: ActorRequest, dossier_id: UUID, place: str) -> HttpResponse:
    """Asked before an entry goes for good."""
    dossier = dossier_at_hand(request, dossier_id)
    judged = queries.judge(request.actor, dossier)
    spot, holder = spot_at(f"/{place}"), spot_at(f"/{place}".rpartition("/")[0])
    is_there = spot is not None and value_at(judged.values, spot.place) is not None
    may = can_change(request.actor, dossier) and judged.whole.page_of(f"/{place}") is None
    if spot is None or holder is None or spot.entry is None or not is_there or not may:
        raise Http404
    form = VersionForm(request.POST or None, initial={"version": dossier.version})
    if form.is_valid():
        try:
            actions.remove_entry(request.actor, dossier, holder, spot.entry, seen=form.cleaned_data["version"])
            return redirect("dossier:page", dossier.pk, holder.place[1:])
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "web/confirm.html", {"form": form, **entries.removal_question(judged, spot, holder)})
