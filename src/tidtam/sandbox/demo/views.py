from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from tidtam.kernel.identity.access_control import own_transactions
from tidtam.sandbox.demo.actions import become_person
from tidtam.sandbox.demo.mailbox import latest_letters
from tidtam.sandbox.demo.persons import demo_persons
from tidtam.sandbox.demo.presenting import cards


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/people.html", {"cards": cards(get_language() or "th")})


@require_POST
@own_transactions
def become(request: HttpRequest, key: str) -> HttpResponse:
    demo = next((person for person in demo_persons() if person.key == key), None)
    if demo is None:
        raise Http404
    return become_person(request, demo)


@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/mail.html", {"letters": latest_letters()})
