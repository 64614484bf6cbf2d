"""An account that hands documents in, and who decides."""

from typing import Any

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.files.tests.factories import upload
from tidtam.kernel.identity.models import Account
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.kernel.verification.actions import approve_request
from tidtam.kernel.verification.models import VerificationRequest

from .factories import acting


@pytest.fixture
def ministry() -> Organization:
    return make_ministry()


@pytest.fixture
def office(ministry: Organization) -> Organization:
    return make_organization("psu", ministry)


def approve(administrator: Account, request: VerificationRequest) -> VerificationRequest:
    actor = acting(administrator)
    with acting_as(actor):
        return approve_request(actor, request, version=request.version)


def begin(browser: Client, office: Organization, **given: str) -> Any:
    form = {"organization": str(office.pk), "kind": "ministry", "unit": "กองกลาง", "position": "นักวิชาการ"}
    return browser.post("/account/verify/document/", {**form, **given})


def hand_in(browser: Client, content: bytes, name: str, **given: str) -> Any:
    with acting_as(SYSTEM):
        version = VerificationRequest.objects.latest("begun_at").version
    form = {"responsible": "on", "version": str(version), **given}
    return browser.post("/account/verify/request/", {"file": upload(content, name), **form})
