"""Where programs show up in the pages' frame, and what the codes about them mean."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.kernel.personal_data import Term, register_terms
from tidtam.web.navigation import Entry, register

from .policies import manages_clients


def plug_in() -> None:
    register(Entry("api_clients", _("Programs that connect"), "api_client_list", 85, manages_clients, "side"))
    register_verbs(
        {
            "api_client.created": _("Made a client for programs"),
            "api_client.secret_rotated": _("Gave a client a new secret"),
            "api_client.old_secret_ended": _("Ended the old secret of a client"),
            "api_client.ended": _("Ended a client for programs"),
            "api_client.token_given": _("A client was given a token"),
            "api_client.token_revoked": _("A client gave a token back"),
        }
    )
    register_things({"api_client": _("Client for programs")})
    register_terms(
        Term(
            "api_tokens",
            _("Tokens of programs"),
            _("Public task (PDPA section 24 (4))"),
            days=1,
            ended_by=_("The nightly clearing away"),
        )
    )
