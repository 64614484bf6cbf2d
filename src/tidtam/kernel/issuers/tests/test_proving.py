"""Whoever has a temporary account proves with a provider whose it is."""

from datetime import timedelta

import pytest

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.issuers.tests.issuer import NUMBER
from tidtam.kernel.issuers.tests.journeys import Journey, issuer, journey, registered
from tidtam.kernel.people.tests.factories import make_person

__all__ = ["issuer", "journey"]

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-02")]


@pytest.mark.requirement("IDN-12", "IDN-13")
def test_a_temporary_account_of_whom_the_provider_names_is_permanent_from_then_on(journey: Journey) -> None:
    account = make_account(make_person(number=NUMBER), temporary_until=SYSTEM.today() - timedelta(days=1))
    assert journey.begin("/my/cases/").come_back()["Location"] == "/my/cases/"
    account.refresh_from_db()
    assert account.temporary_until is None
    assert journey.browser.get("/my/cases/").status_code == 200
    with acting_as(SYSTEM):
        assert AuditRecord.objects.filter(verb="account.made_permanent", object_id=str(account.pk)).count() == 1


@pytest.mark.requirement("IDN-13", "IDN-12")
class TestProving:
    """Whoever registered by name alone proves with a provider who they are."""

    def test_the_account_is_permanent_and_bears_the_name_on_the_card(self, journey: Journey) -> None:
        account = registered(journey.browser)
        assert journey.prove()["Location"] == "/my/cases/"
        proven = Account.objects.select_related("person").get()
        assert (proven.pk, proven.temporary_until) == (account.pk, None)
        assert proven.person is not None
        assert proven.person.given_name == "มาลี"
        assert proven.person.verified_source == journey.issuer.provider.value

    def test_who_was_entered_before_with_that_number_is_joined(self, journey: Journey) -> None:
        known = make_person(number=NUMBER)
        account = registered(journey.browser)
        journey.prove()
        account.refresh_from_db()
        assert account.person_id == known.pk

    def test_an_ended_account_opens_by_it(self, journey: Journey) -> None:
        account = registered(journey.browser)
        Account.objects.update(temporary_until=SYSTEM.today() - timedelta(days=1))
        assert journey.prove()["Location"] == "/my/cases/"
        account.refresh_from_db()
        assert account.temporary_until is None

    def test_another_sign_in_of_the_same_browser_proves_nothing(self, journey: Journey) -> None:
        account = registered(journey.browser)
        journey.browser.post(journey.place, {"prove": "1"})
        journey.begin().come_back()
        account.refresh_from_db()
        assert account.temporary_until is not None
        assert Account.objects.count() == 2
