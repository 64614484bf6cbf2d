"""What must hold where real people sign in, behind a proxy that speaks TLS."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client, override_settings

from .test_environment import PRODUCTION

_TELL = """
import json
from django.conf import settings
cookies = [f"{c}_COOKIE_{n}" for c in ("SESSION", "CSRF") for n in ("NAME", "SECURE", "DOMAIN", "PATH")]
names = ["INSTALLED_APPS", *cookies]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""
BEHIND_TLS = override_settings(
    ENVIRONMENT=replace(settings.ENVIRONMENT, base_url="https://tidtam.example.go.th"),
    ALLOWED_HOSTS=["tidtam.example.go.th"],
    SECURE_HSTS_SECONDS=31_536_000,
)


def posted_from(origin: str) -> int:
    client = Client(enforce_csrf_checks=True)
    client.get("/account/sign-in/", headers={"host": "tidtam.example.go.th"})
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    answer = client.post(
        "/account/sign-in/",
        {"login": "", "password": "", "csrfmiddlewaretoken": token},
        headers={"host": "tidtam.example.go.th", "origin": origin},
    )
    return answer.status_code


@pytest.mark.django_db
@pytest.mark.requirement("QLT-05")
def test_a_form_posted_through_the_proxy_is_taken_and_one_of_another_site_is_not() -> None:
    with BEHIND_TLS:
        assert posted_from("https://tidtam.example.go.th") == 200
        assert posted_from("http://tidtam.example.go.th") == 403
        assert posted_from("https://evil.example.go.th") == 403


@pytest.mark.django_db
@pytest.mark.requirement("QLT-05")
def test_browsers_are_told_to_come_by_tls_only() -> None:
    with BEHIND_TLS:
        answer = Client().get("/", headers={"host": "tidtam.example.go.th"})
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.requirement("QLT-05")
def test_no_cookie_of_production_can_be_planted_by_a_neighbouring_site_or_sent_in_clear() -> None:
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _TELL],
        env={"PYTHONPATH": os.pathsep.join(sys.path), "DJANGO_SETTINGS_MODULE": "tidtam.config.settings", **PRODUCTION},
        capture_output=True,
        text=True,
        check=True,
    )
    production = json.loads(told.stdout)
    for cookie in ("SESSION", "CSRF"):
        assert production[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert production[f"{cookie}_COOKIE_SECURE"] is True
        assert production[f"{cookie}_COOKIE_DOMAIN"] is None
        assert production[f"{cookie}_COOKIE_PATH"] == "/"
    assert "tidtam.sandbox.demo" not in production["INSTALLED_APPS"]
