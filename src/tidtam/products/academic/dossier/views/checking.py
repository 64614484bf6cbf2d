"""The result of the check on a page and on paper, and what an officer leaves as it is, with a reason."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.forms import OverrideForm, RestoreForm
from tidtam.products.academic.dossier.policies import can_change
from tidtam.products.academic.dossier.presenting import checklist
from tidtam.products.academic.dossier.presenting.notes import Note, url_of
from tidtam.web.errors import add_refusal

from .gate import dossier_at_hand, dossier_looked_at, either_side, institution_only


@require_safe
@either_side
def check(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Every rule with its answer, as when the dossier is sent."""
    judged = queries.judge(request.actor, dossier_looked_at(request, dossier_id), as_sent=True)
    return render(request, "academic_dossier/check.html", {"check": checklist.Checklist(judged)})


@require_http_methods(["GET", "HEAD", "POST"])
@institution_only
def override(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    dossier = dossier_at_hand(request, dossier_id)
    judged = queries.judge(request.actor, dossier)
    named = request.POST if request.method == "POST" else request.GET
    rule, place = named.get("rule", ""), named.get("place", "")
    note = next((Note(each, judged) for each in judged.findings if (each.rule, each.place) == (rule, place)), None)
    if note is None or not note.override_url or not can_change(request.actor, dossier):
        raise Http404
    form = (RestoreForm if note.override else OverrideForm)(
        request.POST or None, initial={"rule": rule, "place": place}
    )
    if form.is_valid():
        try:
            if note.override:
                actions.restore_finding(request.actor, dossier, rule=rule, place=place)
            else:
                reason = form.cleaned_data["reason"]
                actions.override_finding(request.actor, dossier, rule=rule, place=place, reason=reason)
            return redirect(url_of(judged, place))
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "web/confirm.html", {"form": form, **checklist.override_question(note)})
