from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.drawing import chain_figure
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.dossier.presenting.tasks import task_list
from tidtam.products.academic.rulebook.chain import date_chain

from .gate import dossier_looked_at, either_side


@require_http_methods(["GET", "HEAD", "POST"])
@either_side
def tasks(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return _discarded(request, queries.get_dossier(request.actor, dossier_id))
    judged = queries.judge(request.actor, dossier_looked_at(request, dossier_id))
    context = {"list": task_list(request.actor, judged), "chain": chain_figure(date_chain(judged.content))}
    return render(request, "academic_dossier/tasks.html", context)


def _discarded(request: ActorRequest, dossier: Dossier) -> HttpResponse:
    """A file that hangs nowhere in the dossier goes for good."""
    act, _colon, file_id = request.POST.get("act", "").partition(":")
    try:
        if act == "discard":
            actions.discard_file(request.actor, dossier, file_id)
            messages.success(request, _("The file was removed."))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect(request.path)
