"""Where services show up in the pages' frame and in the audit trail."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.web.navigation import Entry, register

from .policies import manages_services


def _is_member(actor: Actor) -> bool:
    return actor.account_id is not None


def register_navigation() -> None:
    register(Entry("my_services", _("Services I sign in to"), "my_services", 60, _is_member, "side"))
    register(Entry("services", _("Connected services"), "service_list", 86, manages_services, "side"))


def register_words() -> None:
    register_verbs(
        {
            "service.registered": _("Registered a service"),
            "service.changed": _("Changed a service"),
            "service.secret_rotated": _("Gave a service a new secret"),
            "service.old_secret_ended": _("Ended the old secret of a service"),
            "service.ended": _("Ended a service"),
            "service.signed_in": _("Signed in to a service"),
            "service.told": _("A service was told of a person"),
            "service.tokens_given_back": _("A service gave its tokens back"),
            "service.code_reused": _("A sign-in at a service ended: its code was shown twice"),
            "service.refresh_reused": _("A sign-in at a service ended: a used token was shown again"),
            "service_consent.given": _("Agreed to a service being told"),
            "service_consent.withdrawn": _("Took back the consent for a service"),
            "service_key.made": _("Made a key that signs for services"),
            "service_key.forgotten": _("Forgot a key that signed for services"),
        }
    )
    register_things({"service": _("Service that shares the account"), "service_key": _("Signing key")})
