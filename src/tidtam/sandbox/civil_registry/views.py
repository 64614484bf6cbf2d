import time
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from . import queries
from .actions import note_question, set_behaviour
from .cards import cards
from .checking import check, verdicts
from .choices import Behaviour
from .soap import CONTENT_TYPES, NoQuestion, Question, read_question, write_answer, write_fault

SILENCE_SECONDS = 30
_NEWEST = next(iter(CONTENT_TYPES))


@csrf_exempt  # asked by programs, which bear no cookie
@require_POST
def service(request: HttpRequest) -> HttpResponse:
    try:
        question = read_question(request.body)
    except NoQuestion:
        note_question(None, "500")
        return _xml(_NEWEST, write_fault(_NEWEST), HTTPStatus.INTERNAL_SERVER_ERROR)
    return _answer(question, _behaviour(question))


def _behaviour(question: Question) -> Behaviour:
    """What was chosen for everybody, else what this card is for."""
    chosen = queries.behaviour()
    card = cards().get(question.parts.get("PID", ""))
    return card.behaviour if card and chosen is Behaviour.NORMAL else chosen


def _answer(question: Question, behaviour: Behaviour) -> HttpResponse:
    if behaviour is Behaviour.DOWN:
        note_question(question, "500")
        return _xml(question.envelope, write_fault(question.envelope), HTTPStatus.INTERNAL_SERVER_ERROR)
    if behaviour is Behaviour.SILENT:
        note_question(question, "…")
        time.sleep(SILENCE_SECONDS)
    if behaviour is Behaviour.GARBAGE:
        note_question(question, "?")
        return HttpResponse("<html><title>502</title><p>%%{[not SOAP", content_type="text/html; charset=utf-8")
    verdict = verdicts()["incomplete"] if behaviour is Behaviour.INCOMPLETE else check(question.parts)
    note_question(question, f"{verdict.code} {verdict.text}")
    told = write_answer(question.envelope, code=verdict.code, text=verdict.text, is_error=verdict.is_error)
    return _xml(question.envelope, told, HTTPStatus.OK)


def _xml(envelope: str, text: str, status: int) -> HttpResponse:
    return HttpResponse(text, content_type=CONTENT_TYPES[envelope], status=status)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    context = {
        "cards": cards().values(),
        "received": queries.received(),
        "behaviours": Behaviour.choices,
        "behaviour": queries.behaviour(),
        "in_english": get_language() == "en",
    }
    return render(request, "civil_registry/start.html", context)


@require_POST
def behave(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("behaviour", "")
    if wanted in Behaviour.values:
        set_behaviour(Behaviour(wanted))
    return redirect("civil_registry:start")
