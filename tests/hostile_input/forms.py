"""Every form of the product: what its table of expectations says somebody may post, with a form that is accepted."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.urls import reverse

from tests.access.asking import ASKING
from tests.access.routes import all_routes
from tests.access.walking import cells_of, expected
from tests.access.world import World

_WITHOUT_A_SIGN_IN = {
    "check_account",
    "digital_id_begin",
    "forgotten_password",
    "notice_stop",
    "oauth_sign_out",
    "passkey_sign_in",
    "recovery_code",
    "recovery_password",
    "register_step",
    "set_language",
    "sign_in",
    "thaid_begin",
}


@dataclass(frozen=True)
class Form:
    route: str
    label: str
    actor: str

    def __str__(self) -> str:
        return f"{self.route} {self.label}".strip()

    def url(self, world: World) -> str:
        return reverse(self.route, kwargs=ASKING[self.route][self.label](world).kwargs)

    def fields(self, world: World) -> dict[str, Any]:
        return ASKING[self.route][self.label](world).form


def all_forms() -> list[Form]:
    """For each route and kind of form the first one who may send it."""
    found: dict[tuple[str, str], Form] = {}
    for route in all_routes():
        for cell in cells_of(route):
            key = (route, cell.label.split()[-1] if route.endswith("_act") else "")
            may_send = cell.method == "POST" and expected(cell) in {"200", "302", "303"}
            if may_send and key not in found and (cell.actor != "visitor" or route in _WITHOUT_A_SIGN_IN):
                found[key] = Form(route, cell.label, cell.actor)
    return list(found.values())


_KEPT = (
    "access_rolegrant",
    "academic_academicrequest",
    "agencies_agencytoken",
    "agencies_tokenrequest",
    "credentials_enrolmentcode",
    "credentials_factorreset",
    "datarights_datarequest",
    "files_storedfile",
    "helpdesk_intervention",
    "identity_account",
    "identity_apiclient",
    "mfa_authenticator",
    "notifications_notice",
    "notifications_delivery",
    "notifications_preference",
    "orgs_officecontact",
    "orgs_organization",
    "people_affiliation",
    "people_assignment",
    "people_contactaddress",
    "people_identifier",
    "people_person",
    "personnel_moveround",
    "personnel_personnelrequest",
    "provider_consent",
    "provider_service",
    "provider_servicesecret",
    "registration_consent",
    "registration_statement",
    "tracking_case",
    "tracking_caseevent",
    "tracking_caseeventtext",
    "tracking_processversion",
    "tracking_publishing_processdraft",
    "verification_evidencerow",
    "verification_verificationrequest",
)


def stored() -> tuple[int, ...]:
    """How many rows there are of everything that lasts, in one question."""
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in _KEPT)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tidtam.actor_kind', 'system', true)")
        cursor.execute(f"SELECT {counts}")
        counted: tuple[int, ...] = cursor.fetchone()
        return counted
