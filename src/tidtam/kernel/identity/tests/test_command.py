import io
import sys

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account

pytestmark = pytest.mark.django_db


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = "") -> str:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    out = io.StringIO()
    call_command("account", *arguments, stdout=out)
    return out.getvalue()


def signs_in(password: str) -> bool:
    answer = Client().post("/account/sign-in/", {"login": "first.admin", "password": password})
    return answer.status_code == 302


def test_an_officer_s_account_is_made_and_locked_and_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "create", "first.admin", "--email", "first@example.go.th", typed=f"{PASSWORD}\n")
    assert signs_in(PASSWORD)
    run(monkeypatch, "lock", "first.admin")
    assert Account.objects.get().is_active is False
    run(monkeypatch, "unlock", "first@example.go.th")
    assert Account.objects.get().is_active is True


def test_a_forgotten_password_is_replaced_and_sessions_end(monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for(make_account(username="first.admin", password=PASSWORD))
    run(monkeypatch, "password", "first.admin", typed="อีกรหัสหนึ่งที่ยาวพอ\n")
    assert not signs_in(PASSWORD)
    assert signs_in("อีกรหัสหนึ่งที่ยาวพอ")
    assert client.get("/account/").status_code == 302


def test_what_cannot_be_done_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(username="first.admin")
    with pytest.raises(CommandError, match=r"ชื่อผู้ใช้|taken"):
        run(monkeypatch, "create", "first.admin", typed=PASSWORD)
    with pytest.raises(CommandError):
        run(monkeypatch, "lock", "nobody.here")
    with pytest.raises(CommandError):
        run(monkeypatch, "create", "other.admin", typed="short\n")
