from django.http import HttpRequest, HttpResponse

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.actions import create_account
from tidtam.kernel.identity.actions.sign_in import sign_in_proven
from tidtam.kernel.identity.choices import SignInMethod
from tidtam.kernel.identity.models import Account
from tidtam.sandbox.demo.persons import DemoPerson

from .accounts import account_of, person_of


def become_person(request: HttpRequest, demo: DemoPerson) -> HttpResponse:
    """Sign the visitor in as this demo person, as if they had scanned ThaiD's code."""
    return sign_in_proven(request, _account_for(demo), SignInMethod.THAID, "")


def _account_for(demo: DemoPerson) -> Account:
    with acting_as(SYSTEM):
        return account_of(demo) or create_account(SYSTEM, person=person_of(demo))
