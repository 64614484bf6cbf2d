"""A process that dies between what a provider said and what we keep of it: the person tries again and is in."""

from typing import Any

import pytest

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.issuers.views import openid
from tidtam.kernel.people.models import Person

from .journeys import Journey, issuer, journey, registered

__all__ = ["issuer", "journey"]

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-05", "IDN-13", "QLT-03")]


class Killed(BaseException):
    """Nobody catches it, as nobody catches a kill."""


def killed_before(step: str, journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_given: Any, **_more: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(openid, step, die)
        with pytest.raises(Killed):
            journey.come_back()


@pytest.mark.parametrize("step", ["method_of", "open_account", "sign_in_proven"])
def test_wherever_it_is_killed_one_is_told_and_the_next_sign_in_succeeds(
    journey: Journey, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_before(step, journey.begin("/my/cases/"), monkeypatch)
    assert not journey.is_signed_in
    page = journey.told(journey.come_back())
    assert f'action="{journey.place}"' in page.content.decode(), "a way to begin again"
    assert journey.begin("/my/cases/").come_back()["Location"] == "/my/cases/"
    with acting_as(SYSTEM):
        assert (Account.objects.count(), Person.objects.count()) == (1, 1)


@pytest.mark.parametrize("step", ["prove_account", "sign_in_proven"])
def test_killed_while_somebody_proves_who_they_are_the_account_is_permanent_once_they_try_again(
    journey: Journey, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = registered(journey.browser)
    killed_before(step, journey.begin(prove="1"), monkeypatch)
    assert journey.is_signed_in, "as before"
    assert journey.prove()["Location"] == "/my/cases/"
    account.refresh_from_db()
    assert account.temporary_until is None
    assert Account.objects.count() == 1
