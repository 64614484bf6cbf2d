"""Signing in, one's own account, and the roles of others."""

from allauth.usersessions.models import UserSession

from tests.access.world import World
from tidtam.kernel.identity.queries.sessions import reference_of
from tidtam.kernel.identity.tests.factories import PASSWORD

from .ask import NOBODY, Ask, Asking, each, plain


def _grant(world: World, label: str) -> Ask:
    grants = {"a": "institution", "b": "other_institution"}
    grant_id = world.grant(grants[label]).pk if label in grants else NOBODY
    return Ask({"grant_id": grant_id}, {"reason": "คำสั่งที่ 2/2569"})


def _role_in(world: World, label: str) -> Ask:
    organization = {"a": world.a.pk, "b": world.b.pk, "ministry": world.ministry.pk}[label]
    account = world.accounts["member"].username
    role = "ministry_case_officer" if label == "ministry" else "institution_officer"
    return Ask(form={"account": account, "role": role, "organization": organization, "reason": "คำสั่งที่ 1/2569"})


def _session(world: World, label: str) -> Ask:
    if label == "a":
        row = UserSession.objects.get(session_key=world.sessions["institution"])
        return Ask(form={"session": reference_of(row)})
    return Ask(form={"session": "others" if label == "others" else "0" * 32})


def _acting(world: World, label: str) -> Ask:
    owners = {"a": "institution", "b": "other_institution"}
    grant = {"none": str(NOBODY), "myself": ""}.get(label)
    return Ask(form={"grant": grant if grant is not None else str(world.grant(owners[label]).pk)})


def _step(world: World, label: str) -> Ask:
    return Ask({"key": label}, {"kind": "thai"})


def _address(world: World, label: str) -> Ask:
    return Ask({"kind": label}, {"address": "", "code": "00000000"})


def _account(world: World, label: str) -> Ask:
    ids = {"member": world.accounts["member"].pk, "admin": world.accounts["account_admin"].pk}
    return Ask({"account_id": ids.get(label, NOBODY)})


ASKING: dict[str, dict[str, Asking]] = {
    "account_helped": each(_account, "member", "admin", "none"),
    "account_home": plain(language="en"),
    "account_sessions": each(_session, "a", "others", "none"),
    "address_change": each(_address, "email", "mobile", "fax"),
    "address_code": each(_address, "email", "mobile", "fax"),
    "address_stop": {"": lambda world: Ask({"token": "x"})},
    "addresses": plain(),
    "audit_search": plain(),
    "change_password": plain(password=PASSWORD, repeated=PASSWORD),
    "check_account": plain(address="nobody@example.test"),
    "check_account_asked": plain(),
    "choose_username": plain(username="somchai.j"),
    "confirm_identity": plain(password=PASSWORD),
    "digital_id_begin": plain(),
    "digital_id_callback": plain(),
    "digital_id_failed": plain(),
    "directory_sign_in": plain(user_name="nobody", password=PASSWORD),
    "directory_sign_in_end": plain(),
    "enrolment_code": each(_account, "member", "admin", "none"),
    "factor_reset": each(_account, "member", "admin", "none"),
    "forgotten_password": plain(address="nobody@example.test"),
    "join_accounts": plain(choice="join"),
    "my_access_log": plain(),
    "my_roles": plain(),
    "passkey": {"": lambda world: Ask({"reference": NOBODY}, {"name": "x"})},
    "passkey_add": plain(name="x", answer="{}"),
    "passkey_remove": {"": lambda world: Ask({"reference": NOBODY})},
    "passkey_sign_in": plain(answer="{}"),
    "passkeys": plain(),
    "prove_for_second_factor": plain(code="ABCD-2345-EFGH"),
    "recovery_code": plain(code="00000000"),
    "recovery_password": plain(password=PASSWORD, repeated=PASSWORD),
    "register": plain(),
    "register_send_again": plain(),
    "register_step": each(_step, "member", "confirm", "none"),
    "registered": plain(),
    "reset_stop": {"": lambda world: Ask({"token": "x"})},
    "role_detail": each(_grant, "a", "b", "none"),
    "role_end": each(_grant, "a", "b", "none"),
    "role_grant": each(_role_in, "a", "b", "ministry"),
    "role_list": plain(),
    "second_factor": plain(code="000000"),
    "second_factor_codes": plain(),
    "second_factor_remove": plain(),
    "second_factor_setup": plain(code="000000"),
    "sign_in": plain(login="nobody", password="wrong"),
    "sign_out": plain(),
    "signed_out": plain(),
    "switch_role": each(_acting, "a", "b", "myself", "none"),
    "thaid_begin": plain(),
    "thaid_callback": plain(),
    "thaid_failed": plain(),
}
