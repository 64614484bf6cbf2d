from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.academic import actions, policies, presenting, queries
from tidtam.products.academic.forms import AnswersForm, ReturnForm
from tidtam.products.academic.models import AcademicRequest

from .doors import done, either_side, institution_only, ministry_only, no_longer, page_with_form, to_detail


@page_with_form
@ministry_only
def request_return(request: ActorRequest, request_id: UUID) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    if request.method != "POST" and not policies.can_return(request.actor, item):
        return no_longer(request, item)
    facts = presenting.return_form_facts(request.actor, item)
    if "more" in request.POST:
        form = ReturnForm(initial=request.POST.dict(), **facts)
    else:
        version = item.case.version if item.case else 0
        form = ReturnForm(
            request.POST or None, initial={"version": version, "letter_date": request.actor.today()}, **facts
        )
    returned = done(form, lambda: _return(request, item, form))
    if returned:
        return to_detail(request, returned, _("The request was returned to the institution with all reasons."))
    return render(request, "academic/request_return.html", presenting.return_page(item, form))


def _return(request: ActorRequest, item: AcademicRequest, form: ReturnForm) -> AcademicRequest:
    given = form.cleaned_data
    return actions.return_request(
        request.actor,
        item,
        letter_no=given["letter_no"],
        letter_date=given["letter_date"],
        defects=form.defects(),
        late_reason=given.get("late_reason", ""),
        version=given["version"],
    )


@page_with_form
@institution_only
def request_answer(request: ActorRequest, request_id: UUID) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    letter = queries.to_answer(request.actor, item)
    if letter is None or not policies.can_answer(request.actor, item):
        return no_longer(request, item)
    form = AnswersForm(request.POST or None, letter=letter, initial={"version": item.version})
    answered = done(
        form,
        lambda: actions.answer_defects(
            request.actor, item, answers=form.answers(), version=form.cleaned_data["version"]
        ),
    )
    if answered:
        return to_detail(request, answered, _("The answers are saved."))
    return render(request, "academic/request_answer.html", presenting.answer_page(request.actor, item, form))


@require_safe
@either_side
def request_returns(request: ActorRequest, request_id: UUID) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    context = presenting.returns_page(request.actor, item, request.GET.get("letter", ""))
    if context["letter"] is None:
        raise Http404
    return render(request, "academic/request_returns.html", context)
