from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.tracking import queries
from tidtam.tracking.actions import correct_event
from tidtam.tracking.correcting import correctable, correction_form, restated_by
from tidtam.tracking.pages import act_page
from tidtam.web.errors import add_refusal

_OFFERED = {
    "label": _("Correct an entry"),
    "consequence": _("Give everything as it should have been. What was recorded before stays in the history."),
}


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def work_correct(request: ActorRequest, case_id: UUID, sequence: int) -> HttpResponse:
    """Restate what was recorded wrongly; the form shows what stands now."""
    case = queries.get_work_case(request.actor, case_id)
    entry = correctable(request.actor, case, sequence)
    if entry is None:
        raise Http404
    form = correction_form(request.actor, case, entry, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            restated = restated_by(form)
            version = form.cleaned_data["version"]
            correct_event(request.actor, case, sequence=sequence, restated=restated, expected_version=version)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, str(_("The entry was corrected.")))
            return redirect("work_case", case.pk)
    context = {**act_page(request.actor, case), "act": _OFFERED, "label": _OFFERED["label"], "form": form}
    return render(request, "tracking/act.html", {**context, "back": reverse("work_case", args=[case.pk])})
