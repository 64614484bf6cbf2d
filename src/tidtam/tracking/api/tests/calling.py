"""Another program that calls the interface, as it would over the network."""

import json
from collections.abc import Iterable
from itertools import count
from typing import Any

from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.tests.factories import next_number
from tidtam.kernel.programs.actions import NewSecret, create_client
from tidtam.tracking.api.choices import Scope
from tidtam.tracking.models import Case
from tidtam.tracking.tests.factories import DAY

_numbers = count(1)
ROOT = "/api/v1"


class Program:
    def __init__(self, made: NewSecret, scopes: Iterable[str] | None = None) -> None:
        self.made = made
        self.http = Client(raise_request_exception=False)
        form = {
            "grant_type": "client_credentials",
            "client_id": str(made.client.pk),
            "client_secret": made.secret,
            **({} if scopes is None else {"scope": " ".join(scopes)}),
        }
        self.token = self.http.post("/oauth/token", form).json()["access_token"]

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """Header names with underscores; a new Idempotency-Key for each POST unless one is given."""
        given = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        if method == "POST":
            given["Idempotency-Key"] = f"key-{next(_numbers)}"
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = {} if body is None else {"content_type": given.pop("Content-Type", "application/json")}
        address = path if path.startswith("http") else f"{ROOT}{path}"
        return self.http.generic(method, address, sent, headers=given, **kind)  # type: ignore[arg-type]

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Any:
        return self.call("POST", path, {} if body is None else body, **headers)

    def act(self, case: Case, key: str, body: object, **headers: str) -> Any:
        return self.post(f"/cases/{case.pk}/{key}", body, **{"If_Match": f'"{case.version}"', **headers})


def program_of(office: Organization, role: str, scopes: Iterable[str] = tuple(Scope)) -> Program:
    with acting_as(SYSTEM):
        made = create_client(
            SYSTEM,
            organization=office,
            name=f"ระบบ {next(_numbers)}",
            contact="it@example.invalid",
            role=role,
            scopes=[str(scope) for scope in scopes],
        )
    return Program(made)


def a_case(**given: Any) -> dict[str, Any]:
    """A matter as a program hands it in."""
    person = {"number": next_number(), "title": "นาย", "given_name": "สมมติ", "family_name": "ทดสอบ"}
    return {"process": "sample", "person": person, "received_on": DAY.isoformat(), "letter_no": "อว 9/1", **given}
