"""How whole the register is, institution by institution; and those who cannot be entered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.registry import actions
from tidtam.products.registry.forms import JustificationForm
from tidtam.products.registry.queries.entries import own_institutions
from tidtam.products.registry.queries.quality import quality_board

from .answering import done, officers_only, page_with_form, recorders_only


@require_safe
@officers_only
def quality(request: ActorRequest) -> HttpResponse:
    board = quality_board(request.actor)
    silent = [each.organization.name for each in board if not each.total]
    return render(request, "registry/quality.html", {"rows": [each for each in board if each.total], "silent": silent})


@page_with_form
@recorders_only
def justification_new(request: ActorRequest) -> HttpResponse:
    form = JustificationForm(request.POST or None, request.FILES or None, offices=own_institutions(request.actor))
    filed = done(form, lambda: actions.file_justification(request.actor, **form.given()))
    if filed:
        messages.success(request, _("The justification was handed to the ministry. Follow it here."))
        return redirect("work_case", filed.case_id)
    return render(request, "registry/justification_new.html", {"form": form})
