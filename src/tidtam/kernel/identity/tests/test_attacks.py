"""What somebody tries who wants in and has no key."""

from collections import Counter

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.people.actions import set_contact_address


@pytest.mark.django_db
@pytest.mark.requirement("IDN-06")
@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ("malee.s", "nobody.s"),
        ("malee@example.go.th", "nobody@example.go.th"),
        ("๐๘๑-๐๐๐-๐๐๐๗", "081-000-0008"),
    ],
)
def test_neither_words_nor_hashes_nor_the_database_tell_whether_an_account_is_there(
    monkeypatch: pytest.MonkeyPatch, known: str, unknown: str
) -> None:
    account = make_account(username="malee.s", email="malee@example.go.th", password=PASSWORD)
    assert account.person is not None
    with acting_as(SYSTEM):
        set_contact_address(SYSTEM, account.person, kind="mobile", value="+66810000007", verified_at=SYSTEM.now())
    login, hashes = "", Counter[str]()
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(
            Argon2PasswordHasher, name, lambda *given, real=real: hashes.update([login]) or real(*given)
        )
    told = {}
    # The first of each kind only begins what is counted.
    for login in (f"{unknown}9", known, unknown):
        with CaptureQueriesContext(connection) as asked:
            answer = Client().post("/account/sign-in/", {"login": login, "password": "wrong-wrong-wrong"})
        told[login] = (str(answer.context["form"].errors), len(asked), hashes[login])
    assert told[known] == told[unknown]


@pytest.mark.django_db
@pytest.mark.requirement("IDN-06", "QLT-02")
def test_no_page_of_an_account_is_framed_by_another_site_or_kept_by_a_cache() -> None:
    visitor, member = Client(), client_for(make_account(password=PASSWORD))
    of_visitors = ("sign-in/", "forgotten/", "check/", "register/member/")
    of_members = ("", "password/", "addresses/", "passkeys/", "sessions/", "verify/", "services/", "second-factor/")
    for browser, pages in ((visitor, of_visitors), (member, of_members)):
        for page in pages:
            answer = browser.get(f"/account/{page}")
            assert answer.status_code == 200, page
            assert answer["X-Frame-Options"] == "DENY", page
            assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], page
            assert "no-store" in answer["Cache-Control"], page
