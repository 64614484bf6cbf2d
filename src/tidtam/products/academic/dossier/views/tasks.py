from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.academic.dossier import queries
from tidtam.products.academic.dossier.drawing import chain_figure
from tidtam.products.academic.dossier.presenting.tasks import task_list
from tidtam.products.academic.rulebook.chain import date_chain

from .gate import dossier_looked_at, either_side


@require_safe
@either_side
def tasks(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    judged = queries.judge(request.actor, dossier_looked_at(request, dossier_id))
    context = {"list": task_list(request.actor, judged), "chain": chain_figure(date_chain(judged.content))}
    return render(request, "academic_dossier/tasks.html", context)
