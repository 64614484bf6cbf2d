from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.files.http import download
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.forms import typed_in, version_of
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.dossier.presenting import pages
from tidtam.products.academic.rulebook.pointing import Spot, spot_at, value_at
from tidtam.products.academic.rulebook.reading import values_of
from tidtam.products.academic.rulebook.structure import Widget

from .entries import changed_list, shown_list
from .gate import dossier_at_hand, either_side

SAVING = "X-Tidtam-Saving"
"""Sent by the script: what changed is to be kept, and only the findings are wanted."""


@require_http_methods(["GET", "HEAD", "POST"])
@either_side
def page(request: ActorRequest, dossier_id: UUID, place: str) -> HttpResponse:
    """Of a part, of a list in it or of one entry."""
    is_sent = request.method == "POST"
    dossier = dossier_at_hand(request, dossier_id)
    spot = spot_at(f"/{place}")
    if spot is None or spot.piece is None or not _is_there(request, dossier, spot):
        raise Http404
    if spot.is_list:
        answer = changed_list if is_sent else shown_list
        return answer(request, dossier, spot)
    if is_sent:
        return _saved(request, dossier, spot)
    return _drawn(request, dossier, spot)


@require_safe
@either_side
def file(request: ActorRequest, dossier_id: UUID, file_id: UUID) -> HttpResponseBase:
    dossier = queries.get_dossier(request.actor, dossier_id)
    return download(queries.open_file_of(request.actor, dossier, str(file_id)))


def _is_there(request: ActorRequest, dossier: Dossier, spot: Spot) -> bool:
    """A part is always there, an entry once it was added; somebody may have removed it while it was typed into."""
    if not any(step.isdecimal() for step in spot.place.split("/")) or request.method == "POST":
        return True
    values = values_of(queries.content_of(request.actor, dossier))
    deepest = spot.place
    while not deepest.rpartition("/")[2].isdecimal():
        deepest = deepest.rpartition("/")[0]
    return value_at(values, deepest) is not None


def _saved(request: ActorRequest, dossier: Dossier, spot: Spot) -> HttpResponse:
    """Keep what was typed, then what was attached or taken away; say what could not be kept, and why."""
    outcome = Outcome(typed_in(request.POST, spot.part), version_of(request.POST))
    try:
        outcome.saved = actions.type_fields(request.actor, dossier, spot.part, outcome.typed, seen=outcome.seen)
        _file_acts(request, dossier, outcome)
    except Refused as refused:
        outcome.refused = refused
    if SAVING in request.headers or not outcome.is_kept:
        return _drawn(request, dossier, spot, outcome)
    messages.success(request, _("Saved."))
    return redirect(request.path)


def _file_acts(request: ActorRequest, dossier: Dossier, outcome: "Outcome") -> None:
    for name, upload in request.FILES.items():
        if (spot := _place_of_files(name)) and not isinstance(upload, list):
            try:
                actions.attach_file(request.actor, dossier, spot, upload, seen=outcome.seen)
            except Refused as refused:
                outcome.saved.refused[spot.place] = str(refused.message)
    act, _colon, rest = request.POST.get("act", "").partition(":")
    place, _colon, file_id = rest.partition(":")
    if act in _FILE_ACTS and (spot := _place_of_files(place)):
        _FILE_ACTS[act](request.actor, dossier, spot, file_id, seen=outcome.seen)


_FILE_ACTS = {"drop": actions.detach_file, "take": actions.attach_again}


def _place_of_files(place: str) -> Spot | None:
    spot = spot_at(place)
    return spot if spot and spot.ask.widget == Widget.FILES else None


@dataclass(slots=True)
class Outcome:
    """What was sent, and what became of it."""

    typed: list[actions.Typed]
    seen: int
    saved: actions.Saved = field(default_factory=actions.Saved)
    refused: Refused | None = None

    @property
    def is_kept(self) -> bool:
        return not (self.refused or self.saved.conflicts or self.saved.refused)


def _drawn(request: ActorRequest, dossier: Dossier, spot: Spot, outcome: Outcome | None = None) -> HttpResponse:
    dossier = queries.get_dossier(request.actor, dossier.pk)
    shown = pages.piece_page(request.actor, queries.judge(request.actor, dossier), spot)
    context = {"page": shown, "version": shown.version, "now": request.actor.now()}
    if outcome is not None:
        is_refused = outcome.refused is not None
        shown = pages.with_typed(shown, outcome.typed, outcome.saved, is_kept=not is_refused)
        # What was refused is judged against the same state when it is sent again.
        version = outcome.seen if is_refused else shown.version
        context |= {"page": shown, "refused": outcome.refused, "is_saved": outcome.is_kept}
        context |= {"answered": True, "version": version}
    template = "answer" if SAVING in request.headers else "piece"
    return render(request, f"academic_dossier/{template}.html", context)
