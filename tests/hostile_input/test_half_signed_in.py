"""Whoever gave a password and owes the second factor: nobody yet, at whatever address they go on."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access.asking import ASKING
from tests.access.world import World
from tidtam.kernel.identity.tests.factories import PASSWORD, make_account

from .test_accounts import PAGES

pytestmark = pytest.mark.requirement("IDN-07")
ABOUT_THE_SIGN_IN = {"second_factor"}
"""The page of the second factor itself."""


def test_a_password_alone_opens_what_is_open_to_everybody_and_no_more(world: World) -> None:
    TOTP.activate(make_account(username="half.way", password=PASSWORD), generate_totp_secret())
    half = Client()
    answer = half.post("/account/sign-in/", {"login": "half.way", "password": PASSWORD})
    assert answer["Location"] == reverse("second_factor")
    for route in sorted(set(PAGES) - ABOUT_THE_SIGN_IN):
        address = reverse(route, kwargs=next(iter(ASKING[route].values()))(world).kwargs)
        with transaction.atomic():
            answers = [browser.get(address) for browser in (half, Client())]
            transaction.set_rollback(True)
        first, second = ((each.status_code, each.headers.get("Location")) for each in answers)
        assert first == second, address
