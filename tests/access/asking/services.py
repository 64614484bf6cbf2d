"""Services into which people sign in with their account here, and what these services ask themselves."""

from datetime import timedelta

from tests.access.world import World
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.provider.actions.consents import give_consent
from tidtam.kernel.provider.actions.services import rotate_secret
from tidtam.kernel.provider.models import Consent, Service
from tidtam.kernel.provider.tests.factories import BACK, FACTS, make_service

from .ask import NOBODY, Ask, Asking, each, plain

_FORM = FACTS | {"redirect_uris": BACK, "logout_uris": "", "takes_temporary": "", "version": 1, "overlap": "0"}


def _service(world: World, label: str) -> Ask:
    """With two secrets, of which the old one can be ended. Made when it is first asked for."""
    if label == "none":
        return Ask({"service_id": NOBODY}, _FORM)
    return Ask({"service_id": _known({"a": world.a, "b": world.b}[label]).pk}, _FORM)


def _known(office: Organization) -> Service:
    known = Service.objects.filter(organization=office).first()
    if known is not None:
        return known
    made = make_service(office, name_th="บริการเดิม")
    with acting_as(SYSTEM):
        rotate_secret(SYSTEM, made.service, overlap=timedelta(days=7))
    return made.service


def _service_in(world: World, label: str) -> Ask:
    return Ask(form=_FORM | {"organization": {"a": world.a.pk, "b": world.b.pk}[label]})


def _consent(world: World, label: str) -> Ask:
    """What the applicant agreed to."""
    if label == "none":
        return Ask({"consent_id": NOBODY})
    applicant, account = world.acting("applicant"), world.accounts["applicant"]
    with acting_as(applicant):
        known = Consent.objects.filter(account=account, ended_at=None).first()
        consent = known or give_consent(applicant, account, _known(world.b), scopes=["openid", "profile"])
    return Ask({"consent_id": consent.pk})


def _goal(world: World, label: str) -> Ask:
    return Ask({"goal": label})


ASKING: dict[str, dict[str, Asking]] = {
    "my_services": plain(),
    "oauth_agree": plain(asked="nonsense"),
    "oauth_authorize": plain(client_id="nobody"),
    "oauth_continue": each(_goal, "authorize", "logout"),
    "oauth_introspect": plain(token="nonsense"),
    "oauth_jwks": plain(),
    "oauth_logout": plain(),
    "oauth_sign_out": plain(asked=""),
    "oauth_userinfo": plain(access_token="nonsense"),
    "openid_configuration": plain(),
    "service": each(_service, "a", "b", "none"),
    "service_change": each(_service, "a", "b", "none"),
    "service_end": each(_service, "a", "b", "none"),
    "service_end_old": each(_service, "a", "b", "none"),
    "service_list": plain(),
    "service_new": each(_service_in, "a", "b"),
    "service_rotate": each(_service, "a", "b", "none"),
    "service_withdraw": each(_consent, "a", "none"),
}
