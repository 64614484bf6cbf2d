"""The same number verified for two accounts in the same moment; each thread has its own connection."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.models import Identifier
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.kernel.verification.actions import begin_with_card, keep_outcome, take_question
from tidtam.kernel.verification.connectors import Answer, Evidence, Outcome, Result, Source, Stated
from tidtam.kernel.verification.models import VerificationRequest

from .factories import BORN, NAMES, acting, make_temporary

pytestmark = pytest.mark.requirement("IDN-13")
TWO = 2


@pytest.mark.parametrize("is_known", [False, True])
def test_one_number_makes_one_person_and_one_account_permanent(own_database: str, is_known: bool) -> None:
    number, barrier = next_number(), Barrier(TWO)
    if is_known:
        make_person(number=number)
    requests = []
    for account in (make_temporary(), make_temporary()):
        actor = acting(account)
        with acting_as(actor):
            card = Stated(national_id=number, laser_code="JT9988776655", born=BORN, **NAMES)
            requests.append(begin_with_card(actor, card=card))
    evidence = Evidence(source=Source.CIVIL_REGISTRY, checked=(), result=Result.MATCH, at=SYSTEM.now())
    outcome = Outcome(answers=(Answer(evidence=evidence),))

    def prove(request: VerificationRequest) -> None:
        try:
            with acting_as(SYSTEM):
                question = take_question(SYSTEM, request.pk)
            assert question is not None
            barrier.wait(timeout=30)
            with acting_as(SYSTEM):
                keep_outcome(SYSTEM, request.pk, question, outcome)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TWO) as threads:
        list(threads.map(prove, requests))
    with acting_as(SYSTEM):
        ended = VerificationRequest.objects.order_by("state").values_list("state", "ending", "sealed_card")
        assert list(ended) == [("approved", "", ""), ("refused", "number_in_use", "")]
        assert Identifier.objects.count() == 1
        assert Account.objects.filter(temporary_until=None).count() == 1
        owner = Account.objects.get(temporary_until=None)
        assert Identifier.objects.get().person_id == owner.person_id
